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
