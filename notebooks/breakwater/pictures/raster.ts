/** The synchrony raster: a tick for each act, a line for each account, coloured by the targets that most acts were on. */
import type { Raster } from '../../../src/console/contract/index.ts';
import { framed, TIME_AXIS, type VegaLiteSpec } from '../../../src/reports/charts/chart.ts';
import { colourOf, LOOK } from './look.ts';

const COLOURED = 5;

export function rasterChart({ accounts, at, account, target, targets }: Raster): VegaLiteSpec {
  const names = [...targets.slice(0, COLOURED).map(({ target_id }) => target_id), 'other targets'];
  const values = at.map((time, i) => {
    const place = target[i] ?? -1;
    return {
      at: time,
      row: account[i],
      on: place >= 0 && place < COLOURED ? names[place] : 'other targets',
    };
  });
  return framed(LOOK, Math.min(460, Math.max(120, 5 * accounts.length)), {
    data: { values },
    mark: { type: 'tick', orient: 'vertical', thickness: 1.2, size: 5, opacity: 0.85 },
    encoding: {
      x: { field: 'at', type: 'temporal', scale: { type: 'utc' }, title: 'time (UTC)', axis: TIME_AXIS },
      y: {
        field: 'row',
        type: 'quantitative',
        scale: { reverse: true, domain: [-1, accounts.length], nice: false },
        axis: { grid: false, title: `${accounts.length} accounts, in the order of their first act` },
      },
      color: {
        field: 'on',
        type: 'nominal',
        sort: names,
        scale: {
          domain: names,
          range: names.map((_, i) => (i === names.length - 1 ? '#b9c0ca' : colourOf(i))),
        },
        legend: { title: 'on', columns: 3, labelLimit: 160 },
      },
    },
  });
}

/** The acts from `from` until before `to` (epoch ms), their targets counted anew. */
export function rasterWithin(raster: Raster, from: number, to: number): Raster {
  const kept = [...raster.at.keys()].filter((i) => {
    const at = raster.at[i] ?? 0;
    return at >= from && at < to;
  });
  const of = (column: readonly number[]) => kept.map((i) => column[i] ?? -1);
  const counts = new Map<number, number>();
  for (const place of of(raster.target)) if (place >= 0) counts.set(place, (counts.get(place) ?? 0) + 1);
  const order = [...counts].sort(([, one], [, other]) => other - one);
  const places = new Map(order.map(([place], i) => [place, i]));
  return {
    ...raster,
    at: of(raster.at),
    account: of(raster.account),
    action: of(raster.action),
    target: of(raster.target).map((place) => places.get(place) ?? -1),
    targets: order.map(([place, actions]) => ({
      target_id: raster.targets[place]?.target_id ?? '',
      actions,
    })),
    total: kept.length,
  };
}
