/** Published data through the same detector, where somebody has it: what is known of real accounts, and what becomes of them. */
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import type { VerdictLine } from '../../contract/index.ts';
import { detect } from '../../detection/index.ts';
import { type InputSpec, ingestFiles } from '../../ingest/index.ts';
import { migrate, openStore } from '../../storage/index.ts';
import { type Share, wilson } from '../../verdicts/index.ts';
import { accuses, type Level } from '../evaluation/index.ts';

/** Accounts of one kind in one case. */
export interface RealRow {
  readonly name: string;
  readonly about: string;
  readonly honest: boolean;
  readonly accounts: number;
  readonly waterArmy: Share;
  readonly coordinated: Share;
}

type Table = readonly Readonly<Record<string, string>>[];

interface Part {
  readonly about: string;
  readonly honest: boolean;
  readonly file: string;
  /** Who of the table is asked about. */
  readonly accounts: (rows: Table) => readonly string[];
}

interface Case {
  readonly name: string;
  readonly inputs: readonly Omit<InputSpec, 'name'>[];
  readonly parts: readonly Part[];
}

const RING = 'github_stars/ring_stars.csv';
const VIRAL = 'github_stars/organic_viral_stars.csv';
const SUSPECTED = 'github_stars/suspected_stars.csv';
const IRA = 'reddit_ira/accounts.csv';

const STARS = {
  map: { account_id: 'account', target_id: 'repo', occurred_at: 'starred_at' },
  set: { type: 'action', action: 'like' },
};
const all = (column: string) => (rows: Table) => rows.map((row) => row[column] ?? '');

function withThree(rows: Table): readonly string[] {
  const stars = Map.groupBy(rows, ({ account = '' }) => account);
  return [...stars].filter(([, given]) => given.length >= 3).map(([account]) => account);
}

const CASES: readonly Case[] = [
  {
    name: 'stars for hire (StarScout) beside a repository that went viral',
    inputs: [RING, VIRAL, SUSPECTED].map((path) => ({ path, ...STARS })),
    parts: [
      { about: 'ring, three stars or more', honest: false, file: RING, accounts: withThree },
      {
        about: 'suspected by low activity, weak label',
        honest: false,
        file: SUSPECTED,
        accounts: all('account'),
      },
      { about: 'viral repository', honest: true, file: VIRAL, accounts: all('account') },
    ],
  },
  {
    name: 'registrations of a troll farm (Reddit, 2018) beside organic ones',
    inputs: [
      { path: IRA, map: { registered_at: 'created_utc', handle: 'name' }, set: { type: 'account' } },
      {
        path: VIRAL,
        map: { account_id: 'account', registered_at: 'account_created_at' },
        set: { type: 'account' },
      },
    ],
    parts: [
      { about: 'troll farm', honest: false, file: IRA, accounts: all('account_id') },
      { about: 'organic', honest: true, file: VIRAL, accounts: all('account') },
    ],
  },
];

/** The rows of all cases whose files are in `directory`. */
export async function runRealData(directory: string, now: number): Promise<readonly RealRow[]> {
  const rows: RealRow[] = [];
  for (const one of CASES) {
    const at = (path: string) => join(directory, path);
    if (!one.inputs.every(({ path }) => existsSync(at(path)))) continue;
    const inputs = one.inputs.map((input) => ({ ...input, name: input.path, path: at(input.path) }));
    const verdicts = await verdictsOf(inputs, now);
    for (const { about, honest, file, accounts } of one.parts) {
      const asked = new Set(accounts(await readTable(at(file))));
      const share = (level: Level) => wilson(countIn(verdicts, asked, level), asked.size);
      rows.push({
        name: one.name,
        about,
        honest,
        accounts: asked.size,
        waterArmy: share('water_army'),
        coordinated: share('coordinated'),
      });
    }
  }
  return rows;
}

async function verdictsOf(inputs: readonly InputSpec[], now: number): Promise<readonly VerdictLine[]> {
  const store = await openStore({ kind: 'memory' });
  try {
    await migrate(store, { now: () => now });
    await ingestFiles({ inputs, store, options: { now, pseudonymKey: new Uint8Array(32).fill(7) } });
    return (await detect({ store, runId: 'real data' })).verdicts;
  } finally {
    await store.close();
  }
}

function countIn(verdicts: readonly VerdictLine[], asked: ReadonlySet<string>, level: Level): number {
  const named = new Set<string>();
  for (const { verdict, accounts } of verdicts)
    if (accuses(verdict, level))
      for (const { account_id } of accounts) if (asked.has(account_id)) named.add(account_id);
  return named.size;
}

async function readTable(path: string): Promise<Table> {
  const rows: Record<string, string>[] = [];
  for await (const row of createReadStream(path).pipe(parse({ columns: true }))) rows.push(row);
  return rows;
}
