/** Whether figures have dropped by more than their noise. */
import type { Share } from '../../verdicts/index.ts';
import type { MatrixSummary } from './summary.ts';

export interface Drop {
  readonly what: string;
  readonly before: Share | number;
  readonly now: Share | number;
}

/**
 * Figures that are worse than before beyond their 95 % intervals: recall of each attack at standard strength, precision, and
 * honest look-alikes in `water_army` clusters. An accusation where there was none is always a drop.
 */
export function drops(before: MatrixSummary, now: MatrixSummary): readonly Drop[] {
  const found: Drop[] = [];
  const compareShare = (what: string, old: Share | undefined, fresh: Share | undefined) => {
    if (old === undefined || fresh === undefined || old.share === null || fresh.share === null) return;
    if (fresh.high < old.low) found.push({ what, before: old, now: fresh });
  };
  for (const row of now.efforts) {
    const old = before.efforts.find(
      ({ scenario, effort }) => scenario === row.scenario && effort === row.effort,
    );
    compareShare(
      `recall of ${row.scenario} (${row.effort}), coordinated or water_army`,
      old?.coordinated,
      row.coordinated,
    );
    compareShare(`recall of ${row.scenario} (${row.effort}), water_army`, old?.waterArmy, row.waterArmy);
  }
  compareShare(
    'precision at standard strength, water_army',
    before.standard.waterArmy.precision,
    now.standard.waterArmy.precision,
  );
  for (const row of now.lookAlikes) {
    const old = before.lookAlikes.find(({ scenario }) => scenario === row.scenario);
    if (row.waterArmy > 0 && (old?.waterArmy ?? 0) === 0)
      found.push({ what: `${row.scenario}: honest accounts in a water army`, before: 0, now: row.waterArmy });
  }
  return found;
}
