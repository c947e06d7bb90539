/** Sanctions as a job: rounds over what people agreed to, to every outlet of the settings, with the platform's receipts. */
import { setTimeout as delay } from 'node:timers/promises';
import { readSecret, type SettingsSources } from '../config/index.ts';
import type { KafkaPort, ProducerPort } from '../ingest/kafka/index.ts';
import {
  createFreshness,
  createHealth,
  createLog,
  createMetrics,
  type Log,
  startWatchServer,
} from '../observability/index.ts';
import {
  createTopic,
  createWebhook,
  type Outlet,
  repairMarks,
  runRound,
  takeReceipts,
  topicOutlet,
} from '../sanctions/index.ts';
import { migrate, openStore, type Store } from '../storage/index.ts';
import { type JobSettings, readJobSettings } from './job-settings.ts';
import { leaveInTime } from './leave-in-time.ts';
import { mustBeThere } from './open-named.ts';
import { roundReport } from './sanction-report.ts';

export interface SanctionJob {
  readonly sources: SettingsSources;
  /** Beside the webhooks of the settings. */
  readonly webhook?: { readonly url: string; readonly secretFile: string } | undefined;
  /** Milliseconds between the beginnings of two rounds; null = one round, and receipts of the topic are left for later. */
  readonly everyMs: number | null;
  readonly signal: AbortSignal;
  readonly print: (text: string) => void;
}

/** A client whose broker is away may keep its sockets open; the process ends in spite of them. */
const LINGER_MS = 500;
const clock = Date.now;

/** Runs once, or until `signal` is aborted. Safe to kill anywhere and to run beside others. */
export async function runSanctions(job: SanctionJob): Promise<void> {
  const { sources, everyMs, signal } = job;
  const settings = await readJobSettings(sources, (message) => process.stderr.write(`warning: ${message}\n`));
  const secrets = [...settings.secrets];
  const webhooks = await readWebhooks(settings, job.webhook, secrets);
  const log = createLog({
    level: settings.settings.log.level,
    job: 'sanction',
    destination: process.stderr,
    secrets,
    pretty: process.stderr.isTTY === true,
  });
  leaveInTime(signal, log);
  mustBeThere(settings.store);
  const health = createHealth();
  const rounds = createFreshness('whole round', Math.max(60, (3 * (everyMs ?? 0)) / 1_000), clock);
  health.check('sanctions', rounds.check);
  const watch =
    everyMs === null
      ? null
      : await startWatchServer({ ...settings.settings.http, metrics: createMetrics(), health });
  try {
    await work(job, settings, webhooks, log, rounds.touch);
  } finally {
    await watch?.close();
  }
}

async function work(
  { everyMs, signal, print }: SanctionJob,
  settings: JobSettings,
  webhooks: readonly Outlet[],
  log: Log,
  onRound: () => void,
): Promise<void> {
  const store = await openStore(settings.store);
  try {
    await migrate(store, { now: clock });
    const kafka = settings.settings.sanctions.toKafka ? await connect(settings, log) : null;
    const outlets = [...webhooks, ...(kafka === null ? [] : [kafka.outlet])];
    const stop = new AbortController();
    const receipts =
      kafka === null || everyMs === null
        ? Promise.resolve()
        : readReceipts(kafka.port, settings, store, log, AbortSignal.any([signal, stop.signal]));
    let said = '';
    const rounds = (async () => {
      for (;;) {
        const began = performance.now();
        await repairMarks(store, clock);
        const report = roundReport(await runRound(store, { outlets, clock, actor: 'job', signal }));
        // A round in which nothing is new says nothing new.
        if (report !== said) print(report);
        said = report;
        onRound();
        if (everyMs === null || signal.aborted) return;
        const rest = Math.max(0, everyMs - (performance.now() - began));
        await delay(rest, undefined, { signal }).catch(() => {});
        if (signal.aborted) return;
      }
    })();
    try {
      // When one of the two cannot go on, neither can the process: a supervisor starts it anew.
      await Promise.race([rounds, receipts.then(() => rounds)]);
    } finally {
      stop.abort();
      await Promise.allSettled([rounds, receipts]);
      if (kafka !== null)
        await Promise.race([kafka.producer.disconnect(), delay(LINGER_MS, undefined, { ref: false })]);
    }
  } finally {
    await store.close();
  }
}

/** Their secrets are added to those that the log keeps out. */
async function readWebhooks(
  { settings }: JobSettings,
  given: SanctionJob['webhook'],
  secrets: string[],
): Promise<Outlet[]> {
  const all = [
    ...settings.sanctions.webhooks,
    ...(given === undefined ? [] : [{ url: given.url, secret: { file: given.secretFile } }]),
  ];
  return Promise.all(
    all.map(async ({ url, secret }) => {
      const text = await readSecret(secret, process.env);
      secrets.push(text);
      return createWebhook({ url, secret: new TextEncoder().encode(text), clock });
    }),
  );
}

interface Connected {
  readonly port: KafkaPort;
  readonly producer: ProducerPort;
  readonly outlet: Outlet;
}

/** Loaded only here: most who run sanctions have no Kafka, and its client is large. */
async function connect({ settings, kafkaPassword }: JobSettings, log: Log): Promise<Connected> {
  const { createKafka } = await import('../ingest/kafka/index.ts');
  const { kafkaConnection } = await import('./kafka-connection.ts');
  const port = createKafka(await kafkaConnection(settings.kafka, kafkaPassword), log);
  const { sanctions, receipts } = settings.kafka.topics;
  await port.admin((admin) => admin.ensureTopics([{ topic: sanctions }, { topic: receipts }]));
  const producer = port.producer();
  await producer.connect();
  const outlet = createTopic(sanctions, (topic, { key, value, headers }) =>
    producer.send(topic, [{ key, value: Buffer.from(value), headers }]),
  );
  return { port, producer, outlet };
}

async function readReceipts(
  kafka: KafkaPort,
  { settings }: JobSettings,
  store: Store,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const { readGroup } = await import('../ingest/kafka/index.ts');
  const { topics, groupId } = settings.kafka;
  const { sessionSeconds, giveUpSeconds } = settings.consume;
  await readGroup({
    kafka,
    settings: {
      groupId: `${groupId}-sanction-receipts`,
      topic: topics.receipts,
      maxWaitMs: 200,
      maxFetchBytes: 1_000_000,
      sessionMs: sessionSeconds * 1_000,
      giveUpMs: giveUpSeconds * 1_000,
    },
    signal,
    async onMessages(messages) {
      const texts = messages.map(({ value }) => Buffer.from(value ?? []).toString('utf8'));
      const outlet = topicOutlet(topics.sanctions);
      const { unknown, unreadable } = await takeReceipts(store, { outlet, texts, clock });
      if (unknown + unreadable > 0)
        log.warn('receipts were not used: of no measure of ours, or no receipts', { unknown, unreadable });
    },
  });
}
