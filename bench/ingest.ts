/**
 * How fast ingest is, stage by stage, and how far from its floor, JSON.parse.
 * Run: node bench/ingest.ts [events=300000]
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createChecker } from '../src/ingest/check.ts';
import { cutRecords } from '../src/ingest/cut-records.ts';
import { FORMATS } from '../src/ingest/formats/index.ts';
import { ingestFiles, inputsFromFlags } from '../src/ingest/index.ts';
import { createIntake, type InputContext } from '../src/ingest/intake.ts';
import type { RawEvent } from '../src/ingest/mapping.ts';
import type { Outcome } from '../src/ingest/outcome.ts';
import { emptyTally } from '../src/ingest/times.ts';
import { migrate, openStore } from '../src/storage/index.ts';
import { fingerprint, foldText, handleShape, handleStem } from '../src/text/index.ts';

const { positionals } = parseArgs({ allowPositionals: true });
const EVENTS = Number(positionals[0] ?? 300_000);
const NOW = Date.UTC(2026, 5, 1);
const KEY = new Uint8Array(32).fill(7);

/** A small linear congruential generator: the same file every time. */
function createNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

const PIECES = [
  '这家店的服务',
  '真的很不错',
  '推荐给大家',
  '价格也便宜',
  '下次还会来',
  '物流有点慢',
  'quality is fine',
  'would buy again',
];

function eventLine(i: number, int: (below: number) => number): string {
  const account = int(20_000);
  const withText = int(10) < 3;
  const text = withText
    ? Array.from({ length: 4 }, () => PIECES[int(PIECES.length)]).join('，') + int(1000)
    : null;
  return JSON.stringify({
    type: 'action',
    event_id: `e${i}`,
    account_id: `u${account}`,
    action: withText ? 'comment' : 'like',
    target_id: `p${int(5000)}`,
    target_account_id: `u${int(20_000)}`,
    occurred_at: new Date(NOW - 86_400_000 + int(86_400_000)).toISOString(),
    text,
    topics: [],
    urls: int(20) === 0 ? [`https://www.example.com/p/${int(500)}?utm_source=x&id=${int(100)}`] : [],
    media: [],
    client: {
      ip: `203.0.${account % 250}.${account % 200}`,
      device_id: `d-${account}`,
      user_agent: 'Mozilla/5.0',
    },
    ai_label: null,
  });
}

async function writeEvents(path: string): Promise<void> {
  const int = createNumbers(1);
  const out = createWriteStream(path);
  for (let i = 0; i < EVENTS; ) {
    let block = '';
    for (const end = Math.min(i + 2000, EVENTS); i < end; i++) block += `${eventLine(i, int)}\n`;
    if (!out.write(block)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

let floor = 0;
/** CPU seconds of all threads beside the clock: on a busy machine only they can be compared. */
async function measure(name: string, run: () => unknown): Promise<void> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await run();
  const seconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(cpu);
  const cost = (used.user + used.system) / EVENTS;
  if (floor === 0) floor = cost;
  const rate = Math.round(EVENTS / seconds).toLocaleString('en');
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${name.padEnd(46)} ${rate.padStart(10)}/s  ${cost.toFixed(2).padStart(6)} µs CPU  ${(cost / floor).toFixed(1).padStart(5)} × floor  peak ${memory} MB`,
  );
}

const directory = await mkdtemp(join(tmpdir(), 'breakwater-bench-'));
const file = join(directory, 'events.ndjson');
await writeEvents(file);
async function* pieces(bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += 1 << 20) yield bytes.subarray(at, at + (1 << 20));
}
const input: InputContext = {
  index: 0,
  source: 'x',
  partition: 0,
  format: 'ndjson',
  header: [],
  map: {},
  set: {},
};
{
  const bytes = await readFile(file);
  const runs: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + (2 << 20) >= bytes.length ? bytes.length : bytes.lastIndexOf(10, at + (2 << 20)) + 1;
    runs.push(bytes.subarray(at, end));
    at = end;
  }
  const each = (use: (event: RawEvent) => void) => {
    const read = FORMATS.ndjson.createReader({ map: {}, set: {} }, []);
    for (const run of runs) {
      const emit = (record: Outcome<RawEvent>) => void (record.ok && use(record.value));
      read({ bytes: run, firstLine: 1 }, { take: () => false, emit });
    }
  };
  const lines = bytes
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  await measure(
    'floor: JSON.parse of lines in memory, 1 core',
    () => lines.map((line) => JSON.parse(line).event_id).length,
  );
  lines.length = 0;
  await measure('read lines (decode, parse), 1 core', () => each(() => {}));
  const check = createChecker(NOW);
  const tally = emptyTally();
  await measure('… and check (zod, times), 1 core', () => each((event) => check.event(event, tally)));
  for (const [what, text] of [
    ['without text', { foldText: (raw: string) => raw, fingerprint: () => null, handleStem, handleShape }],
    ['with text', { foldText, fingerprint, handleStem, handleShape }],
  ] as const) {
    const intake = createIntake({ now: NOW, pseudonymKey: KEY, batchRows: 131_072 }, text);
    await measure(`… and build Arrow, ${what}, 1 core`, () => {
      for (const run of runs) intake.read(input, run, 1);
      intake.flush();
    });
  }
  await measure('cut into runs (main thread)', async () => {
    for await (const _ of cutRecords(pieces(bytes), FORMATS.ndjson, 2 << 20));
  });
}
const inputs = inputsFromFlags({ files: [file] });
const options = { now: NOW, pseudonymKey: KEY };
await measure('end to end, all cores, rows thrown away', () =>
  ingestFiles({ inputs, store: { insertArrow: async () => {} }, options }),
);
const store = await openStore({ kind: 'embedded', directory: join(directory, 'store') });
await migrate(store, { now: () => NOW });
await measure('end to end, all cores, into the embedded store', () =>
  ingestFiles({ inputs, store, options }),
);
console.log('stored', await store.rows('SELECT count() AS rows FROM actions'));
await store.close();
await rm(directory, { recursive: true });
