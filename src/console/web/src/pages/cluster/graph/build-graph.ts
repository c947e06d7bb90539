/** The cluster's graph for sigma, built once; how it looks is set in place afterwards. */
import { MultiUndirectedGraph } from 'graphology';
import type { Graph } from '../../../../../contract/index.ts';
import { type Colours, categoryColour } from '../../../lib/colours.ts';
import { plainLabel } from '../../../lib/plain-text.ts';

export interface NodeLook {
  x: number;
  y: number;
  size: number;
  label: string;
  color: string;
  community: number;
}
export interface EdgeLook {
  /** Index into the columns of the answer. */
  at: number;
  size: number;
  color: string;
  hidden: boolean;
}
export type DrawnGraph = MultiUndirectedGraph<NodeLook, EdgeLook>;

export type ColourBy = 'community' | 'trace';

/** How the graph is coloured; `alpha` is that of edges. */
export interface Paint {
  readonly colours: Colours;
  readonly colourBy: ColourBy;
  readonly alpha: number;
}

/** Many edges lie over each other, so they let shine through. */
export const edgeAlpha = (shown: number): number =>
  shown > 50_000 ? 0.04 : shown > 20_000 ? 0.08 : shown > 5_000 ? 0.2 : shown > 1_000 ? 0.35 : 0.6;

const NO_MEMBER = -1;

/** O(nodes + edges); about 0.3 s for 100,000 edges. */
export function buildGraph(answer: Graph, paint: Paint): DrawnGraph {
  const { colours, colourBy } = paint;
  const graph: DrawnGraph = new MultiUndirectedGraph();
  const { nodes, edges } = answer;
  const degrees = new Uint32Array(nodes.id.length);
  for (const end of [edges.a, edges.b]) for (const node of end) degrees[node] = (degrees[node] ?? 0) + 1;
  const widest = Math.sqrt(degrees.reduce((most, degree) => Math.max(most, degree), 1));
  const [smallest, more] = nodes.id.length > 500 ? [1.5, 2] : [3.5, 4];
  nodes.id.forEach((id, index) => {
    const membership = nodes.membership[index] ?? NO_MEMBER;
    graph.addNode(id, {
      x: nodes.x[index] ?? 0,
      y: nodes.y[index] ?? 0,
      size: smallest + (more * Math.sqrt(degrees[index] ?? 0)) / widest,
      label: plainLabel(nodes.handle[index] || id, 18),
      color: nodeColour(colours, colourBy, nodes.community[index] ?? NO_MEMBER, membership),
      community: nodes.community[index] ?? NO_MEMBER,
    });
  });
  const trace = edgeColours(answer, paint);
  for (let at = 0; at < edges.a.length; at += 1) {
    const a = nodes.id[edges.a[at] ?? NO_MEMBER];
    const b = nodes.id[edges.b[at] ?? NO_MEMBER];
    if (a === undefined || b === undefined) continue;
    const color = trace[edges.trace[at] ?? 0] ?? colours.line;
    graph.addEdgeWithKey(String(at), a, b, { at, size: 1, color, hidden: false });
  }
  return graph;
}

/** Sets the colours anew, in place: sigma hears of it once for all nodes and once for all edges. */
export function recolour(graph: DrawnGraph, answer: Graph, paint: Paint): void {
  const { colours, colourBy } = paint;
  const memberships = new Map(answer.nodes.id.map((id, index) => [id, answer.nodes.membership[index] ?? -1]));
  graph.updateEachNodeAttributes(
    (id, look) => ({
      ...look,
      color: nodeColour(colours, colourBy, look.community, memberships.get(id) ?? NO_MEMBER),
    }),
    { attributes: ['color'] },
  );
  const trace = edgeColours(answer, paint);
  graph.updateEachEdgeAttributes(
    (_, look) => {
      look.color = trace[answer.edges.trace[look.at] ?? 0] ?? colours.line;
      return look;
    },
    { attributes: ['color'] },
  );
}

/** Members outside the cluster, which `expand` brought, are always grey. */
function nodeColour(colours: Colours, colourBy: ColourBy, community: number, membership: number): string {
  if (membership === NO_MEMBER) return colours.rest;
  return colourBy === 'community' ? categoryColour(colours, community) : colours.text;
}

/** By trace. Sigma blends premultiplied colours. */
function edgeColours(answer: Graph, { colours, colourBy, alpha }: Paint): readonly string[] {
  return answer.traces.map((_, index) =>
    premultiplied(colourBy === 'trace' ? categoryColour(colours, index) : colours.muted, alpha),
  );
}

/** `#rrggbb` as `#rrggbbaa` with each channel times alpha. */
function premultiplied(colour: string, alpha: number): string {
  const hex = (value: number) => Math.round(value).toString(16).padStart(2, '0');
  const channels = [1, 3, 5].map((at) => hex(Number.parseInt(colour.slice(at, at + 2), 16) * alpha));
  return `#${channels.join('')}${hex(alpha * 255)}`;
}
