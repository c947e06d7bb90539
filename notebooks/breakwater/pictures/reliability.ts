/** What probabilities say beside what was true, bin by bin. */
import type { Calibration } from '../../../src/redteam/index.ts';
import { framed, type VegaLiteSpec } from '../../../src/reports/charts/chart.ts';
import { colourOf, LOOK } from './look.ts';

const percent = { format: '.0%', tickCount: 5 };

/** Circles by the number of clusters; on the dashed line a probability means what it says. */
export function reliabilityChart({ bins }: Calibration): VegaLiteSpec {
  const values = bins.filter(({ clusters }) => clusters > 0);
  const axis = (field: string, title: string) => ({
    field,
    type: 'quantitative',
    title,
    scale: { domain: [0, 1] },
    axis: percent,
  });
  return framed(LOOK, 320, {
    title: 'Probabilities and the truth',
    layer: [
      {
        data: {
          values: [
            { said: 0, true: 0 },
            { said: 1, true: 1 },
          ],
        },
        mark: { type: 'line', strokeDash: [4, 3], color: LOOK.colours.muted },
        encoding: { x: axis('said', 'probability said'), y: axis('true', 'share that are armies') },
      },
      {
        data: { values },
        mark: { type: 'circle', color: colourOf(0), opacity: 0.8, clip: false },
        encoding: {
          x: axis('said', 'probability said'),
          y: axis('true', 'share that are armies'),
          size: {
            field: 'clusters',
            type: 'quantitative',
            scale: { range: [40, 600], zero: true },
            legend: { title: 'clusters', format: 'd', tickCount: 3 },
          },
        },
      },
    ],
  });
}
