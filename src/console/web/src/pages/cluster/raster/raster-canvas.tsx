/** The drawing of the raster: ticks on a canvas, axis and brush over it, wheel to zoom. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Raster } from '../../../../../contract/index.ts';
import { useColours } from '../../../lib/colours.ts';
import { time } from '../../../lib/format.ts';
import { plainLabel } from '../../../lib/plain-text.ts';
import { useSelection } from '../../../lib/selection.ts';
import { useWidth } from '../../../lib/use-width.ts';
import { actionName } from '../names.ts';
import { drawRaster, type RasterView, tickAt } from './draw-raster.ts';
import { axisTicks } from './time-axis.ts';
import { useBrush } from './use-brush.ts';
import { useWheelZoom } from './use-wheel-zoom.ts';

const HEIGHT = 400;
const AXIS = 22;

interface RasterCanvasProps {
  readonly raster: Raster;
  readonly rows: Uint32Array;
  readonly category: readonly number[];
  readonly span: readonly [number, number];
  readonly onSpan: (span: readonly [number, number]) => void;
  readonly widest: readonly [number, number];
}

export function RasterCanvas({ raster, rows, category, span, onSpan, widest }: RasterCanvasProps) {
  const { t } = useTranslation('panels');
  const colours = useColours();
  const { selected, select, toggle } = useSelection();
  const [box, width] = useWidth<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const brush = useRef<SVGGElement>(null);
  const [over, setOver] = useState<{ x: number; y: number; tick: number } | null>(null);
  const [from, to] = span;
  const view = useMemo<RasterView>(
    () => ({
      raster,
      rows,
      category,
      from,
      to,
      width,
      height: HEIGHT,
      accounts: new Set(selected.accounts),
      targets: new Set(selected.targets),
    }),
    [raster, rows, category, from, to, width, selected.accounts, selected.targets],
  );
  useEffect(() => {
    if (canvas.current === null || width === 0) return;
    drawRaster(canvas.current, view, colours, devicePixelRatio || 1);
  }, [view, colours, width]);
  const { from: start, to: end } = selected;
  const window = useMemo<readonly [number, number] | null>(
    () =>
      start === null && end === null
        ? null
        : [start === null ? widest[0] : Date.parse(start), end === null ? widest[1] : Date.parse(end)],
    [start, end, widest],
  );
  useBrush({
    svg: brush,
    from,
    to,
    width,
    height: HEIGHT,
    window,
    onWindow: (chosen) =>
      select({
        from: chosen === null ? null : new Date(chosen[0]).toISOString(),
        to: chosen === null ? null : new Date(chosen[1]).toISOString(),
      }),
    onClick: (x, y, add) => {
      const tick = tickAt(view, x, y);
      const account = tick === null ? undefined : raster.accounts[raster.account[tick] ?? -1];
      if (account === undefined) select({ from: null, to: null });
      else if (add) toggle('accounts', account);
      else select({ accounts: [account] });
    },
  });
  useWheelZoom(box, span, widest, onSpan);
  const target = over === null ? undefined : raster.targets[raster.target[over.tick] ?? -1];
  return (
    <div
      className="raster-view"
      ref={box}
      onPointerMove={(event) => {
        const place = event.currentTarget.getBoundingClientRect();
        const [x, y] = [event.clientX - place.left, event.clientY - place.top];
        const tick = event.buttons === 0 ? tickAt(view, x, y) : null;
        setOver(tick === null ? null : { x, y, tick });
      }}
      onPointerLeave={() => setOver(null)}
    >
      <canvas
        ref={canvas}
        className="raster-canvas"
        role="img"
        aria-label={t('raster.described', { ticks: raster.at.length, accounts: raster.accounts.length })}
      />
      <svg className="raster-over" width={width} height={HEIGHT + AXIS} aria-hidden="true">
        <g ref={brush} className="raster-brush" />
        <line x1={0} x2={width} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} />
        {axisTicks(from, to, width).map(({ x, label }) => (
          <g key={`${x} ${label}`} transform={`translate(${x},${HEIGHT})`}>
            <line y2={4} />
            <text y={16} textAnchor={x < 25 ? 'start' : x > width - 25 ? 'end' : 'middle'}>
              {label}
            </text>
          </g>
        ))}
      </svg>
      {over === null ? null : (
        <div
          className="raster-tip"
          style={{ left: Math.min(over.x + 12, width - 230), top: Math.max(0, over.y - 70) }}
        >
          <bdi>{plainLabel(raster.accounts[raster.account[over.tick] ?? -1] ?? '', 30)}</bdi>
          <span>
            {actionName(t, raster.actions[raster.action[over.tick] ?? -1] ?? '')}{' '}
            <bdi>{target === undefined ? t('rest') : plainLabel(target.target_id, 26)}</bdi>
          </span>
          <span className="muted">{time(raster.at[over.tick] ?? 0, 'millis')}</span>
        </div>
      )}
    </div>
  );
}
