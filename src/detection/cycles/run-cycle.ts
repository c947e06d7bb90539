/** One cycle of one horizon: detect, save, make the run the cycle's own, publish what changed, and call it done. */
import type { Store } from '../../storage/index.ts';
import { newRunId } from '../detect.ts';
import { claim, latestClaim } from './claims.ts';
import type { RunDetection, RunReport } from './detect-run.ts';
import type { Lease } from './lease.ts';
import { type PublishedCounts, type Publisher, publishRun } from './publish-run.ts';
import { alignedWindow, type Horizon } from './timetable.ts';

export interface CycleInput {
  readonly store: Store;
  readonly lease: Lease;
  /** This start of this process; distinguishes runs of the same cycle. */
  readonly holder: string;
  readonly runDetection: RunDetection;
  readonly publisher: Publisher;
  readonly topic: string;
  readonly now: () => number;
}

/** What a cycle did; for logs and metrics. */
export interface CycleReport {
  readonly horizon: string;
  /** Epoch ms; `to` is exclusive. */
  readonly window: { readonly from: number; readonly to: number };
  readonly runId: string;
  readonly epoch: number;
  /** `done`; or `lost-lead`: somebody else leads and goes on with it. */
  readonly outcome: 'done' | 'lost-lead';
  readonly seconds: number;
  /** From the end of the window to the last message. */
  readonly lateSeconds: number;
  /** Null when a run was found that had been cut off before it was published. */
  readonly run: RunReport | null;
  readonly published: PublishedCounts | null;
}

const cycleName = (horizon: string): string => `cycle of ${horizon}`;
const doneName = (horizon: string): string => `done with ${horizon}`;

/** End of the last window of a horizon that was detected and published whole; null for none. */
export async function doneUntil(store: Store, horizon: string): Promise<number | null> {
  return (await latestClaim(store, doneName(horizon)))?.number ?? null;
}

/**
 * Runs the cycle that is due at `now`, or finishes the one before when it was cut off after it had been detected. Each
 * cycle (horizon, end of window) is claimed for exactly one run before anything of it is published, so whoever publishes
 * it, twice or after a kill, says the same. Nothing is published, claimed or called done without asking the store whether
 * this process still leads.
 */
export async function runCycle(input: CycleInput, horizon: Horizon): Promise<CycleReport> {
  const { store, lease, holder, now } = input;
  const started = now();
  const epoch = lease.epoch ?? 0;
  const cutOff = await cutOffCycle(store, horizon);
  const window = cutOff?.window ?? alignedWindow(horizon, started);
  const report = (rest: Pick<CycleReport, 'outcome' | 'runId' | 'run' | 'published'>): CycleReport => ({
    horizon: horizon.name,
    window,
    epoch,
    ...rest,
    seconds: (now() - started) / 1_000,
    lateSeconds: (now() - window.to) / 1_000,
  });

  let run: RunReport | null = null;
  let runId = cutOff?.runId;
  if (runId === undefined) {
    // A second attempt must not mix its rows with the first's, which may have been cut off while it was saved.
    const mine = newRunId(window.to, `${horizon.name}:${holder}:${epoch}:${started}`);
    run = await input.runDetection({ runId: mine, horizon: horizon.name, window, now: now() });
    if (!(await lease.confirm())) return report({ outcome: 'lost-lead', runId: mine, run, published: null });
    const wanted = { name: cycleName(horizon.name), number: window.to, holder, value: mine };
    runId = (await claim(store, wanted)).value;
  }
  const published = await publishRun({
    ...input,
    horizon: horizon.name,
    runId,
    asOf: window.to,
    mayPublish: lease.confirm,
  });
  if (!published.isComplete) return report({ outcome: 'lost-lead', runId, run, published });
  await claim(store, { name: doneName(horizon.name), number: window.to, holder, value: runId });
  return report({ outcome: 'done', runId, run, published });
}

/** The cycle whose run is claimed and not published whole. */
async function cutOffCycle(store: Store, horizon: Horizon) {
  const claimed = await latestClaim(store, cycleName(horizon.name));
  if (claimed === null || claimed.number <= ((await doneUntil(store, horizon.name)) ?? -1)) return null;
  return {
    runId: claimed.value,
    window: { from: claimed.number - horizon.lookBackMs, to: claimed.number },
  };
}
