/** What tests of the stream share: topics with events in them, consumers in processes of their own, and what is stored. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ingestFiles } from '../../../src/ingest/index.ts';
import type { ConsumeSettings } from '../../../src/ingest/kafka/consumer.ts';
import type { KafkaPort } from '../../../src/ingest/kafka/port.ts';
import { readStoredOffsets, sourceOf } from '../../../src/ingest/kafka/stored-offsets.ts';
import { migrate, openStore, type Store } from '../../../src/storage/index.ts';
import type { ConsumerChild } from './children/consumer.ts';
import type { MadeEvent } from './made-events.ts';

export const KEY = 'thirty-two bytes of a test secret';

export const settingsOf = (topic: string, changes: Partial<ConsumeSettings> = {}): ConsumeSettings => ({
  groupId: `${topic}-group`,
  topic,
  deadLetterTopic: `${topic}-dead-letters`,
  batchMessages: 2_000,
  batchBytes: 4 * 1024 * 1024,
  batchSeconds: 0.2,
  sessionSeconds: 3,
  giveUpSeconds: 60,
  ...changes,
});

/** Sends events, keyed by account, in messages of their own; tries again until the brokers have them. */
export async function produce(
  kafka: KafkaPort,
  topic: string,
  values: readonly (Uint8Array | null)[],
  keyOf: (index: number) => string = (index) => String(index % 64),
): Promise<void> {
  const producer = kafka.producer();
  await untilDone(() => producer.connect());
  for (let i = 0; i < values.length; i += 1_000) {
    const messages = values
      .slice(i, i + 1_000)
      .map((value, j) => ({ key: keyOf(i + j), value, headers: {} }));
    await untilDone(() => producer.send(topic, messages));
  }
  await producer.disconnect();
}

/** Tries again while the broker is away; a minute at most. */
async function untilDone(task: () => Promise<void>): Promise<void> {
  for (const until = performance.now() + 60_000; ; await delay(200)) {
    const failure = await task().catch((error: unknown) => ({ error }));
    if (failure === undefined) return;
    if (performance.now() > until) throw failure.error;
  }
}

export const bytesOf = (events: readonly MadeEvent[]): readonly Uint8Array[] =>
  events.map((event) => Buffer.from(JSON.stringify(event)));

/** A consumer in a process of its own. */
export interface RunningConsumer {
  readonly child: ChildProcess;
  /** What it has written to stderr. */
  output(): string;
  /** Signals it and waits for its end; its exit code, or null when it was killed. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  readonly exited: Promise<number | null>;
}

const CHILD = fileURLToPath(new URL('./children/consumer.ts', import.meta.url));
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export function startConsumer(options: Omit<ConsumerChild, 'key'>): RunningConsumer {
  const argument = JSON.stringify({ ...options, key: KEY });
  const child = spawn(process.execPath, [CHILD, argument], { stdio: ['ignore', 'ignore', 'pipe'] });
  running.add(child);
  let output = '';
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const exited = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  return {
    child,
    output: () => output,
    exited,
    end(signal) {
      child.kill(signal);
      return exited;
    },
  };
}

/** Waits until everything that the topic holds is stored; throws after `limitMs`, or when `failed` says something. */
export async function untilStored(
  kafka: KafkaPort,
  store: Store,
  topic: string,
  { limitMs = 120_000, failed = () => '' }: { limitMs?: number; failed?: () => string } = {},
): Promise<void> {
  const until = performance.now() + limitMs;
  for (;;) {
    const marks = await kafka.admin((admin) => admin.watermarks(topic));
    const stored = await readStoredOffsets(store, sourceOf(topic)).catch(() => new Map<number, bigint>());
    if ([...marks].every(([partition, { high }]) => (stored.get(partition) ?? 0n) === high)) return;
    const why = failed();
    if (why !== '' || performance.now() > until) {
      throw new Error(`not all is stored: ${why} ${JSON.stringify([...stored].map(String))}`);
    }
    await delay(200);
  }
}

/** What is stored of each table, without where it came from: rows, and a sum that any difference changes. */
export async function contentOf(store: Store): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const table of ['actions', 'accounts', 'reports']) {
    const [row] = await store.rows(
      `SELECT count() AS rows, sum(sipHash64(toString(tuple(* EXCEPT (source, partition, offset))))) AS hash FROM ${table} FINAL`,
    );
    found[table] = `${row?.rows} ${row?.hash}`;
  }
  return found;
}

/** The same events, read from a file into a store of their own. */
export async function contentFromFile(
  events: readonly MadeEvent[],
): Promise<Readonly<Record<string, string>>> {
  const directory = await mkdtemp(join(tmpdir(), 'breakwater-stream-'));
  const path = join(directory, 'events.ndjson');
  await writeFile(path, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const store = await openStore({ kind: 'memory' });
  try {
    await migrate(store, { now: Date.now });
    const options = { now: Date.now(), pseudonymKey: Buffer.from(KEY), workers: 0 };
    const input = { name: 'events', path, map: {}, set: {} };
    const { deadLetters } = await ingestFiles({ inputs: [input], store, options });
    if (deadLetters > 0) throw new Error(`${deadLetters} events of the test are refused`);
    return await contentOf(store);
  } finally {
    await store.close();
    await rm(directory, { recursive: true });
  }
}

export async function listOf<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
