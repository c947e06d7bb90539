/** The graph of the cluster with its tools; a list of the strongest pairs where it cannot be drawn. */
import { downloadAsPNG } from '@sigma/export-image';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type Sigma from 'sigma';
import type { Graph } from '../../../../../contract/index.ts';
import { useColours } from '../../../lib/colours.ts';
import { number } from '../../../lib/format.ts';
import { useSelection } from '../../../lib/selection.ts';
import { useUrlState } from '../../../lib/url-state.ts';
import { Answer } from '../../../parts/answer.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { Empty } from '../../../parts/states.tsx';
import { type ClusterRef, gexfUrl, useGraph } from '../queries.ts';
import type { ColourBy } from './build-graph.ts';
import type { EdgeFilter } from './filter-edges.ts';
import { GraphCanvas } from './graph-canvas.tsx';
import { GraphLegend } from './graph-legend.tsx';
import { GraphTools } from './graph-tools.tsx';
import type { Renderer } from './renderer.ts';
import { StrongestPairs } from './strongest-pairs.tsx';
import './graph.css';

/** More nodes than this say nothing as a drawing. */
const MOST_NODES = 5_000;

export function GraphPanel({ cluster }: { cluster: ClusterRef }) {
  const { t } = useTranslation('panels');
  const [expand, setExpand] = useState<readonly string[]>([]);
  const query = useGraph(cluster, expand);
  return (
    <Panel title={t('graph.title')} anchor="graph" className="graph-panel">
      <Answer query={query}>
        {(answer) =>
          answer.nodes.id.length === 0 ? (
            <Empty title={t('graph.none')} hint={t('graph.none_hint')} />
          ) : (
            <GraphBody cluster={cluster} answer={answer} expand={expand} setExpand={setExpand} />
          )
        }
      </Answer>
    </Panel>
  );
}

interface GraphBodyProps {
  readonly cluster: ClusterRef;
  readonly answer: Graph;
  readonly expand: readonly string[];
  readonly setExpand: (accounts: readonly string[]) => void;
}

function GraphBody({ cluster, answer, expand, setExpand }: GraphBodyProps) {
  const { t } = useTranslation('panels');
  const colours = useColours();
  const { selected } = useSelection();
  const [colour] = useUrlState('colour');
  const [view, setView] = useUrlState('view');
  const colourBy: ColourBy = colour === 'trace' ? 'trace' : 'community';
  const filter = useFilter();
  const [lasso, setLasso] = useState(false);
  const [shown, setShown] = useState(answer.edges.a.length);
  const renderer = useRef<Renderer | null>(null);
  const keep = useCallback((made: Renderer) => {
    renderer.current = made;
  }, []);
  const [webgl, setWebgl] = useState(true);
  const fail = useCallback(() => setWebgl(false), []);
  const tooMany = answer.nodes.id.length > MOST_NODES;
  const asList = view === 'list' || !webgl || tooMany;
  const savePng = () =>
    renderer.current === null
      ? undefined
      : void downloadAsPNG(renderer.current.sigma as unknown as Sigma, {
          fileName: `cluster-${cluster.cluster}`,
          backgroundColor: colours.surface,
        });
  return (
    <>
      <div className="panel-tools graph-tools">
        <GraphTools answer={answer} />
        <button
          type="button"
          aria-pressed={lasso}
          disabled={asList}
          onClick={() => setLasso(!lasso)}
          title={t('graph.lasso_hint')}
        >
          {t('graph.lasso')}
        </button>
        <button
          type="button"
          disabled={selected.accounts.length === 0 && expand.length === 0}
          onClick={() => setExpand(expand.length > 0 ? [] : selected.accounts.slice(0, 50))}
          aria-pressed={expand.length > 0}
          title={t('graph.expand_hint')}
        >
          {t('graph.expand')}
        </button>
        <button
          type="button"
          aria-pressed={asList}
          disabled={!webgl || tooMany}
          onClick={() => setView(asList ? null : 'list')}
        >
          {t('graph.as_list')}
        </button>
        <button type="button" disabled={asList} onClick={savePng}>
          PNG
        </button>
        <a className="button" href={gexfUrl(cluster)} download>
          GEXF
        </a>
      </div>
      {tooMany ? <p className="notice">{t('graph.too_many', { nodes: answer.nodes.id.length })}</p> : null}
      {webgl ? null : <p className="notice">{t('graph.no_webgl')}</p>}
      {asList ? (
        <StrongestPairs answer={answer} filter={filter} />
      ) : (
        <GraphCanvas
          {...{ answer, colourBy, filter, lasso }}
          onShown={setShown}
          onReady={keep}
          onFailed={fail}
        />
      )}
      <div className="graph-foot">
        <GraphLegend answer={answer} colourBy={colourBy} />
        <span className="muted">
          {t('graph.counts', {
            nodes: number(answer.nodes.id.length),
            shown: number(asList ? answer.edges.a.length : shown),
            edges: number(answer.edges.a.length + answer.edges_cut),
          })}
        </span>
      </div>
    </>
  );
}

/** Trace and strength of the tools, time of the page's selection. */
function useFilter(): EdgeFilter {
  const { from, to } = useSelection().selected;
  const [trace] = useUrlState('trace');
  const [nats] = useUrlState('nats');
  return useMemo(
    () => ({
      traces: trace === null ? [] : [trace],
      minNats: Number(nats ?? 0) || 0,
      from: from === null ? null : Date.parse(from),
      to: to === null ? null : Date.parse(to),
    }),
    [trace, nats, from, to],
  );
}
