/**
 * How long from an act to the verdict that it changes: a city's evening at a steady rate through a real broker, and every
 * second one more ring that likes six posts. `breakwater consume --detect`, the small installation, beside its broker.
 * The time runs from when the last act of a ring was sent to when a message that calls most of it coordinated or an army
 * has come back. Run: node bench/latency.ts [--rate 5000] [--seconds 90] [--look-back 60] [--every 2] [--batch 1]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import kafkajs from 'kafkajs';
import type { BreakwaterEvent, VerdictMessage } from '../src/contract/index.ts';
import { createKafka } from '../src/ingest/kafka/kafkajs-port.ts';
import { SILENT } from '../src/ingest/kafka/watch.ts';
import { createRng } from '../src/redteam/rng.ts';
import { startBroker } from '../test/support/kafka-broker.ts';
import { benchEvents } from './make-events.ts';

const { values: flags } = parseArgs({
  options: {
    rate: { type: 'string', default: '5000' },
    seconds: { type: 'string', default: '90' },
    'look-back': { type: 'string', default: '60' },
    every: { type: 'string', default: '2' },
    batch: { type: 'string', default: '1' },
  },
});
const RATE = Number(flags.rate);
const SECONDS = Number(flags.seconds);
const LOOK_BACK = Number(flags['look-back']);
/** Until the first window is full, cycles have less to do than later. */
const WARM_UP = LOOK_BACK;
const RING = 20;
const POSTS = 6;
const DAY_MS = 86_400_000;
const CLI = join(import.meta.dirname, '../src/cli/main.ts');

/** One event and when it is sent, in milliseconds from the start. */
interface Timed {
  readonly at: number;
  readonly key: string;
  readonly event: BreakwaterEvent;
}

/** Acts of one person within so long belong to one sitting. */
const SITTING_MS = 600_000;

/**
 * As many acts as are wanted of a city's whole day. Each sitting keeps its inner times and begins anywhere in the
 * stretch: a platform that has so many acts a second has them from so many people.
 */
function crowd(): { readonly known: BreakwaterEvent[]; readonly acts: Timed[] } {
  const stretch = (WARM_UP + SECONDS) * 1000;
  const random = createRng(3);
  const begins = new Map<string, { readonly from: number; readonly to: number }>();
  const known: BreakwaterEvent[] = [];
  const acts: Timed[] = [];
  for (const event of benchEvents({ events: (RATE * stretch) / 1000, viralLikes: 0 })) {
    if (event.type === 'account') known.push(event);
    if (event.type !== 'action') continue;
    const at = Number(new Date(event.occurred_at));
    const sitting = `${event.account_id} ${Math.floor(at / SITTING_MS)}`;
    const begin = begins.get(sitting) ?? { from: at, to: random.next() * stretch };
    begins.set(sitting, begin);
    // The few that would come after the end are heard at the beginning.
    acts.push({ at: (begin.to + at - begin.from) % stretch, key: event.account_id, event });
  }
  return { known, acts };
}

/** Ring `ring` likes its posts within its second; before that nothing about its accounts is strange. */
function ringOf(ring: number, now: number): { readonly known: BreakwaterEvent[]; readonly acts: Timed[] } {
  const member = (i: number) => `ring-${ring}-${i}`;
  const ids = Array.from({ length: RING }, (_, i) => i);
  const known = ids.map(
    (i): BreakwaterEvent => ({
      type: 'account',
      account_id: member(i),
      observed_at: new Date(now).toISOString(),
      registered_at: new Date(
        now - (30 + ((ring * 7919 + i * 104_729) % 90_000) / 100) * DAY_MS,
      ).toISOString(),
    }),
  );
  const acts = ids.flatMap((i) =>
    Array.from({ length: POSTS }, (_, post): Timed => {
      const at = ring * 1000 + post * 150 + ((i * 7) % RING) * 5;
      const target = { target_id: `post-${ring}-${post}`, target_account_id: `author-${ring}-${post}` };
      const event: BreakwaterEvent = {
        type: 'action',
        event_id: `${member(i)}-${post}`,
        account_id: member(i),
        action: 'like',
        ...target,
        occurred_at: 0,
      };
      return { at, key: member(i), event };
    }),
  );
  return { known, acts };
}

const quantile = (sorted: readonly number[], q: number): string =>
  sorted.length === 0
    ? '–'
    : `${(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] as number).toFixed(1)} s`;

