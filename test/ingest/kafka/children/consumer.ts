/** A consumer in a process of its own, to be killed: `node consumer.ts JSON` with what `ConsumerChild` says. */
import { createKafka } from '../../../../src/ingest/kafka/kafkajs-port.ts';
import { type ConsumeSettings, consume } from '../../../../src/ingest/kafka/consumer.ts';
import { openStore, type StoreOptions } from '../../../../src/storage/index.ts';

export interface ConsumerChild {
  readonly brokers: readonly string[];
  readonly store: StoreOptions;
  readonly settings: ConsumeSettings;
  readonly key: string;
}

const child = JSON.parse(process.argv[2] ?? '{}') as ConsumerChild;
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());
const line = (level: string) => (message: string, facts?: unknown) =>
  void process.stderr.write(`${new Date().toISOString()} ${level} ${message} ${JSON.stringify(facts ?? {})}\n`);
const log = { debug() {}, info: line('info'), warn: line('warn'), error: line('error') };
try {
  const store = await openStore(child.store);
  const kafka = createKafka({ brokers: child.brokers, clientId: `test-${process.pid}` }, log);
  await consume({
    kafka,
    store,
    settings: child.settings,
    pseudonymKey: Buffer.from(child.key),
    signal: stop.signal,
    now: Date.now,
    rng: Math.random,
    log,
  });
  await store.close();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(5);
}
