/** Removing what is old: which settings say so, once for people, and over and over as a process. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Settings } from '../config/index.ts';
import { AppError } from '../contract/index.ts';
import {
  createFreshness,
  createHealth,
  createLog,
  createMetrics,
  startWatchServer,
} from '../observability/index.ts';
import { openStore, type RetentionDays, retain, type StoreOptions } from '../storage/index.ts';

/**
 * The limits of the settings.
 *
 * @throws AppError `bad-config` when actions would go that a horizon still looks at.
 */
export function retentionDays({ retention, detect }: Pick<Settings, 'retention' | 'detect'>): RetentionDays {
  const { actionsDays } = retention;
  const longest = Math.max(...detect.horizons.map(({ lookBackSeconds }) => lookBackSeconds)) / 86_400;
  if (actionsDays !== undefined && actionsDays < longest)
    throw new AppError(
      'bad-config',
      `cli/run-retention: retention.actionsDays is ${actionsDays}, and a horizon looks back ${longest} days`,
      { fix: 'keep actions for as long as the longest of detect.horizons, or shorten that' },
    );
  return {
    actions: actionsDays,
    reports: retention.reportsDays,
    accounts: retention.accountsDays,
    edges: retention.edgesDays,
    runs: retention.runsDays,
    deadLetters: retention.deadLettersDays,
  };
}

export interface RetentionJob {
  readonly settings: Settings;
  readonly store: StoreOptions;
  readonly everyMs: number;
  /** Of the settings, for the log. */
  readonly warnings: readonly string[];
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Removes what is old, and again every `everyMs`, until `signal` is aborted; with a log line, metrics and health for each
 * pass. Rejects when a pass fails: whoever starts it again has it go on.
 */
export async function runRetentionJob(job: RetentionJob): Promise<void> {
  const { settings, everyMs, signal, now } = job;
  const days = retentionDays(settings);
  const log = createLog({
    level: settings.log.level,
    job: 'retention',
    destination: process.stderr,
    secrets: job.store.kind === 'server' ? [job.store.password ?? ''] : [],
    pretty: process.stderr.isTTY === true,
  });
  for (const warning of job.warnings) log.warn(warning);
  const metrics = createMetrics();
  const health = createHealth();
  const passes = createFreshness('whole pass', (2 * everyMs) / 1_000, now);
  health.check('retention', passes.check);
  const watch = await startWatchServer({ ...settings.http, metrics, health });
  try {
    while (!signal.aborted) {
      const started = now();
      // Opened for each pass: a directory is not held in between, and a password that was changed is no trouble.
      const store = await openStore(job.store);
      try {
        const steps = await retain({ store, days, now: started, apply: true, signal });
        for (const { table, rows } of steps) metrics.removed(table, rows);
        metrics.retained(now());
        passes.touch();
        const removed = Object.fromEntries(steps.map(({ table, rows }) => [table, rows]));
        log.info('removed what was old', { removed, seconds: (now() - started) / 1_000 });
      } catch (error) {
        if (!signal.aborted) throw error;
      } finally {
        await store.close();
      }
      await delay(Math.max(0, everyMs - (now() - started)), undefined, { signal }).catch(() => {});
    }
  } finally {
    await watch.close();
  }
}
