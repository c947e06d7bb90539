/**
 * The matrix: every attack at every effort, every honest look-alike with many seeds, run through the whole detector.
 * This file: what one cell is, and which cells there are. They follow from the registry; nothing is listed twice.
 */
import { SCENARIOS } from '../registry.ts';
import type { Scenario } from '../scenario.ts';

/** One instance of a scenario in a town. */
export interface Cell {
  readonly scenario: string;
  readonly kind: 'attack' | 'look-alike';
  /** What sets it apart from the scenario's defaults, in words for the table; `standard` for none. */
  readonly effort: string;
  /** The knob that is turned, and how far; null where it is none or several. */
  readonly knob: string | null;
  readonly value: number | null;
  readonly knobs: Readonly<Record<string, number>>;
  /** Counts repetitions of the same cell. */
  readonly repeat: number;
}

export interface MatrixSize {
  readonly standardRepeats: number;
  readonly knobRepeats: number;
  readonly lookAlikeRepeats: number;
  /** Knob levels that are run; all when absent. */
  readonly levels?: 'ends';
}

export const FULL: MatrixSize = { standardRepeats: 6, knobRepeats: 1, lookAlikeRepeats: 20 };
/** For every change: standard strength, and one look at each look-alike. */
export const QUICK: MatrixSize = { standardRepeats: 2, knobRepeats: 0, lookAlikeRepeats: 2 };

/** Levels of effort, by knob, weakest first. A knob that a scenario does not have is left out for it. */
const LEVELS: Readonly<Record<string, readonly number[]>> = {
  jitterSeconds: [1, 30, 300, 1_800, 7_200, 21_600],
  camouflage: [0, 0.3, 0.5, 0.7, 0.9],
  rotation: [1, 0.5, 0.3, 0.15],
  // The smaller, the less there is to see.
  accounts: [2_000, 500, 200, 50, 20, 10, 5],
  paraphraseDepth: [0, 0.25, 0.5, 0.75, 1],
  aged: [0, 0.5, 0.8, 1],
  ownDevices: [0, 0.5, 0.8, 1],
  popularTargets: [0, 0.5, 1],
  cells: [1, 4, 10],
};

/** Where a level stands among those of its knob, weakest first. */
export const effortOf = (knob: string, value: number): number => LEVELS[knob]?.indexOf(value) ?? -1;

/** Efforts of several knobs at once. */
const COMBINED: readonly { readonly effort: string; readonly knobs: Readonly<Record<string, number>> }[] = [
  {
    effort: '50 accounts, ±5 min, half camouflage, a third on duty',
    knobs: { accounts: 50, jitterSeconds: 300, camouflage: 0.5, rotation: 0.3 },
  },
  {
    effort: 'aged accounts on phones of their own',
    knobs: { aged: 1, ownDevices: 1 },
  },
  {
    effort: 'aged, own phones, ±5 min, half camouflage, a third on duty',
    knobs: { aged: 1, ownDevices: 1, jitterSeconds: 300, camouflage: 0.5, rotation: 0.3 },
  },
];

/** How often a combined effort is repeated beside a single level of a knob. */
const COMBINED_REPEATS = 3;

/** All cells of a size, in a fixed order. */
export function cellsOf(size: MatrixSize): readonly Cell[] {
  const attacks = SCENARIOS.filter(({ kind }) => kind === 'attack');
  const lookAlikes = SCENARIOS.filter(({ kind }) => kind === 'look-alike');
  return [
    ...attacks.flatMap((scenario) => repeated(standard(scenario), size.standardRepeats)),
    ...attacks.flatMap((scenario) =>
      COMBINED.flatMap((one) => repeated(combined(scenario, one), COMBINED_REPEATS * size.knobRepeats)),
    ),
    ...attacks.flatMap((scenario) => levelsOf(scenario).flatMap((cell) => repeated(cell, size.knobRepeats))),
    ...lookAlikes.flatMap((scenario) => repeated(standard(scenario), size.lookAlikeRepeats)),
  ];
}

const repeated = (cell: Omit<Cell, 'repeat'>, times: number): readonly Cell[] =>
  Array.from({ length: times }, (_, repeat) => ({ ...cell, repeat }));

const standard = ({ name, kind }: Scenario): Omit<Cell, 'repeat'> => ({
  scenario: name,
  kind: kind === 'look-alike' ? 'look-alike' : 'attack',
  effort: 'standard',
  knob: null,
  value: null,
  knobs: {},
});

function combined(
  { name, knobs: known }: Scenario,
  { effort, knobs }: (typeof COMBINED)[number],
): Omit<Cell, 'repeat'> {
  const usable = Object.fromEntries(Object.entries(knobs).filter(([knob]) => knob in known));
  return { scenario: name, kind: 'attack', effort, knob: null, value: null, knobs: usable };
}

const levelsOf = ({ name, knobs }: Scenario): readonly Omit<Cell, 'repeat'>[] =>
  Object.entries(LEVELS)
    .filter(([knob]) => knob in knobs)
    .flatMap(([knob, values]) =>
      values.map((value) => ({
        scenario: name,
        kind: 'attack' as const,
        effort: `${knob} ${value}`,
        knob,
        value,
        knobs: { [knob]: value },
      })),
    );

/** How many accounts a cell brings. */
export function accountsOf({ scenario, knobs }: Cell): number {
  const known = SCENARIOS.find(({ name }) => name === scenario)?.knobs;
  return knobs.accounts ?? known?.accounts?.value ?? 50;
}
