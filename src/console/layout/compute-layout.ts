/** Where the nodes of a cluster's graph lie, and which communities they form. Pure: the same graph gives the same picture. */
import forceAtlas2Module from 'graphology-layout-forceatlas2';
import { buildCsr, louvainLabels, seededRandom, toGraphology } from '../../clusters/index.ts';

// The package is CommonJS: its default export is the module itself, which its types do not say.
const forceAtlas2 = forceAtlas2Module as unknown as typeof forceAtlas2Module.default;

/** Pairs of nodes (indexes below `nodes`), each pair once, and how closely they are tied, above 0. */
export interface LayoutInput {
  readonly nodes: number;
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly nats: Float64Array;
}

/** Positions in [-1, 1]; communities are numbered from the largest. */
export interface Layout {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly community: Uint16Array;
}

const SEED = 20_260_501;
/** From so many nodes on, far ones repel together (Barnes, Hut 1986, doi:10.1038/324446a0). */
const MANY = 1_000;

/** As many as a picture of that size takes to settle; more only trembles. */
const iterationsFor = (nodes: number): number =>
  nodes <= 500 ? 500 : nodes <= 2_500 ? 300 : nodes <= 5_000 ? 150 : 80;

/**
 * ForceAtlas2 (Jacomy et al. 2014, doi:10.1371/journal.pone.0098679) from seeded places, ties by the logarithm of their nats, as one
 * pair that met a thousand times must not pull its group to a point. Communities by Louvain inside the cluster.
 * O(iterations · (edges + nodes · log nodes)): it belongs into a thread of its own.
 */
export function computeLayout({ nodes, a, b, nats }: LayoutInput): Layout {
  if (nodes === 0) return { x: new Float32Array(0), y: new Float32Array(0), community: new Uint16Array(0) };
  const csr = buildCsr({
    accounts: nodes,
    length: a.length,
    a: a.map((node, i) => Math.min(node, b[i] as number)),
    b: a.map((node, i) => Math.max(node, b[i] as number)),
    weight: nats.map((weight) => Math.log1p(weight)),
  });
  const graph = toGraphology(csr);
  const labels = louvainLabels(graph, { resolution: 1, rng: seededRandom(SEED) });
  const random = seededRandom(SEED);
  graph.updateEachNodeAttributes((_, attributes) => ({
    ...attributes,
    x: 1_000 * (random() - 0.5),
    y: 1_000 * (random() - 0.5),
  }));
  forceAtlas2.assign(graph, {
    iterations: iterationsFor(nodes),
    settings: { ...forceAtlas2.inferSettings(nodes), barnesHutOptimize: nodes > MANY },
  });
  const x = new Float32Array(nodes);
  const y = new Float32Array(nodes);
  graph.forEachNode((node, attributes) => {
    x[Number(node)] = attributes.x;
    y[Number(node)] = attributes.y;
  });
  normalise(x, y);
  return { x, y, community: bySize(labels) };
}

/** Both axes by one measure, so that the picture keeps its shape. */
function normalise(x: Float32Array, y: Float32Array): void {
  const middle = (values: Float32Array) => (values.reduce(min) + values.reduce(max)) / 2;
  const [cx, cy] = [middle(x), middle(y)];
  let reach = 0;
  x.forEach((_, i) => {
    x[i] = (x[i] as number) - cx;
    y[i] = (y[i] as number) - cy;
    reach = Math.max(reach, Math.abs(x[i] as number), Math.abs(y[i] as number));
  });
  if (reach === 0) return;
  x.forEach((_, i) => {
    x[i] = (x[i] as number) / reach;
    y[i] = (y[i] as number) / reach;
  });
}
const min = (a: number, b: number) => Math.min(a, b);
const max = (a: number, b: number) => Math.max(a, b);

/** The largest community is 0; of equals the one with the first node. */
export function bySize(labels: Int32Array): Uint16Array {
  const sizes = new Map<number, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  // Entries stand in the order of their first node, and sorting is stable.
  const order = [...sizes].sort(([, one], [, other]) => other - one);
  const places = new Map(order.map(([label], place) => [label, Math.min(place, 0xffff)]));
  return Uint16Array.from(labels, (label) => places.get(label) as number);
}
