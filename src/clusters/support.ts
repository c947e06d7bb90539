/** Pruning: which links stand in enough short cycles to belong to a group, judged against chance. */
import { components, type Grouping } from './components.ts';
import { type Csr, degree } from './csr.ts';
import { countSquares, countTriangles } from './cycles.ts';
import type { ClusterOptions } from './options.ts';
import { lnPoissonTail } from './price.ts';

/** Most background links that may lead on from one to the next by chance; at 1 they would join everything. */
const MOST_ONWARD = 0.3;

/** What pruning found out. `background*` describe the links of each component that stand in no triangle or square. */
export interface Support {
  /** Components of the whole graph, before pruning. */
  readonly whole: Grouping;
  /** 1 for edges that short cycles support. */
  readonly supported: Uint8Array;
  /** 1 for accounts that are no hubs. */
  readonly ordinary: Uint8Array;
  /** Per account: links that are not supported. */
  readonly backgroundDegree: Uint32Array;
  /** Per component: accounts, and unsupported links. */
  readonly accounts: Float64Array;
  readonly backgroundLinks: Float64Array;
}

/** Per component: the fewest cycles through an edge that its background would reach too rarely to matter. */
function leastCycles(
  graph: Csr,
  whole: Grouping,
  loose: Uint8Array,
  usable: Uint8Array,
  wedges: 1 | 2,
  cycleChance: number,
): Float64Array {
  const r = new Uint32Array(graph.nodes);
  const links = new Float64Array(whole.count);
  for (let e = 0; e < graph.edges; e++) {
    const u = graph.a[e] as number;
    const v = graph.b[e] as number;
    if (loose[e] === 0 || usable[u] === 0 || usable[v] === 0) continue;
    r[u] = (r[u] as number) + 1;
    r[v] = (r[v] as number) + 1;
    const c = whole.of[u] as number;
    links[c] = (links[c] as number) + 1;
  }
  const pairs = new Float64Array(whole.count);
  for (let v = 0; v < graph.nodes; v++) {
    const c = whole.of[v] as number;
    const k = r[v] as number;
    if (c >= 0) pairs[c] = (pairs[c] as number) + k * Math.max(0, k - 1);
  }
  const excess = new Float64Array(whole.count);
  for (let e = 0; e < graph.edges; e++) {
    const u = graph.a[e] as number;
    const v = graph.b[e] as number;
    if (loose[e] === 0 || usable[u] === 0 || usable[v] === 0) continue;
    const c = whole.of[u] as number;
    excess[c] = (excess[c] as number) + ((r[u] as number) - 1) * ((r[v] as number) - 1);
  }
  return excess.map((sum, c) => {
    const m = links[c] as number;
    if (m === 0) return 1;
    const onward = (pairs[c] as number) / (2 * m);
    const mean = ((sum / m) * onward ** wedges) / (2 * m);
    const chance = Math.min(cycleChance, MOST_ONWARD / Math.max(onward, 1e-9));
    let least = 1;
    while (lnPoissonTail(least, mean) > Math.log(chance)) least++;
    return least;
  });
}

/**
 * 0 for hubs: accounts with many links whose partners hardly know each other (celebrities, whom everybody
 * meets). Any two accounts may have a hub in common, so cycles through one prove nothing.
 */
function tellHubs(graph: Csr, triangles: Uint32Array, options: ClusterOptions): Uint8Array {
  const corners = new Float64Array(graph.nodes);
  for (let e = 0; e < graph.edges; e++) {
    const [u, v] = [graph.a[e] as number, graph.b[e] as number];
    corners[u] = (corners[u] as number) + (triangles[e] as number);
    corners[v] = (corners[v] as number) + (triangles[e] as number);
  }
  return Uint8Array.from(corners, (twice, v) => {
    const k = degree(graph, v);
    return k > options.hubDegree && twice < options.hubClustering * k * (k - 1) ? 0 : 1;
  });
}

/**
 * Marks the edges that short cycles support.
 *
 * Two accounts of one group have common partners, two accounts joined by background noise have none: in a
 * random graph of n accounts with d links each, a link stands in d²/n triangles and d³/n squares. So a link is
 * supported when it stands in a triangle or, for sparse groups (500 accounts with 6 to 12 links have few
 * triangles), in a square of links that have no triangle; neither may run through a hub. Where the component is
 * so small or so full that chance alone makes such cycles (their mean by the configuration model of the
 * component's own loose links), more of them are asked for, so that at most `cycleChance` of its background would
 * pass, and too little of it to connect the component (percolation). O(m^1.5).
 */
export function findSupport(graph: Csr, options: ClusterOptions): Support {
  const whole = components(graph);
  const everyone = new Uint8Array(graph.nodes).fill(1);
  const anyTriangles = countTriangles(graph, everyone);
  const ordinary = tellHubs(graph, anyTriangles, options);
  const triangles = ordinary.includes(0) ? countTriangles(graph, ordinary) : anyTriangles;
  const loose = Uint8Array.from(triangles, (t) => (t === 0 ? 1 : 0));
  const leastTriangles = leastCycles(graph, whole, loose, ordinary, 1, options.cycleChance);
  const looseDegree = new Uint32Array(graph.nodes);
  for (let e = 0; e < graph.edges; e++) {
    if (loose[e] === 0) continue;
    const [u, v] = [graph.a[e] as number, graph.b[e] as number];
    looseDegree[u] = (looseDegree[u] as number) + 1;
    looseDegree[v] = (looseDegree[v] as number) + 1;
  }
  const usable = Uint8Array.from(looseDegree, (k) => (k <= options.hubDegree ? 1 : 0));
  const squares = countSquares(graph, loose, usable);
  const leastSquares = leastCycles(graph, whole, loose, usable, 2, options.cycleChance);
  const supported = new Uint8Array(graph.edges);
  const backgroundDegree = new Uint32Array(graph.nodes);
  const backgroundLinks = new Float64Array(whole.count);
  for (let e = 0; e < graph.edges; e++) {
    const [u, v] = [graph.a[e] as number, graph.b[e] as number];
    const c = whole.of[u] as number;
    if (
      (triangles[e] as number) >= (leastTriangles[c] as number) ||
      (squares[e] as number) >= (leastSquares[c] as number)
    ) {
      supported[e] = 1;
      continue;
    }
    backgroundDegree[u] = (backgroundDegree[u] as number) + 1;
    backgroundDegree[v] = (backgroundDegree[v] as number) + 1;
    backgroundLinks[c] = (backgroundLinks[c] as number) + 1;
  }
  const accounts = new Float64Array(whole.count);
  for (const c of whole.of) if (c >= 0) accounts[c] = (accounts[c] as number) + 1;
  return { whole, supported, ordinary, backgroundDegree, accounts, backgroundLinks };
}
