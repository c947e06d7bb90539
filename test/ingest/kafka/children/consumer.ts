/** A consumer in a process of its own, to be killed: `node consumer.ts JSON` with what `ConsumerChild` says. */

import { type ConsumeSettings, consume } from '../../../../src/ingest/kafka/consumer.ts';
import { createKafka } from '../../../../src/ingest/kafka/kafkajs-port.ts';
import { openStore, type Store, type StoreOptions } from '../../../../src/storage/index.ts';

export interface ConsumerChild {
  readonly brokers: readonly string[];
  readonly store: StoreOptions;
  readonly settings: ConsumeSettings;
  readonly key: string;
  /** Dies by SIGKILL as soon as so many writes to the store are done. */
  readonly dieAfterWrites?: number;
}

const child = JSON.parse(process.argv[2] ?? '{}') as ConsumerChild;
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());
const line = (level: string) => (message: string, facts?: unknown) =>
  void process.stderr.write(
    `${new Date().toISOString()} ${level} ${message} ${JSON.stringify(facts ?? {})}\n`,
  );
const log = { debug() {}, info: line('info'), warn: line('warn'), error: line('error') };
/** The store, watched: the n-th write is the last thing that this process does. */
function mortal(store: Store, writes: number): Store {
  let left = writes;
  const last = async (write: Promise<void>) => {
    await write;
    left--;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
  return {
    ...store,
    insertArrow: (table, ipc, options) => last(store.insertArrow(table, ipc, options)),
    insertRows: (table, rows) => last(store.insertRows(table, rows)),
  };
}

try {
  const opened = await openStore(child.store);
  const store = child.dieAfterWrites === undefined ? opened : mortal(opened, child.dieAfterWrites);
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