const broker = await startBroker();
const directory = await mkdtemp(join(tmpdir(), 'breakwater-latency-'));
const kafka = createKafka({ brokers: broker.brokers, clientId: 'latency' }, SILENT);
const producer = kafka.producer();
try {
  const rings = Array.from({ length: WARM_UP + SECONDS - 1 }, (_, ring) => ringOf(ring, Date.now()));
  const city = crowd();
  const acts = [...city.acts, ...rings.flatMap((ring) => ring.acts)].sort((a, b) => a.at - b.at);
  const known = [...city.known, ...rings.flatMap((ring) => ring.known)];
  console.log(
    `${acts.length} acts of ${known.length} accounts, ${Math.round(acts.length / (WARM_UP + SECONDS))}/s`,
  );

  await writeFile(
    join(directory, 'config.yaml'),
    JSON.stringify({
      kafka: { brokers: broker.brokers },
      consume: { batchSeconds: Number(flags.batch) },
      store: { location: join(directory, 'store') },
      detect: {
        horizons: [{ name: 'shortest', lookBackSeconds: LOOK_BACK, everySeconds: Number(flags.every) }],
      },
    }),
  );
  const child = spawn(
    process.execPath,
    [CLI, 'consume', '--detect', '--config', join(directory, 'config.yaml')],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let log = '';
  child.stderr.on('data', (text) => {
    log += text;
  });
  await kafka.admin((admin) =>
    admin.ensureTopics([
      { topic: 'breakwater.events', partitions: 4 },
      { topic: 'breakwater.verdicts', partitions: 1 },
    ]),
  );
  await producer.connect();
  const send = async (events: readonly { readonly key: string; readonly event: BreakwaterEvent }[]) => {
    for (let i = 0; i < events.length; i += 2_000)
      await producer.send(
        'breakwater.events',
        events
          .slice(i, i + 2_000)
          .map(({ key, event }) => ({ key, value: Buffer.from(JSON.stringify(event)), headers: {} })),
      );
  };
  await send(known.map((event) => ({ key: 'account_id' in event ? event.account_id : '', event })));

  /** When the last act of each ring was sent, and when most of it was called what it is. */
  const sent = new Map<number, number>();
  const said = new Map<number, number>();
  const client = new kafkajs.Kafka({ brokers: [...broker.brokers], logLevel: kafkajs.logLevel.NOTHING });
  const consumer = client.consumer({ groupId: 'watch', maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topic: 'breakwater.verdicts', fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const now = performance.now();
      const { verdict, accounts, change }: VerdictMessage = JSON.parse(String(message.value));
      if (change === 'gone' || (verdict !== 'water_army' && verdict !== 'coordinated')) return;
      const counts = new Map<number, number>();
      for (const { account_id } of accounts) {
        const ring = /^ring-(\d+)-/.exec(account_id)?.[1];
        if (ring !== undefined) counts.set(Number(ring), (counts.get(Number(ring)) ?? 0) + 1);
      }
      for (const [ring, count] of counts) if (count > RING / 2 && !said.has(ring)) said.set(ring, now);
    },
  });
  await delay(15_000);

  const begin = performance.now();
  const wall = Date.now();
  let next = 0;
  let behind = 0;
  while (next < acts.length) {
    const at = performance.now() - begin;
    const due: Timed[] = [];
    while (next < acts.length && (acts[next] as Timed).at <= at) due.push(acts[next++] as Timed);
    behind = Math.max(behind, at - (due[0]?.at ?? at));
    await send(
      due.map(({ at, key, event }) => ({
        key,
        event: { ...event, occurred_at: wall + at } as BreakwaterEvent,
      })),
    );
    const now = performance.now();
    for (const { event } of due) {
      const ring = event.type === 'action' ? /^ring-(\d+)-/.exec(event.account_id)?.[1] : undefined;
      if (ring !== undefined) sent.set(Number(ring), now);
    }
    await delay(20);
  }
  await delay(Math.min(60_000, LOOK_BACK * 1000));
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');

  const measured = [...sent].filter(([ring]) => ring >= WARM_UP && ring < WARM_UP + SECONDS - 1);
  const times = measured.flatMap(([ring, at]) => {
    const found = said.get(ring);
    return found === undefined ? [] : [(found - at) / 1000];
  });
  times.sort((a, b) => a - b);
  const cycles = [...log.matchAll(/"outcome":"done","seconds":([\d.]+)/g)]
    .map(([, s]) => Number(s))
    .sort((a, b) => a - b);
  console.log(
    `looked back ${LOOK_BACK} s every ${flags.every} s: p50 ${quantile(times, 0.5)}, p95 ${quantile(times, 0.95)}, ${times.length} of ${measured.length} rings found; ${cycles.length} cycles of ${quantile(cycles, 0.5)} in the middle; sending ${(behind / 1000).toFixed(1)} s behind at most; exit code ${code}`,
  );
  if (process.env.BENCH_LOG !== undefined) await writeFile(process.env.BENCH_LOG, log);
  await consumer.disconnect();
} finally {
  await producer.disconnect();
  await broker.stop();
  await rm(directory, { recursive: true, force: true });
}
