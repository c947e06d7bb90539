/** The weekly report as a process that stays: it looks from time to time whether an outlet lacks a week. */
import { setTimeout as delay } from 'node:timers/promises';
import { readSettings } from '../config/index.ts';
import { AppError } from '../contract/index.ts';
import {
  createFreshness,
  createHealth,
  createLog,
  createMetrics,
  startWatchServer,
} from '../observability/index.ts';
import { leaveInTime } from './leave-in-time.ts';
import { runWeeklyReport, type WeeklyReportRun } from './run-weekly-report.ts';

/** Until `signal` is aborted. An outlet that fails is tried again the next time; anything else ends it, for a supervisor. */
export async function runReportJob(run: WeeklyReportRun, everyMs: number): Promise<void> {
  const { sources, signal, now } = run;
  const settings = await readSettings(sources);
  const log = createLog({
    level: settings.log.level,
    job: 'report',
    destination: process.stderr,
    pretty: process.stderr.isTTY === true,
  });
  leaveInTime(signal, log);
  const health = createHealth();
  const looks = createFreshness('look for missed weeks', (3 * everyMs) / 1_000, now);
  health.check('report', looks.check);
  const watch = await startWatchServer({ ...settings.http, metrics: createMetrics(), health });
  try {
    while (!signal.aborted) {
      await runWeeklyReport(run).catch((error: unknown) => {
        if (!(error instanceof AppError) || error.code !== 'output-failed') throw error;
        log.warn('a report was not delivered everywhere; it is tried again', { error });
      });
      looks.touch();
      await delay(everyMs, undefined, { signal }).catch(() => {});
    }
  } finally {
    await watch.close();
  }
}
