/** The towns' results as the figures that people compare: by attack and effort, by look-alike, and in all. */
import type { Pattern, Verdict } from '../../contract/index.ts';
import { type Share, wilson } from '../../verdicts/index.ts';
import { type Calibration, calibrate } from '../evaluation/index.ts';
import type { Cell } from './cell.ts';
import type { RealRow } from './real-data.ts';
import type { BaselineScore, CellResult, TownResult } from './run-town.ts';

/** One attack at one effort, over its repetitions. */
export interface EffortRow {
  readonly scenario: string;
  readonly effort: string;
  readonly knob: string | null;
  readonly value: number | null;
  readonly instances: number;
  readonly accounts: number;
  /** Share of the hired accounts in clusters accused at each level. */
  readonly waterArmy: Share;
  readonly coordinated: Share;
  /** Instances whose best cluster names the right pattern first. */
  readonly rightPattern: number;
  readonly found: number;
}

/** One honest look-alike over all its instances. */
export interface LookAlikeRow {
  readonly scenario: string;
  readonly instances: number;
  readonly accounts: number;
  readonly waterArmy: number;
  readonly coordinated: number;
  /** Instances with a member in a water_army cluster, and instances most of whose members are in accused clusters. */
  readonly instancesAccused: number;
  readonly instancesCoordinated: number;
}

/** How long armies of one attack at standard strength work before they are found. */
export interface DelayRow {
  readonly scenario: string;
  readonly armies: number;
  readonly found: number;
  /** Medians over those found, from the first act on. */
  readonly minutes: number | null;
  readonly acts: number | null;
}

export interface MatrixSummary {
  readonly efforts: readonly EffortRow[];
  readonly lookAlikes: readonly LookAlikeRow[];
  /** Standard strength, all attacks, in the towns made of them. */
  readonly standard: {
    readonly waterArmy: { readonly precision: Share; readonly recall: Share };
    readonly coordinated: { readonly precision: Share; readonly recall: Share };
    readonly patterns: Share;
    readonly averagePrecision: number | null;
    readonly baselines: Readonly<Record<string, { readonly precision: Share; readonly recall: Share }>>;
  };
  readonly crowd: { readonly accounts: number; readonly coordinated: number; readonly waterArmy: number };
  readonly calibration: Calibration | null;
  readonly delays: readonly DelayRow[];
  /** Published data, where it was at hand. */
  readonly realData: readonly RealRow[];
  readonly towns: number;
  readonly events: number;
  readonly seconds: number;
  /** Seconds of detection alone for a million events. */
  readonly detectSecondsPerMillion: number;
}

export function summarise(towns: readonly TownResult[], realData: readonly RealRow[] = []): MatrixSummary {
  const cells = towns.flatMap((town) => town.cells);
  const standard = towns.filter(({ town }) => town.startsWith('standard'));
  const add = (pick: (town: TownResult) => number, from = towns) =>
    from.reduce((sum, town) => sum + pick(town), 0);
  const at = (level: 'waterArmy' | 'coordinated') => {
    const hits = add((town) => town.evaluation[level].truePositives, standard);
    return {
      precision: wilson(hits, hits + add((town) => town.evaluation[level].falsePositives, standard)),
      recall: wilson(
        hits,
        add((town) => town.evaluation.hired, standard),
      ),
    };
  };
  // Honest groups that are called coordinated have no pattern that would be right.
  const patterns = standard
    .flatMap((town) => town.cells)
    .filter((result) => result.cell.kind === 'attack' && isFound(result));
  const precisions = standard.flatMap(({ evaluation }) => evaluation.averagePrecision ?? []);
  return {
    efforts: grouped(cells.filter(({ cell }) => cell.kind === 'attack')).map(effortRow),
    lookAlikes: grouped(cells.filter(({ cell }) => cell.kind === 'look-alike')).map(lookAlikeRow),
    standard: {
      waterArmy: at('waterArmy'),
      coordinated: at('coordinated'),
      patterns: wilson(patterns.filter(isRightlyNamed).length, patterns.length),
      averagePrecision:
        precisions.length === 0
          ? null
          : precisions.reduce((sum, value) => sum + value, 0) / precisions.length,
      baselines: baselinesOf(standard),
    },
    crowd: {
      accounts: add(({ crowd }) => crowd.accounts),
      coordinated: add(({ crowd }) => crowd.coordinated),
      waterArmy: add(({ crowd }) => crowd.waterArmy),
    },
    calibration: calibrate(towns.flatMap(({ forecasts }) => forecasts)),
    delays: delayRows(towns),
    realData,
    towns: towns.length,
    events: add(({ events }) => events),
    seconds: add(({ seconds }) => seconds),
    detectSecondsPerMillion:
      (1e6 * add(({ detectSeconds }) => detectSeconds)) /
      Math.max(
        1,
        add(({ events }) => events),
      ),
  };
}

