/** The job that detects: settings, log, metrics, store and Kafka put together around `watchCycles`. */
import type { SettingsSources } from '../config/index.ts';
import { createKafka, retrying } from '../ingest/kafka/index.ts';
import {
  createFreshness,
  createHealth,
  createLog,
  createMetrics,
  readyWhenFresh,
  startWatchServer,
} from '../observability/index.ts';
import { migrate, openStore } from '../storage/index.ts';
import { readJobSettings } from './job-settings.ts';
import { kafkaConnection } from './kafka-connection.ts';
import { leaveInTime } from './leave-in-time.ts';
import { watchCycles } from './watch-cycles.ts';
import { tasksTopic } from './work-on-tasks.ts';

export interface RunDetectJobArgs {
  readonly sources: SettingsSources;
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly rng: () => number;
}

/** A client whose broker is away may keep its sockets open; the process ends in spite of them. */
const LINGER_MS = 500;
/** How old the last sign of life of the store may be before the process is not ready. */
const STALE_SECONDS = 60;
/** How long a process that leads may go without a whole cycle and still be ready. */
const CYCLE_STALE_SECONDS = 900;

/** Runs until `signal` is aborted; rejects with the reason when it cannot go on. */
export async function runDetectJob({ sources, signal, now, rng }: RunDetectJobArgs): Promise<void> {
  const warnings: string[] = [];
  const job = await readJobSettings(sources, (message) => void warnings.push(message));
  const { settings } = job;
  const log = createLog({
    level: settings.log.level,
    job: 'detect',
    destination: process.stderr,
    secrets: job.secrets,
    pretty: process.stderr.isTTY === true,
  });
  for (const warning of warnings) log.warn(warning);
  leaveInTime(signal, log);
  const health = createHealth();
  const metrics = readyWhenFresh(createMetrics(), health, { now, limitSeconds: CYCLE_STALE_SECONDS });
  const storeAnswers = createFreshness('answer from the store', STALE_SECONDS, now);
  health.check('store', storeAnswers.check);
  const watch = await startWatchServer({ ...settings.http, metrics, health });
  try {
    const patience = {
      giveUpMs: settings.consume.giveUpSeconds * 1000,
      signal,
      rng,
      onFailure: (error: unknown, attempts: number) => log.warn('will be tried again', { error, attempts }),
    };
    const store = await retrying(() => openStore(job.store), { what: 'opening the store', ...patience });
    const probe = setInterval(
      () => {
        store.rows('SELECT 1').then(storeAnswers.touch, () => {});
      },
      (STALE_SECONDS * 1000) / 6,
    );
    try {
      await migrate(store, { now });
      const kafka = createKafka(await kafkaConnection(settings.kafka, job.kafkaPassword), log);
      const producer = kafka.producer();
      await retrying(
        async () => {
          const { verdicts, tasks } = settings.kafka.topics;
          await kafka.admin((admin) => admin.ensureTopics([{ topic: verdicts }, tasksTopic(tasks)]));
          await producer.connect();
        },
        { what: 'reaching Kafka', ...patience },
      );
      try {
        await watchCycles({
          settings,
          store,
          storeOptions: job.store,
          producer,
          log,
          metrics,
          signal,
          now,
          rng,
        });
      } finally {
        await producer.disconnect();
      }
    } finally {
      clearInterval(probe);
      await store.close();
    }
  } finally {
    await watch.close();
    setTimeout(() => process.exit(), LINGER_MS).unref();
  }
}
