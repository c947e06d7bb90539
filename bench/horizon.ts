/**
 * What a detection cycle costs, by what is stored, what is looked at and how many accounts are known; and the bytes of a row on disk. CPU seconds, which
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
async function plainColumns(store: Store, table: 'actions' | 'accounts'): Promise<readonly string[]> {
  const rows = await store.rows(
    "SELECT name FROM system.columns WHERE database = currentDatabase() AND table = {table:String} AND default_kind != 'MATERIALIZED' ORDER BY position",
    { table },
  );
  return rows.map(({ name }) => String(name));
}

/** The same day again, so many days earlier. */
async function addDay(store: Store, day: number): Promise<void> {
  const columns = await plainColumns(store, 'actions');
  const moved = columns.map((column) => {
    if (column === 'event_id') return `concat(event_id, '-day${day}')`;
    return column === 'occurred_at' ? `occurred_at - INTERVAL ${day} DAY` : column;
  });
  await store.command(
    `INSERT INTO actions (${columns.join(', ')}) SELECT ${moved.join(', ')} FROM actions WHERE NOT match(event_id, '-day[0-9]+$')`,
  );
}

const HASHES = ['reg_ip', 'reg_network', 'reg_device', 'reg_email_domain', 'reg_phone_prefix'];
const TEXTS = ['handle', 'handle_stem', 'avatar_hash', 'bio', 'reg_invited_by', 'mcn_id'];

/** Nine more cities of accounts, known and silent, registered at other times and with nothing in common with the first. */
async function addAccounts(store: Store): Promise<void> {
  const columns = await plainColumns(store, 'accounts');
  const copied = columns.map((column) => {
    if (column === 'account_id') return "concat(account_id, '-', toString(copy))";
    if (column === 'registered_at') return 'registered_at - INTERVAL (copy + 1) * 37 HOUR';
    if (HASHES.includes(column))
      return `if(isNull(${column}), NULL, sipHash64(assumeNotNull(${column}), copy))`;
    if (TEXTS.includes(column)) return `if(${column} = '', '', concat(${column}, '~', toString(copy)))`;
    return column;
  });
  await store.command(
    `INSERT INTO accounts (${columns.join(', ')}) SELECT ${copied.join(', ')} FROM accounts ARRAY JOIN range(9) AS copy`,
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
  const known = async () =>
    Number((await store.rows('SELECT uniqExact(account_key) AS n FROM accounts'))[0]?.n);
  const before = await known();
  await addAccounts(store);
  console.log(`${million(before)} known accounts, then ${million(await known())}:`);
  await cycle(store, 1);
  await store.close();
} finally {
  await rm(directory, { recursive: true, force: true });
}
