/** Which edges are shown: by trace, strength and time. */
import type { Graph } from '../../../../../contract/index.ts';
import type { DrawnGraph } from './build-graph.ts';

export interface EdgeFilter {
  /** Empty = all. */
  readonly traces: readonly string[];
  readonly minNats: number;
  /** Epoch milliseconds; null = open. An edge is in when one of its meetings can lie in it. */
  readonly from: number | null;
  readonly to: number | null;
}

/** Tells of the edge at an index of the columns whether it is shown. */
export function edgeTest({ traces, edges }: Graph, filter: EdgeFilter): (at: number) => boolean {
  const wanted = traces.map((trace) => filter.traces.length === 0 || filter.traces.includes(trace));
  return (at) =>
    wanted[edges.trace[at] ?? -1] === true &&
    (edges.nats[at] ?? 0) >= filter.minNats &&
    (filter.from === null || (edges.last_at[at] ?? 0) >= filter.from) &&
    (filter.to === null || (edges.first_at[at] ?? 0) < filter.to);
}

/** How many edges pass. O(edges). */
export function countShown(answer: Graph, filter: EdgeFilter): number {
  const test = edgeTest(answer, filter);
  let shown = 0;
  for (let at = 0; at < answer.edges.a.length; at += 1) if (test(at)) shown += 1;
  return shown;
}

/** Hides and shows edges in place. O(edges). */
export function applyFilter(graph: DrawnGraph, answer: Graph, filter: EdgeFilter): void {
  const test = edgeTest(answer, filter);
  if (graph.findEdge((_, look) => look.hidden === test(look.at)) === undefined) return;
  graph.updateEachEdgeAttributes(
    (_, look) => {
      look.hidden = !test(look.at);
      return look;
    },
    { attributes: ['hidden'] },
  );
}
