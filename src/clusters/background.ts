/** The background: every link that does not run inside a cluster, and what it leads one to expect by chance. */
import { type Csr, degree } from './csr.ts';
import { lnPoissonTail } from './price.ts';
import type { Support } from './support.ts';

/** Clusters in the making: a label per account (-1 for none) and the number of labels. */
export interface Labels {
  readonly of: Int32Array;
  readonly count: number;
}

/** What chance is judged by, recomputed whenever labels change: rates must not come from the suspects themselves. */
export interface Background {
  /** Per label: accounts, the component they are in, and links that leave the cluster. */
  readonly size: Float64Array;
  readonly component: Int32Array;
  readonly leaving: Float64Array;
  /** Per component: links that run inside no cluster and to no hub, at least 1; and accounts. */
  readonly links: Float64Array;
  readonly accounts: Float64Array;
  /** Per component that holds a cluster: how many accounts without one have how many links (2 or more). */
  readonly degrees: ReadonlyMap<number, ReadonlyMap<number, number>>;
}

/** Measures the background of a labelling. O(accounts + edges). */
export function measureBackground(graph: Csr, labels: Labels, support: Support): Background {
  const size = new Float64Array(labels.count);
  const component = new Int32Array(labels.count).fill(-1);
  const leaving = new Float64Array(labels.count);
  const links = new Float64Array(support.whole.count);
  const degrees = new Map<number, Map<number, number>>();
  labels.of.forEach((c, v) => {
    if (c < 0) return;
    size[c] = (size[c] as number) + 1;
    const whole = support.whole.of[v] as number;
    component[c] = whole;
    if (!degrees.has(whole)) degrees.set(whole, new Map());
  });
  let last = -1;
  let histogram: Map<number, number> | undefined;
  for (let v = 0; v < graph.nodes; v++) {
    const k = degree(graph, v);
    if (k < 2 || (labels.of[v] as number) >= 0) continue;
    const whole = support.whole.of[v] as number;
    if (whole !== last) histogram = degrees.get(whole);
    last = whole;
    histogram?.set(k, (histogram.get(k) ?? 0) + 1);
  }
  for (let e = 0; e < graph.edges; e++) {
    const c = labels.of[graph.a[e] as number] as number;
    const d = labels.of[graph.b[e] as number] as number;
    if (c === d && c >= 0) continue;
    if (support.ordinary[graph.a[e] as number] === 0 || support.ordinary[graph.b[e] as number] === 0)
      continue;
    if (c >= 0) leaving[c] = (leaving[c] as number) + 1;
    if (d >= 0) leaving[d] = (leaving[d] as number) + 1;
    const whole = support.whole.of[graph.a[e] as number] as number;
    links[whole] = (links[whole] as number) + 1;
  }
  const atLeastOne = links.map((m) => Math.max(1, m));
  return { size, component, leaving, links: atLeastOne, accounts: support.accounts, degrees };
}

/**
 * A test whether `seen` of an account's `links` prove that it belongs to a cluster. By chance each of them leads
 * there with probability q = B/(2m) (B: links that leave the cluster, m: all background links of the component).
 * At least two are needed; Poisson(links·q) may reach that many with probability `errors` at most; and of all
 * accounts without a cluster so few may be expected to, that at most the share `errors` of the cluster would
 * be wrong.
 */
export function createMembershipTest(
  background: Background,
  errors: number,
): (cluster: number, account: { readonly links: number; readonly seen: number }) => boolean {
  const expected = new Map<number, number>();
  return (cluster, { links, seen }) => {
    if (seen < 2) return false;
    const whole = background.component[cluster] as number;
    const q = (background.leaving[cluster] as number) / (2 * (background.links[whole] as number));
    if (lnPoissonTail(seen, links * q) > Math.log(errors)) return false;
    const key = seen * background.size.length + cluster;
    let wrong = expected.get(key);
    if (wrong === undefined) {
      wrong = 0;
      for (const [k, count] of background.degrees.get(whole) ?? [])
        if (k >= seen) wrong += count * Math.exp(lnPoissonTail(seen, k * q));
      expected.set(key, wrong);
    }
    return wrong <= errors * (background.size[cluster] as number);
  };
}
