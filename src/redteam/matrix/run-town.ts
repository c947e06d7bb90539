/** One town through the whole detector: made, written, taken in, detected, judged. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VerdictLine } from '../../contract/index.ts';
import { detect } from '../../detection/index.ts';
import { ingestFiles } from '../../ingest/index.ts';
import { migrate, openStore, type Store } from '../../storage/index.ts';
import { addEvidence, MODEL } from '../../verdicts/index.ts';
import { composeScenarios } from '../compose.ts';
import { writeScenario } from '../demo-day.ts';
import {
  type Evaluation,
  evaluate,
  type Forecast,
  type GroupScore,
  labelClusters,
} from '../evaluation/index.ts';
import type { TruthRow } from '../scenario.ts';
import type { Cell } from './cell.ts';
import { type Delay, measureDelays } from './delays.ts';
import type { LabelledSum } from './fit.ts';
import type { Town } from './towns.ts';

export interface CellResult {
  readonly cell: Cell;
  readonly score: GroupScore;
}

export interface TownResult {
  readonly town: string;
  readonly cells: readonly CellResult[];
  readonly evaluation: Evaluation;
  readonly forecasts: readonly Forecast[];
  /** Sums of evidence of the same clusters, for fitting. */
  readonly sums: readonly LabelledSum[];
  /** Honest accounts of the crowd (no look-alike), and those of them in accused clusters. */
  readonly crowd: { readonly accounts: number; readonly coordinated: number; readonly waterArmy: number };
  readonly baselines: Readonly<Record<string, BaselineScore>>;
  /** Of each army that acts, by name; empty where they were not measured. */
  readonly delays: readonly (Delay & { readonly scenario: string })[];
  readonly events: number;
  /** Seconds of the detection alone, and with reading and storing the events. */
  readonly detectSeconds: number;
  readonly seconds: number;
}

/** Accounts that a baseline accuses: hired, honest, and by group. */
export interface BaselineScore {
  readonly hired: number;
  readonly honest: number;
  readonly byGroup: Readonly<Record<string, number>>;
}

/** Accuses accounts by a rule of its own; reads what is stored. */
export interface Baseline {
  readonly name: string;
  readonly about: string;
  accuse(store: Store): Promise<ReadonlySet<string>>;
}

/** Events are pseudonymised with a fixed key: nothing outlives the run. */
const KEY = new Uint8Array(32).fill(7);

export interface TownOptions {
  readonly baselines: readonly Baseline[];
  /** Judges the day a dozen times more, as far as it has come each time. */
  readonly withDelays: boolean;
  /** Stops between steps. */
  readonly signal: AbortSignal;
}

/** Runs a town in a store of its own. */
export async function runTown(
  town: Town,
  { baselines, withDelays, signal }: TownOptions,
): Promise<TownResult> {
  const dir = await mkdtemp(join(tmpdir(), 'breakwater-town-'));
  const store = await openStore({ kind: 'memory' });
  try {
    const composition = composeScenarios(town.plan);
    const { eventsPath, events } = await writeScenario({ dir, composition, signal });
    const start = performance.now();
    const now = town.plan.to;
    await migrate(store, { now: () => now });
    const inputs = [{ name: 'events.ndjson', path: eventsPath, map: {}, set: {} }];
    await ingestFiles({ inputs, store, options: { now, pseudonymKey: KEY, signal } });
    const ingested = performance.now();
    const { verdicts } = await detect({ store, runId: town.name });
    const end = performance.now();
    const truth = [...composition.truth()];
    const accused: Record<string, BaselineScore> = {};
    for (const baseline of baselines)
      accused[baseline.name] = scoreBaseline(await baseline.accuse(store), truth);
    const scenarioOf = new Map(town.cells.map(({ name, cell }) => [name, cell.scenario]));
    const delays = withDelays ? await measureDelays(store, town.plan, truth, town.name) : [];
    return {
      ...judged(town, verdicts, truth),
      baselines: accused,
      delays: delays.map((delay) => ({ ...delay, scenario: scenarioOf.get(delay.group) ?? delay.group })),
      events,
      detectSeconds: (end - ingested) / 1_000,
      seconds: (end - start) / 1_000,
    };
  } finally {
    await store.close();
    await rm(dir, { recursive: true, force: true });
  }
}

function judged(town: Town, verdicts: readonly VerdictLine[], truth: readonly TruthRow[]) {
  const evaluation = evaluate(verdicts, truth);
  const scores = new Map(evaluation.groups.map((score) => [score.group, score]));
  const crowd = new Set(
    truth.filter(({ group, honest }) => group === null && honest).map(({ account_id }) => account_id),
  );
  const inside = (verdict: VerdictLine['verdict']) =>
    verdicts
      .filter((line) => line.verdict === verdict)
      .reduce(
        (sum, { accounts }) => sum + accounts.filter(({ account_id }) => crowd.has(account_id)).length,
        0,
      );
  const waterArmy = inside('water_army');
  const labelled = labelClusters(verdicts, truth);
  return {
    town: town.name,
    cells: town.cells.flatMap(({ name, cell }): CellResult[] => {
      const score = scores.get(name);
      return score === undefined ? [] : [{ cell, score }];
    }),
    evaluation,
    forecasts: labelled.map(({ line: { probability }, isArmy }) => ({ probability, isArmy })),
    sums: labelled.map(({ line: { signals, against }, isArmy }) => ({
      nats: addEvidence(signals, against, MODEL).totalNats,
      isArmy,
    })),
    crowd: { accounts: crowd.size, coordinated: waterArmy + inside('coordinated'), waterArmy },
  };
}

function scoreBaseline(accused: ReadonlySet<string>, truth: readonly TruthRow[]): BaselineScore {
  const byGroup: Record<string, number> = {};
  let hired = 0;
  let honest = 0;
  for (const row of truth) {
    if (!accused.has(row.account_id)) continue;
    if (row.honest) honest += 1;
    else hired += 1;
    if (row.group !== null) byGroup[row.group] = (byGroup[row.group] ?? 0) + 1;
  }
  return { hired, honest, byGroup };
}
