/** The drawing of the graph, tied to the page's selection. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Graph } from '../../../../../contract/index.ts';
import { type Colours, useColours } from '../../../lib/colours.ts';
import { useSelection } from '../../../lib/selection.ts';
import {
  buildGraph,
  type ColourBy,
  type DrawnGraph,
  edgeAlpha,
  type Paint,
  recolour,
} from './build-graph.ts';
import { applyFilter, countShown, type EdgeFilter } from './filter-edges.ts';
import type { Point } from './lasso.ts';
import { LassoLayer } from './lasso-layer.tsx';
import { createRenderer, type Renderer } from './renderer.ts';

interface GraphCanvasProps {
  readonly answer: Graph;
  readonly colourBy: ColourBy;
  readonly filter: EdgeFilter;
  readonly lasso: boolean;
  readonly onShown: (edges: number) => void;
  readonly onReady: (renderer: Renderer) => void;
  /** The browser cannot draw it. */
  readonly onFailed: () => void;
}

export function GraphCanvas(props: GraphCanvasProps) {
  const { answer, colourBy, filter, lasso, onShown, onReady, onFailed } = props;
  const { t } = useTranslation('panels');
  const colours = useColours();
  const { selected, select, toggle } = useSelection();
  const container = useRef<HTMLDivElement>(null);
  const drawn = useRef<{ graph: DrawnGraph; renderer: Renderer } | null>(null);
  const clicked = useRef({ select, toggle });
  clicked.current = { select, toggle };
  const [shift, setShift] = useState(false);
  const [alpha, setAlpha] = useState(() => edgeAlpha(answer.edges.a.length));
  const paint = useMemo<Paint>(() => ({ colours, colourBy, alpha }), [colours, colourBy, alpha]);

  // The graph is built once for an answer; colours, filter and selection are set in place below.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (container.current === null) return;
    const graph = buildGraph(answer, paint);
    const renderer = tryRenderer(graph, container.current, colours);
    if (renderer === null) {
      onFailed();
      return;
    }
    renderer.sigma.on('clickNode', ({ node, event }) => {
      if (event.original.ctrlKey || event.original.metaKey) clicked.current.toggle('accounts', node);
      else clicked.current.select({ accounts: [node] });
    });
    renderer.sigma.on('clickStage', () => clicked.current.select({ accounts: [] }));
    renderer.sigma.on('doubleClickStage', (event) => {
      event.preventSigmaDefault();
      void renderer.sigma.getCamera().animatedReset();
    });
    drawn.current = { graph, renderer };
    onReady(renderer);
    return () => {
      drawn.current = null;
      renderer.sigma.kill();
    };
  }, [answer]);

  const painted = useRef({ answer, paint });
  useEffect(() => {
    const before = painted.current;
    painted.current = { answer, paint };
    if (drawn.current === null || before.answer !== answer || before.paint === paint) return;
    const { graph, renderer } = drawn.current;
    renderer.change(() => recolour(graph, answer, paint));
    renderer.repaint(paint.colours);
  }, [answer, paint]);

  useEffect(() => {
    if (drawn.current === null) return;
    const { graph, renderer } = drawn.current;
    renderer.change(() => applyFilter(graph, answer, filter));
    const shown = countShown(answer, filter);
    setAlpha(edgeAlpha(shown));
    onShown(shown);
  }, [answer, filter, onShown]);

  useEffect(() => {
    // A new renderer has to be told, too.
    if (answer.nodes.id.length > 0) drawn.current?.renderer.showSelected(selected.accounts);
  }, [answer, selected.accounts]);

  useEffect(() => {
    const watch = (event: KeyboardEvent) => setShift(event.shiftKey);
    addEventListener('keydown', watch);
    addEventListener('keyup', watch);
    return () => {
      removeEventListener('keydown', watch);
      removeEventListener('keyup', watch);
    };
  }, []);

  const endLasso = (polygon: readonly Point[], add: boolean) => {
    const found = drawn.current?.renderer.within(polygon) ?? [];
    select({ accounts: add ? [...new Set([...selected.accounts, ...found])] : found });
  };
  return (
    <div className="graph-view">
      <div
        ref={container}
        className="graph-canvas"
        role="img"
        aria-label={t('graph.described', { nodes: answer.nodes.id.length, edges: answer.edges.a.length })}
      />
      {lasso || shift ? <LassoLayer onLasso={endLasso} /> : null}
    </div>
  );
}

function tryRenderer(graph: DrawnGraph, container: HTMLElement, colours: Colours): Renderer | null {
  try {
    return createRenderer(graph, container, colours);
  } catch {
    return null;
  }
}