function delayRows(towns: readonly TownResult[]): readonly DelayRow[] {
  const all = Map.groupBy(
    towns.flatMap(({ delays }) => delays),
    ({ scenario }) => scenario,
  );
  return [...all]
    .map(([scenario, delays]) => ({
      scenario,
      armies: delays.length,
      found: delays.filter(({ minutes }) => minutes !== null).length,
      minutes: median(delays.flatMap(({ minutes }) => minutes ?? [])),
      acts: median(delays.flatMap(({ acts }) => acts ?? [])),
    }))
    .sort((a, b) => (a.minutes ?? Infinity) - (b.minutes ?? Infinity));
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

const keyOf = ({ scenario, effort }: Cell) => `${scenario}\n${effort}`;

function grouped(cells: readonly CellResult[]): readonly (readonly CellResult[])[] {
  return [...Map.groupBy(cells, ({ cell }) => keyOf(cell)).values()];
}

const ACCUSED: readonly Verdict[] = ['coordinated', 'water_army'];
const isFound = ({ score: { best } }: CellResult): boolean =>
  best !== null && best.f1 >= 0.5 && ACCUSED.includes(best.verdict);
const isRightlyNamed = ({ score: { best, pattern } }: CellResult): boolean =>
  (best?.patterns[0] as Pattern | undefined) === pattern;

function effortRow(results: readonly CellResult[]): EffortRow {
  const { cell } = results[0] as CellResult;
  const sum = (pick: (result: CellResult) => number) =>
    results.reduce((total, result) => total + pick(result), 0);
  const accounts = sum(({ score }) => score.size);
  const found = results.filter(isFound);
  return {
    scenario: cell.scenario,
    effort: cell.effort,
    knob: cell.knob,
    value: cell.value,
    instances: results.length,
    accounts,
    waterArmy: wilson(
      sum(({ score }) => score.waterArmy),
      accounts,
    ),
    coordinated: wilson(
      sum(({ score }) => score.coordinated),
      accounts,
    ),
    rightPattern: found.filter(isRightlyNamed).length,
    found: found.length,
  };
}

function lookAlikeRow(results: readonly CellResult[]): LookAlikeRow {
  const { cell } = results[0] as CellResult;
  const sum = (pick: (result: CellResult) => number) =>
    results.reduce((total, result) => total + pick(result), 0);
  return {
    scenario: cell.scenario,
    instances: results.length,
    accounts: sum(({ score }) => score.size),
    waterArmy: sum(({ score }) => score.waterArmy),
    coordinated: sum(({ score }) => score.coordinated),
    instancesAccused: results.filter(({ score }) => score.waterArmy > 0).length,
    instancesCoordinated: results.filter(({ score }) => 2 * score.coordinated > score.size).length,
  };
}

function baselinesOf(towns: readonly TownResult[]): MatrixSummary['standard']['baselines'] {
  const names = new Set(towns.flatMap(({ baselines }) => Object.keys(baselines)));
  return Object.fromEntries(
    [...names].map((name) => {
      const scores = towns.flatMap(({ baselines }) => baselines[name] ?? ([] as BaselineScore[]));
      const hired = scores.reduce((sum, score) => sum + score.hired, 0);
      const honest = scores.reduce((sum, score) => sum + score.honest, 0);
      const all = towns.reduce((sum, { evaluation }) => sum + evaluation.hired, 0);
      return [name, { precision: wilson(hired, hired + honest), recall: wilson(hired, all) }];
    }),
  );
}
