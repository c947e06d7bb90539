/** A cluster's graph as the console lays it out: accounts by community, pairs by what they share. */
import type { Graph } from '../../../src/console/contract/index.ts';
import { framed, type VegaLiteSpec } from '../../../src/reports/charts/chart.ts';
import { colourOf, LOOK } from './look.ts';

/** More lines only make the picture black. */
const MOST_PAIRS = 2_500;

/** @param groups The group of each account, for its colour; by default the layout's communities. */
export function graphChart(graph: Graph, groups?: ReadonlyMap<string, string>): VegaLiteSpec {
  const { id, handle, x, y, community, membership } = graph.nodes;
  const nodes = id.map((account, i) => ({
    account,
    handle: handle[i],
    x: x[i],
    y: y[i],
    group: groups?.get(account) ?? `community ${(community[i] ?? 0) + 1}`,
    size: membership[i] === 1 ? 60 : 25,
  }));
  const named =
    groups === undefined
      ? [...new Set(nodes.map(({ group }) => group))].sort()
      : [...new Set(groups.values())];
  const hidden = { axis: null, type: 'quantitative', scale: { domain: [-1.05, 1.05] } };
  return framed(LOOK, 460, {
    layer: [
      {
        data: { values: strongestPairs(graph) },
        mark: { type: 'rule', strokeWidth: 0.7, color: LOOK.colours.muted },
        encoding: {
          x: { field: 'x', ...hidden },
          y: { field: 'y', ...hidden },
          x2: { field: 'x2' },
          y2: { field: 'y2' },
          opacity: {
            field: 'nats',
            type: 'quantitative',
            scale: { type: 'sqrt', range: [0.12, 0.55] },
            legend: null,
          },
        },
      },
      {
        data: { values: nodes },
        mark: { type: 'circle', opacity: 1, stroke: 'white', strokeWidth: 0.7 },
        encoding: {
          x: { field: 'x', ...hidden },
          y: { field: 'y', ...hidden },
          size: { field: 'size', type: 'quantitative', scale: null },
          color: {
            field: 'group',
            type: 'nominal',
            scale: { domain: named, range: named.map((_, i) => colourOf(i)) },
            legend: named.length > 1 ? { title: null, labelLimit: 0 } : null,
          },
        },
      },
    ],
  });
}

/** Pairs once each, by the sum of what their traces say, the strongest drawn. */
function strongestPairs({ nodes, edges }: Graph) {
  const sums = new Map<string, { a: number; b: number; nats: number }>();
  edges.a.forEach((a, i) => {
    const b = edges.b[i] ?? a;
    const pair = sums.get(`${a} ${b}`) ?? { a, b, nats: 0 };
    pair.nats += edges.nats[i] ?? 0;
    sums.set(`${a} ${b}`, pair);
  });
  return [...sums.values()]
    .sort((one, other) => other.nats - one.nats)
    .slice(0, MOST_PAIRS)
    .map(({ a, b, nats }) => ({ x: nodes.x[a], y: nodes.y[a], x2: nodes.x[b], y2: nodes.y[b], nats }));
}
