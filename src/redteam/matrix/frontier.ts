/** The frontier: the weakest effort that defeats the detector. */
import { effortOf } from './cell.ts';
import type { EffortRow, MatrixSummary } from './summary.ts';

/** Below this share of its accounts an army is not found. */
export const DEFEATED = 0.5;

export interface FrontierRow {
  readonly scenario: string;
  readonly knob: string;
  /** The first level, in order of effort, from which on most of the army escapes; null where none does. */
  readonly defeatedFrom: { readonly waterArmy: number | null; readonly coordinated: number | null };
  /** Share found at the levels that were run, in order of effort. */
  readonly levels: readonly {
    readonly value: number;
    readonly waterArmy: number;
    readonly coordinated: number;
  }[];
}

/** For each attack and knob, by name. An effort defeats when every greater effort does, too. */
export function frontierOf({ efforts }: MatrixSummary): readonly FrontierRow[] {
  const turned = efforts
    .filter((row): row is EffortRow & { knob: string; value: number } => row.knob !== null)
    .sort((a, b) => effortOf(a.knob, a.value) - effortOf(b.knob, b.value))
    .sort((a, b) =>
      a.scenario < b.scenario
        ? -1
        : a.scenario > b.scenario
          ? 1
          : a.knob < b.knob
            ? -1
            : a.knob > b.knob
              ? 1
              : 0,
    );
  return [...Map.groupBy(turned, ({ scenario, knob }) => `${scenario}\n${knob}`).values()].map(
    (rows): FrontierRow => {
      const levels = rows.map(({ value, waterArmy, coordinated }) => ({
        value,
        waterArmy: waterArmy.share ?? 0,
        coordinated: coordinated.share ?? 0,
      }));
      const from = (level: 'waterArmy' | 'coordinated'): number | null => {
        let first: number | null = null;
        for (const one of [...levels].reverse()) {
          if (one[level] >= DEFEATED) break;
          first = one.value;
        }
        return first;
      };
      const [{ scenario, knob }] = rows as [(typeof rows)[number]];
      return {
        scenario,
        knob,
        defeatedFrom: { waterArmy: from('waterArmy'), coordinated: from('coordinated') },
        levels,
      };
    },
  );
}
