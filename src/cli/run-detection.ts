/** Files in, verdict files out: what `detect` and `demo` have in common. */
import { readFileSync } from 'node:fs';
import { AppError, type Summary, VERDICTS, type VerdictLine } from '../contract/index.ts';
import { detect, newRunId, recognizeCampaigns, saveDetection } from '../detection/index.ts';
import { type IngestResult, type InputSpec, ingestFiles, type MaxBad } from '../ingest/index.ts';
import { migrate, openStore, type Store, type StoreOptions } from '../storage/index.ts';
import { type Comparison, compareVerdicts, type Model } from '../verdicts/index.ts';
import { createProgressBar } from './progress.ts';
import { createResultFiles } from './result-files.ts';
import { createStages } from './stages.ts';
import { storedVerdicts } from './stored-verdicts.ts';

export interface RunInput {
  readonly inputs: readonly InputSpec[];
  readonly out: string;
  readonly store: StoreOptions;
  readonly pseudonymKey: Uint8Array;
  readonly maxBad?: MaxBad | undefined;
  readonly model?: Model | undefined;
  /** A stored run, or the directory of one, to compare with: then nothing of this run is stored. */
  readonly compare?: string | undefined;
  readonly riskDomains?: ReadonlySet<string> | undefined;
  readonly signal: AbortSignal;
  readonly now: number;
}

export interface RunOutput {
  readonly verdicts: readonly VerdictLine[];
  readonly summary: Summary;
  /** What has changed against the run that was named. */
  readonly comparison: Comparison | null;
  readonly files: readonly string[];
  /** For people: what was wrong with bad lines most often, the first of each kind as an example. */
  readonly badLines: IngestResult['badLines'];
  /** For people: how each input's times were read. */
  readonly inputs: readonly { readonly name: string; readonly times: string }[];
}

/** The version of package.json. */
export const VERSION: string = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
).version;

const stopped = () => new AppError('cancelled', 'cli/run-detection: stopped on request');

/** Distinct actions and reports. */
async function countEvents(store: Store): Promise<number> {
  const [row] = await store.rows(
    'SELECT (SELECT count() FROM actions FINAL) + (SELECT count() FROM reports FINAL) AS n',
  );
  return Number(row?.n);
}

/** Stops cleanly when `signal` is aborted: `cancelled`, and nothing half-written in `out`. */
export async function runDetection(input: RunInput): Promise<RunOutput> {
  const { signal } = input;
  const bar = createProgressBar(process.stderr);
  const stages = createStages((stage) => {
    if (signal.aborted) throw stopped();
    bar.stage(stage);
  });
  const files = await createResultFiles(input.out);
  stages.begin('open store');
  const store = await openStore(input.store).catch(async (error) => {
    await files.discard();
    throw error;
  });
  try {
    await migrate(store, { now: () => input.now });
    stages.begin('ingest');
    const before = await countEvents(store);
    const taken = await ingestFiles({
      inputs: input.inputs,
      store,
      options: {
        now: input.now,
        pseudonymKey: input.pseudonymKey,
        maxBad: input.maxBad,
        signal,
        onDeadLetter: files.deadLetter,
      },
      onProgress: bar.update,
    });
    const fresh = (await countEvents(store)) - before;
    const runId = newRunId(input.now, input.out);
    const found = await detect({
      store,
      runId,
      onStage: stages.begin,
      ...(input.model === undefined ? {} : { model: input.model }),
      ...(input.riskDomains === undefined ? {} : { riskDomains: input.riskDomains }),
    });
    let comparison: Comparison | null = null;
    let verdicts: readonly VerdictLine[];
    if (input.compare === undefined) {
      stages.begin('store verdicts');
      verdicts = await saveDetection(store, found, { now: input.now, horizon: 'all' });
    } else {
      ({ verdicts } = await recognizeCampaigns(store, found, 'all'));
      comparison = compareVerdicts(await storedVerdicts(input.compare, store), verdicts);
    }
    const summary: Summary = {
      version: VERSION,
      model_version: found.modelVersion,
      in: {
        lines: taken.lines,
        events: taken.events,
        accounts: taken.accounts,
        actions: taken.actions,
        reports: taken.reports,
        duplicates: taken.actions + taken.reports - fresh,
        dead_letters: taken.deadLetters,
      },
      window:
        found.window === null
          ? null
          : { from: new Date(found.window.from).toISOString(), to: new Date(found.window.to).toISOString() },
      traces: found.traces,
      out: {
        edges: found.edges.length,
        clusters: verdicts.length,
        accounts: verdicts.reduce((sum, { accounts }) => sum + accounts.length, 0),
        by_verdict: Object.fromEntries(
          VERDICTS.map((name) => [name, verdicts.filter(({ verdict }) => verdict === name).length]),
        ) as Summary['out']['by_verdict'],
      },
      notes: [...found.notes],
      stages: [...stages.finish()],
    };
    if (signal.aborted) throw stopped();
    const written = await files.publish({
      verdicts,
      edges: found.edges,
      summary,
      comparison,
    });
    return {
      verdicts,
      summary,
      comparison,
      files: written,
      inputs: taken.inputs,
      badLines: taken.badLines,
    };
  } catch (error) {
    await files.discard();
    throw error;
  } finally {
    bar.stop();
    stages.finish();
    await store.close();
  }
}
