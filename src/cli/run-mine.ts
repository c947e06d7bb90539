/** A mining worker as a process: settings, log, metrics, health and store around `workOnTasks`. */
import type { SettingsSources } from '../config/index.ts';
import { createMiningPool } from '../detection/index.ts';
import { createKafka } from '../ingest/kafka/index.ts';
import { createHealth, createLog, createMetrics, startWatchServer } from '../observability/index.ts';
import { openStore } from '../storage/index.ts';
import { readJobSettings } from './job-settings.ts';
import { kafkaConnection } from './kafka-connection.ts';
import { leaveInTime } from './leave-in-time.ts';
import { workOnTasks } from './work-on-tasks.ts';

/** Runs until `signal` is aborted; rejects with the reason when it cannot go on. */
export async function runMine(sources: SettingsSources, signal: AbortSignal): Promise<void> {
  const warnings: string[] = [];
  const job = await readJobSettings(sources, (message) => void warnings.push(message));
  const { settings } = job;
  const log = createLog({
    level: settings.log.level,
    job: 'mine',
    destination: process.stderr,
    secrets: job.secrets,
    pretty: process.stderr.isTTY === true,
  });
  for (const warning of warnings) log.warn(warning);
  leaveInTime(signal, log);
  const metrics = createMetrics();
  const health = createHealth();
  const watch = await startWatchServer({ ...settings.http, metrics, health });
  const store = await openStore(job.store).catch(async (error) => {
    await watch.close();
    throw error;
  });
  health.check('store', () => store.rows('SELECT 1').then(() => null));
  const pool = createMiningPool(1);
  try {
    await workOnTasks({
      kafka: createKafka(await kafkaConnection(settings.kafka, job.kafkaPassword), log),
      store,
      pool,
      topic: settings.kafka.topics.tasks,
      groupId: `${settings.kafka.groupId}-mining`,
      sessionMs: settings.consume.sessionSeconds * 1_000,
      giveUpMs: settings.consume.giveUpSeconds * 1_000,
      log,
      metrics,
      signal,
    });
  } finally {
    await pool.close();
    await store.close();
    await watch.close();
  }
}
