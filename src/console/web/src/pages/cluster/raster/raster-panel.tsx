/** Synchrony at a glance: who did something when, and to what. */
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Raster } from '../../../../../contract/index.ts';
import { number } from '../../../lib/format.ts';
import { useSelection } from '../../../lib/selection.ts';
import { useUrlState } from '../../../lib/url-state.ts';
import { Answer } from '../../../parts/answer.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { Empty } from '../../../parts/states.tsx';
import { type ClusterRef, useGraph, useRaster } from '../queries.ts';
import { orderRows, type RowOrder } from './order-rows.ts';
import { RasterCanvas } from './raster-canvas.tsx';
import { RasterLegend } from './raster-legend.tsx';
import { targetCategories } from './top-targets.ts';
import { moved, zoomed } from './use-wheel-zoom.ts';
import { WindowFields } from './window-fields.tsx';
import './raster.css';

export function RasterPanel({ cluster }: { cluster: ClusterRef }) {
  const { t } = useTranslation('panels');
  const { selected } = useSelection();
  const whole = useRaster(cluster, null);
  // Where the whole is thinned, a window is asked for anew: there all its ticks may come.
  const isThinned = whole.data !== undefined && whole.data.at.length < whole.data.total;
  const narrowed = isThinned && (selected.from !== null || selected.to !== null);
  const inWindow = useRaster(cluster, narrowed ? selected : null);
  return (
    <Panel title={t('raster.title')} anchor="raster" className="raster-panel">
      <Answer query={whole}>
        {(all) =>
          all.at.length === 0 ? (
            <Empty title={t('raster.none')} hint={t('raster.none_hint')} />
          ) : (
            <RasterBody cluster={cluster} whole={all} shown={narrowed ? (inWindow.data ?? all) : all} />
          )
        }
      </Answer>
    </Panel>
  );
}

function RasterBody({ cluster, whole, shown }: { cluster: ClusterRef; whole: Raster; shown: Raster }) {
  const { t } = useTranslation('panels');
  const { selected } = useSelection();
  const [order, setOrder] = useUrlState('rows');
  const graph = useGraph(cluster, []);
  const widest = useMemo(() => spanOf(whole), [whole]);
  const [span, setSpan] = useState<readonly [number, number]>(widest);
  const rowOrder: RowOrder = order === 'community' ? 'community' : 'first';
  const rows = useMemo(() => orderRows(shown, rowOrder, graph.data), [shown, rowOrder, graph.data]);
  const category = useMemo(() => targetCategories(shown.targets), [shown]);
  const toWindow = () =>
    setSpan([
      selected.from === null ? widest[0] : Date.parse(selected.from),
      selected.to === null ? widest[1] : Date.parse(selected.to),
    ]);
  return (
    <>
      <div className="panel-tools raster-tools">
        <label>
          {t('raster.rows')}
          <select value={rowOrder} onChange={(event) => setOrder(event.target.value)}>
            <option value="first">{t('raster.by_first')}</option>
            <option value="community">{t('raster.by_community')}</option>
          </select>
        </label>
        <WindowFields />
        <span className="tool-group">
          <button
            type="button"
            onClick={() => setSpan(moved(span, widest, (span[0] - span[1]) / 2))}
            aria-label={t('raster.earlier')}
          >
            ←
          </button>
          <button
            type="button"
            onClick={() => setSpan(zoomed(span, widest, 0.5, 0.5))}
            aria-label={t('raster.closer')}
          >
            +
          </button>
          <button
            type="button"
            onClick={() => setSpan(zoomed(span, widest, 2, 0.5))}
            aria-label={t('raster.wider')}
          >
            −
          </button>
          <button
            type="button"
            onClick={() => setSpan(moved(span, widest, (span[1] - span[0]) / 2))}
            aria-label={t('raster.later')}
          >
            →
          </button>
          <button type="button" disabled={selected.from === null && selected.to === null} onClick={toWindow}>
            {t('raster.to_window')}
          </button>
          <button type="button" onClick={() => setSpan(widest)}>
            {t('raster.all')}
          </button>
        </span>
      </div>
      <RasterCanvas
        raster={shown}
        rows={rows}
        category={category}
        span={span}
        onSpan={setSpan}
        widest={widest}
      />
      <div className="graph-foot">
        <RasterLegend raster={shown} category={category} />
        <span className="muted">
          {t('raster.counts', {
            shown: number(shown.at.length),
            total: number(shown.total),
            accounts: number(shown.accounts.length),
          })}
        </span>
      </div>
    </>
  );
}

/** First to last tick, with a little air. */
function spanOf({ at }: Raster): readonly [number, number] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const one of at) {
    if (one < first) first = one;
    if (one > last) last = one;
  }
  const air = Math.max(1_000, (last - first) * 0.01);
  return [first - air, last + air];
}
