import { describe, expect, test } from 'vitest';
import {
  type Cell,
  cellsOf,
  drops,
  FULL,
  frontierOf,
  type MatrixSummary,
  QUICK,
  redTeamPage,
  SCENARIOS,
  townsOf,
} from '../../../src/redteam/index.ts';
import { wilson } from '../../../src/verdicts/index.ts';

const ATTACKS = SCENARIOS.filter(({ kind }) => kind === 'attack').map(({ name }) => name);
const LOOK_ALIKES = SCENARIOS.filter(({ kind }) => kind === 'look-alike').map(({ name }) => name);

describe.each([
  ['full', FULL],
  ['quick', QUICK],
] as const)('the %s matrix', (_, size) => {
  const cells = cellsOf(size);
  const towns = townsOf(cells);

  test('has every attack and every look-alike, as often as its size says', () => {
    const count = (name: string) =>
      cells.filter((cell) => cell.scenario === name && cell.effort === 'standard').length;
    expect(ATTACKS.map(count)).toEqual(ATTACKS.map(() => size.standardRepeats));
    expect(LOOK_ALIKES.map(count)).toEqual(LOOK_ALIKES.map(() => size.lookAlikeRepeats));
  });

  test('puts each cell into one town, and gives each its own seed', () => {
    const placed = towns.flatMap((town) => town.cells.map(({ cell }) => cell));
    expect(placed).toHaveLength(cells.length);
    expect(new Set(placed)).toEqual(new Set(cells));
    expect(new Set(towns.map(({ plan }) => plan.seed)).size).toBe(towns.length);
  });

  test('names each instance once, over all towns', () => {
    const names = towns.flatMap((town) => town.cells.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
  });

  test('keeps efforts out of the towns that standard strength is measured in', () => {
    const efforts = towns
      .filter(({ name }) => name.startsWith('standard'))
      .flatMap((town) => town.cells.map(({ cell }) => cell.effort));
    expect(new Set(efforts)).toEqual(new Set(['standard']));
  });

  test('turns only knobs that the scenario has', () => {
    const unknown = cells.filter(({ scenario, knobs }) => {
      const known = SCENARIOS.find(({ name }) => name === scenario)?.knobs ?? {};
      return Object.keys(knobs).some((knob) => !(knob in known));
    });
    expect(unknown).toEqual([]);
  });
});

const summary = (efforts: readonly [Partial<Cell>, number][], accused = 0): MatrixSummary => ({
  efforts: efforts.map(([{ scenario = 'like-farm', knob = 'jitterSeconds', value = 1 }, share]) => ({
    scenario,
    effort: `${knob} ${value}`,
    knob,
    value,
    instances: 1,
    accounts: 100,
    waterArmy: wilson(Math.round(100 * share), 100),
    coordinated: wilson(Math.round(100 * share), 100),
    rightPattern: 0,
    found: 0,
  })),
  lookAlikes: [
    {
      scenario: 'fan-drive',
      instances: 20,
      accounts: 4_000,
      waterArmy: accused,
      coordinated: 4_000,
      instancesAccused: Number(accused > 0),
      instancesCoordinated: 20,
    },
  ],
  standard: {
    waterArmy: { precision: wilson(99, 100), recall: wilson(90, 100) },
    coordinated: { precision: wilson(95, 100), recall: wilson(95, 100) },
    patterns: wilson(9, 10),
    averagePrecision: 0.9,
    baselines: {},
  },
  crowd: { accounts: 8_000, coordinated: 3, waterArmy: 0 },
  calibration: null,
  delays: [],
  realData: [],
  detectSecondsPerMillion: 1,
  towns: 1,
  events: 1,
  seconds: 1,
});

describe('the frontier', () => {
  const JITTERS = [1, 30, 300, 1_800];
  const at = (...shares: readonly number[]) => {
    const rows = shares.map((share, index): [Partial<Cell>, number] => [
      { value: JITTERS[index] ?? 0 },
      share,
    ]);
    const [forwards, backwards] = [rows, rows.toReversed()].map(
      (list) => frontierOf(summary(list))[0]?.defeatedFrom.coordinated,
    );
    // Towns come in any order.
    expect(backwards).toBe(forwards);
    return forwards;
  };

  test('is the level from which on most of the army escapes', () => {
    expect(at(1, 0.8, 0.3, 0.1)).toBe(300);
  });

  test('a level that fails between two that hold defeats nobody', () => {
    expect(at(1, 0.2, 0.9)).toBeNull();
  });

  test('no level that fails, no frontier', () => {
    expect(at(1, 0.9, 0.6)).toBeNull();
  });
});

describe('a drop', () => {
  test('within the noise is none', () => {
    expect(drops(summary([[{}, 0.9]]), summary([[{}, 0.85]]))).toEqual([]);
  });

  test('beyond the noise is named with both figures, at both levels', () => {
    const found = drops(summary([[{}, 0.95]]), summary([[{}, 0.5]]));
    expect(found.map(({ what }) => what)).toEqual([
      'recall of like-farm (jitterSeconds 1), coordinated or water_army',
      'recall of like-farm (jitterSeconds 1), water_army',
    ]);
  });

  test('one honest account in a water army where there was none is a drop', () => {
    expect(drops(summary([]), summary([], 1))).toMatchObject([{ before: 0, now: 1 }]);
    expect(drops(summary([], 1), summary([], 1))).toEqual([]);
  });
});

test('the page begins with what fails', () => {
  const page = redTeamPage(
    summary(
      [
        [{ value: 1 }, 1],
        [{ value: 300 }, 0.2],
      ],
      7,
    ),
    {
      command: 'npm run redteam',
      modelVersion: 'test',
      commit: 'abc',
    },
  );
  const sections = [...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
  expect(sections[0]).toBe('What fails');
  expect(page).toContain('**Honest accounts accused**: fan-drive, 7 of 4000 accounts');
  expect(page).toContain('Defeated: like-farm from jitterSeconds 300 on');
});
