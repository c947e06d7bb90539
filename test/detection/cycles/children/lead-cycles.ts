/** A process that runs cycles until it is killed: `node lead-cycles.ts JSON`; what it publishes is appended to a file. */
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { createInlineRunner, runCycles } from '../../../../src/detection/index.ts';
import { openStore, type StoreOptions } from '../../../../src/storage/index.ts';

export interface LeadArguments {
  readonly store: StoreOptions;
  /** The queue: a line for each message, in order of arrival. */
  readonly queue: string;
  readonly leaseMs: number;
  readonly everyMs: number;
  readonly lookBackMs: number;
}

const {
  store: options,
  queue,
  leaseMs,
  everyMs,
  lookBackMs,
}: LeadArguments = JSON.parse(process.argv[2] ?? '{}');
const store = await openStore(options);
await runCycles({
  store,
  holder: randomUUID(),
  runDetection: createInlineRunner(store),
  publisher: {
    async publish(_topic, messages) {
      appendFileSync(queue, messages.map(({ value }) => `${value}\n`).join(''));
    },
  },
  topic: 'verdicts',
  horizons: [{ name: 'all', lookBackMs, everyMs }],
  leaseMs,
  giveUpMs: 60_000,
  now: Date.now,
  monotonic: () => performance.now(),
  random: Math.random,
  watcher: {
    onCycle: ({ outcome }) => process.send?.({ cycle: outcome }),
    onLead: (epoch) => process.send?.({ epoch }),
    onTrouble: ({ error }) => process.send?.({ trouble: error.message }),
  },
  signal: new AbortController().signal,
});
