/** The consumer as a process: settings, log, metrics and health around `consume`; with `detect`, cycles beside it. */
import type { SettingsSources } from '../config/index.ts';
import { consume, createKafka, retrying } from '../ingest/kafka/index.ts';
import {
  createFreshness,
  createHealth,
  createLog,
  createMetrics,
  readyWhenAssigned,
  readyWhenFresh,
  startWatchServer,
} from '../observability/index.ts';
import { migrate, openStore } from '../storage/index.ts';
import { readJobSettings } from './job-settings.ts';
import { kafkaConnection } from './kafka-connection.ts';
import { leaveInTime } from './leave-in-time.ts';
import { readPseudonymKey } from './pseudonym-key.ts';
import { watchCycles } from './watch-cycles.ts';
import { tasksTopic } from './work-on-tasks.ts';

export interface RunConsumeArgs {
  readonly sources: SettingsSources;
  /** Detection in the same process: the small installation. */
  readonly detect: boolean;
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
export async function runConsume({ sources, detect, signal, now, rng }: RunConsumeArgs): Promise<void> {
  const warnings: string[] = [];
  const job = await readJobSettings(sources, (message) => void warnings.push(message));
  const { settings } = job;
  const log = createLog({
    level: settings.log.level,
    job: 'consume',
    destination: process.stderr,
    secrets: job.secrets,
    pretty: process.stderr.isTTY === true,
  });
  for (const warning of warnings) log.warn(warning);
  leaveInTime(signal, log);
  const health = createHealth();
  const metrics = readyWhenAssigned(
    detect
      ? readyWhenFresh(createMetrics(), health, { now, limitSeconds: CYCLE_STALE_SECONDS })
      : createMetrics(),
    health,
  );
  const storeAnswers = createFreshness('answer from the store', STALE_SECONDS, now);
  health.check('store', storeAnswers.check);
  const watch = await startWatchServer({ ...settings.http, metrics, health });
  /** One part that fails ends the other. */
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  try {
    const pseudonymKey = job.pseudonymKey ?? (await readPseudonymKey(undefined, settings.store.location));
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
      const common = { store, signal: either, now, rng, log, metrics };
      const topics = settings.kafka.topics;

      async function cycles(): Promise<void> {
        const producer = kafka.producer();
        await retrying(
          async () => {
            await kafka.admin((admin) =>
              admin.ensureTopics([{ topic: topics.verdicts }, tasksTopic(topics.tasks)]),
            );
            await producer.connect();
          },
          { what: 'reaching Kafka', ...patience, signal: either },
        );
        try {
          await watchCycles({ ...common, settings, storeOptions: job.store, producer });
        } finally {
          await producer.disconnect();
        }
      }

      const parts = [
        consume({
          ...common,
          kafka,
          settings: {
            groupId: settings.kafka.groupId,
            topic: topics.events,
            deadLetterTopic: topics.deadLetters,
            ...settings.consume,
          },
          pseudonymKey,
        }),
        ...(detect ? [cycles()] : []),
      ];
      for (const part of parts) part.catch(() => failed.abort());
      const ends = await Promise.allSettled(parts);
      const reasons = ends.filter((end) => end.status === 'rejected').map(({ reason }) => reason);
      // What was stopped because the other failed is not the reason.
      const why = reasons.find((reason) => reason?.code !== 'cancelled') ?? reasons[0];
      if (why !== undefined) throw why;
    } finally {
      clearInterval(probe);
      await store.close();
    }
  } finally {
    await watch.close();
    setTimeout(() => process.exit(), LINGER_MS).unref();
  }
}
