/** Sigma over a built graph: what it may cost is decided here. */
import Sigma from 'sigma';
import { EdgeLineProgram, NodePointProgram } from 'sigma/rendering';
import type { Colours } from '../../../lib/colours.ts';
import type { DrawnGraph, EdgeLook, NodeLook } from './build-graph.ts';
import { drawHover } from './draw-hover.ts';
import { isInside, type Point } from './lasso.ts';

/** Above so many edges they are hidden while the view moves. */
const MANY_EDGES = 20_000;

export interface Renderer {
  readonly sigma: Sigma<NodeLook, EdgeLook>;
  /** Nodes that are not selected fade; an empty selection fades none. O(nodes). */
  readonly showSelected: (accounts: readonly string[]) => void;
  readonly repaint: (colours: Colours) => void;
  /** Changes attributes of the graph; what sigma cannot repaint in place it draws anew. */
  readonly change: (work: () => void) => void;
  /** Ids of the nodes whose middle lies in the polygon, in pixels of the view. */
  readonly within: (polygon: readonly Point[]) => readonly string[];
}

/** @throws where the browser has no WebGL. */
export function createRenderer(graph: DrawnGraph, container: HTMLElement, first: Colours): Renderer {
  let colours = first;
  let selected = new Set<string>();
  const look = (now: Colours) => ({
    labelColor: { color: now.text },
    defaultDrawNodeHover: drawHover(now),
  });
  const sigma = new Sigma<NodeLook, EdgeLook>(graph, container, {
    ...look(first),
    allowInvalidContainer: true,
    hideEdgesOnMove: graph.size > MANY_EDGES,
    hideLabelsOnMove: graph.order > 1_000,
    enableEdgeEvents: false,
    // The cheapest programs: what a machine without a graphics card can draw.
    defaultNodeType: 'point',
    nodeProgramClasses: { point: NodePointProgram },
    defaultEdgeType: 'thin',
    edgeProgramClasses: { thin: EdgeLineProgram },
    labelFont: 'system-ui, "Noto Sans CJK SC", sans-serif',
    labelSize: 12,
    labelDensity: 0.5,
    labelRenderedSizeThreshold: graph.order > 500 ? 3.4 : 6,
    stagePadding: 20,
    zIndex: true,
    nodeReducer: (id, node) => {
      if (selected.size === 0) return node;
      return selected.has(id)
        ? { ...node, size: node.size + 1.5, zIndex: 1, forceLabel: selected.size <= 12 }
        : { ...node, color: colours.line, label: '', zIndex: 0 };
    },
  });
  // After a resize or other settings sigma has no index until the next frame, and throws when something is repainted meanwhile.
  const change = (work: () => void) => {
    try {
      work();
    } catch (error) {
      if (!String(error).includes("can't be repaint")) throw error;
      sigma.refresh();
    }
  };
  const refreshNodes = () =>
    change(() => sigma.refresh({ partialGraph: { nodes: graph.nodes() }, skipIndexation: true }));
  return {
    sigma,
    change,
    showSelected: (accounts) => {
      selected = new Set(accounts.filter((id) => graph.hasNode(id)));
      refreshNodes();
    },
    repaint: (now) => {
      colours = now;
      sigma.setSettings(look(now));
    },
    within: (polygon) =>
      graph.filterNodes((_, { x, y }) => {
        const point = sigma.graphToViewport({ x, y });
        return isInside([point.x, point.y], polygon);
      }),
  };
}
