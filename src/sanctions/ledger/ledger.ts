/** The ledger: what was done about accounts, in a chain of hashes that shows any change. Appended, never changed. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import type { Store } from '../../storage/index.ts';

/**
 * `approve`: a person agrees to a plan · `slice`: canary or rest begins · `apply`, `revert`, `expire`: a measure begins, is taken
 * back, ends by itself · `stop`: a plan goes no further · `halt`, `resume`: the switch for everything · `appeal`, `ruling`: an
 * account objects, and what came of it.
 */
export const ENTRIES = [
  'approve',
  'slice',
  'apply',
  'revert',
  'expire',
  'stop',
  'halt',
  'resume',
  'appeal',
  'ruling',
] as const;
export type Entry = (typeof ENTRIES)[number];

const Row = z.object({
  seq: z.coerce.number(),
  prev_hash: z.string(),
  hash: z.string(),
  /** ISO 8601. */
  at: z.string(),
  entry: z.enum(ENTRIES),
  key: z.string(),
  plan_id: z.string(),
  campaign_id: z.string(),
  account_id: z.string(),
  measure: z.string(),
  actor: z.string(),
  body: z.string(),
});
export type LedgerRow = z.infer<typeof Row>;

/** An entry before it has its place; what does not concern it is left out. */
export type NewEntry = Pick<LedgerRow, 'entry' | 'actor'> &
  Partial<Pick<LedgerRow, 'key' | 'plan_id' | 'campaign_id' | 'account_id' | 'measure'>> & {
    readonly body?: Readonly<Record<string, unknown>>;
  };

/** What stands before the first row. */
const GENESIS = '0'.repeat(64);

const MOST_ATTEMPTS = 100;

/**
 * Appends what `prepare` says, all or nothing. `prepare` reads whatever it decides by; when somebody else appended meanwhile,
 * nothing was written and it is asked again. So caps and idempotency keys that it checks hold for all jobs together.
 *
 * @returns the rows as they stand in the ledger; none when `prepare` gave none.
 */
export async function appendLedger(
  store: Store,
  now: () => number,
  prepare: () => Promise<readonly NewEntry[]>,
): Promise<readonly LedgerRow[]> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const tail = await readTail(store);
    const entries = await prepare();
    if (entries.length === 0) return [];
    const at = new Date(Math.max(now(), tail === null ? 0 : Date.parse(tail.at))).toISOString();
    const rows = chain(tail, at, entries);
    const [first] = rows;
    if (first === undefined) return [];
    await store.insertRows('sanction_ledger', rows, { token: `ledger ${first.seq}` });
    const [written] = await store.rows(SELECT_HASH, { seq: first.seq });
    if (written?.hash === first.hash) return rows;
  }
  throw new Error(`sanctions/ledger: others appended first ${MOST_ATTEMPTS} times`);
}

export async function readTail(store: Store): Promise<LedgerRow | null> {
  const [row] = await store.rows(SELECT_TAIL);
  return row === undefined ? null : Row.parse(row);
}

/** Rows of the ledger in order; `where` is SQL of this room's own, with parameters. */
export async function readLedger(
  store: Store,
  where: string,
  params: Readonly<Record<string, string | number | readonly string[]>> = {},
): Promise<readonly LedgerRow[]> {
  const rows = await store.rows(
    `SELECT ${COLUMNS} FROM sanction_ledger WHERE ${where} ORDER BY seq, at, hash LIMIT 1 BY seq ${CONSISTENT}`,
    params,
  );
  return rows.map((row) => Row.parse(row));
}

export interface Broken {
  readonly seq: number;
  readonly why: 'changed' | 'missing' | 'not linked';
}

/** Walks the whole chain: null when every row is as it was written. A cut-off end shows only against a hash kept elsewhere. */
export async function verifyLedger(
  store: Store,
): Promise<{ rows: number; head: string; broken: Broken | null }> {
  let prev: Pick<LedgerRow, 'seq' | 'hash'> = { seq: 0, hash: GENESIS };
  for (;;) {
    const rows = await readLedger(store, 'seq > {after:UInt64} AND seq <= {after:UInt64} + 50000', {
      after: prev.seq,
    });
    const [last] = rows.length > 0 ? [] : await store.rows(SELECT_LAST_SEQ);
    if (rows.length === 0) {
      const broken =
        Number(last?.seq ?? 0) > prev.seq ? ({ seq: prev.seq + 1, why: 'missing' } as const) : null;
      return { rows: prev.seq, head: prev.hash, broken };
    }
    for (const row of rows) {
      const why =
        row.seq !== prev.seq + 1
          ? 'missing'
          : row.prev_hash !== prev.hash
            ? 'not linked'
            : row.hash !== hashOf(row)
              ? 'changed'
              : null;
      if (why !== null) return { rows: prev.seq, head: prev.hash, broken: { seq: prev.seq + 1, why } };
      prev = row;
    }
  }
}

function chain(tail: LedgerRow | null, at: string, entries: readonly NewEntry[]): readonly LedgerRow[] {
  let { seq, hash } = tail ?? { seq: 0, hash: GENESIS };
  return entries.map(({ body = {}, ...entry }) => {
    const row = {
      key: '',
      plan_id: '',
      campaign_id: '',
      account_id: '',
      measure: '',
      ...entry,
      seq: seq + 1,
      prev_hash: hash,
      at,
      body: canonicalize(body) ?? '{}',
    };
    ({ seq, hash } = { seq: row.seq, hash: hashOf(row) });
    return { ...row, hash };
  });
}

function hashOf({ hash: _, ...row }: Omit<LedgerRow, 'hash'> & { readonly hash?: string }): string {
  return createHash('sha256')
    .update(canonicalize(row) ?? '')
    .digest('hex');
}

const COLUMNS =
  'seq, prev_hash, hash, at, entry, key, plan_id, campaign_id, account_id, measure, actor, body';
const CONSISTENT = 'SETTINGS select_sequential_consistency = 1';
// Of two rows with one number, which the token forbids, the older one counts, for everybody.
const SELECT_TAIL = `SELECT ${COLUMNS} FROM sanction_ledger ORDER BY seq DESC, at, hash LIMIT 1 ${CONSISTENT}`;
const SELECT_HASH = `SELECT hash FROM sanction_ledger WHERE seq = {seq:UInt64} ORDER BY at, hash LIMIT 1 ${CONSISTENT}`;
const SELECT_LAST_SEQ = `SELECT max(seq) AS seq FROM sanction_ledger ${CONSISTENT}`;
