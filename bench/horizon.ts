/**
 * What a detection cycle costs, by what is stored and by what is looked at; and the bytes of a row on disk. CPU seconds, which
 * other work on the machine disturbs least.
 * Run: node bench/horizon.ts [days=10]   (one day is a million events; ten take some 10 GB of disk for a while)
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { detect } from '../src/detection/index.ts';
import { ingestFiles, inputsFromFlags } from '../src/ingest/index.ts';
import { migrate, openStore, type Store, storeReport } from '../src/storage/index.ts';
import { benchFile } from './make-events.ts';

const HOUR_MS = 3_600_000;
/** The end of a busy hour of the day in the file. */
const TO = Date.UTC(2026, 4, 2, 13);
const DAYS = Number(parseArgs({ allowPositionals: true }).positionals[0] ?? 10);

const million = (n: number): string => `${(n / 1e6).toFixed(2)} M`;

async function cpuSeconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function countActions(store: Store, hours: number): Promise<number> {
  const [row] = await store.rows(
    `SELECT count() AS n FROM actions FINAL WHERE occurred_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
       AND occurred_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')`,
    { from: TO - hours * HOUR_MS, to: TO },
  );
  return Number(row?.n);
}

async function cycle(store: Store, hours: number): Promise<void> {
  const [stored] = (await storeReport(store)).filter(({ table }) => table === 'actions');
  const seen = await countActions(store, hours);
  const run = () =>
    detect({
      store,
      window: { from: TO - hours * HOUR_MS, to: TO },
      runId: `bench-${hours}-${stored?.rows}`,
    });
  const seconds = await cpuSeconds(run);
  console.log(
    `cycle over ${String(hours).padStart(2)} h: ${million(stored?.rows ?? 0)} actions stored, ${million(seen)} looked at: ${seconds.toFixed(1)} CPU s, peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
  );
}

/** Columns that are written, not computed. */
async function plainColumns(store: Store): Promise<readonly string[]> {
  const rows = await store.rows(
    "SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'actions' AND default_kind != 'MATERIALIZED' ORDER BY position",
  );
  return rows.map(({ name }) => String(name));
}

/** The same day again, so many days earlier. */
async function addDay(store: Store, day: number): Promise<void> {
  const columns = await plainColumns(store);
  const moved = columns.map((column) => {
    if (column === 'event_id') return `concat(event_id, '-day${day}')`;
    return column === 'occurred_at' ? `occurred_at - INTERVAL ${day} DAY` : column;
  });
  await store.command(
    `INSERT INTO actions (${columns.join(', ')}) SELECT ${moved.join(', ')} FROM actions WHERE NOT match(event_id, '-day[0-9]+$')`,
  );
}

const directory = await mkdtemp(join(tmpdir(), 'breakwater-bench-'));
try {
  const store = await openStore({ kind: 'embedded', directory: join(directory, 'store') });
  await migrate(store, { now: Date.now });
  await ingestFiles({
    inputs: inputsFromFlags({ files: [await benchFile({ events: 1_000_000, viralLikes: 0 })] }),
    store,
    options: { now: Date.UTC(2026, 5, 1), pseudonymKey: new Uint8Array(32).fill(7) },
  });
  for (const { table, rows, bytes } of await storeReport(store))
    if (rows > 0)
      console.log(
        `${table.padEnd(12)} ${String(rows).padStart(9)} rows, ${(bytes / rows).toFixed(1)} bytes each`,
      );
  await cycle(store, 1);
  await cycle(store, 24);
  for (let day = 1; day < DAYS; day++) await addDay(store, day);
  await cycle(store, 1);
  await store.close();
} finally {
  await rm(directory, { recursive: true, force: true });
}
