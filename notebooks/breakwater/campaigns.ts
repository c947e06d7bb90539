/** What the accounts of several campaigns have in common. */
import type { Graph } from '../../src/console/contract/index.ts';
import { numbersOf, readColumns, textsOf } from '../../src/console/evidence/columns.ts';
import { computeLayout } from '../../src/console/layout/compute-layout.ts';
import type { Store } from '../../src/storage/index.ts';

export interface SharedFact {
  readonly a: string;
  readonly b: string;
  readonly kind: 'device' | 'network' | 'registration hour' | 'inviter' | 'operator' | 'target';
  /** Different values that accounts of both have; both ways round, and each campaign with itself. */
  readonly values: number;
  /** Of all accounts that have one of these values, those in neither campaign. */
  readonly outsiders: number;
}

const SHARED = `
WITH
  members AS (SELECT DISTINCT campaign_id, account_id FROM campaign_members WHERE membership = 'core'),
  facts AS (
    SELECT DISTINCT account_id, fact.1 AS kind, fact.2 AS value FROM (
      SELECT account_id, arrayJoin(arrayFilter(pair -> pair.2 != '', [
        ('device', ifNull(toString(reg_device), '')), ('network', ifNull(toString(reg_network), '')),
        ('registration hour', ifNull(toString(toStartOfHour(registered_at)), '')),
        ('inviter', ifNull(reg_invited_by, '')), ('operator', ifNull(mcn_id, ''))])) AS fact
      FROM accounts)
    UNION ALL SELECT DISTINCT account_id, 'target', target_id FROM actions
  ),
  everybody AS (SELECT kind, value, toInt64(uniqExact(account_id)) AS all_accounts FROM facts GROUP BY kind, value),
  held AS (
    SELECT campaign_id, kind, value, count() AS accounts FROM facts INNER JOIN members USING (account_id)
    GROUP BY campaign_id, kind, value HAVING accounts >= 2
  )
SELECT a, b, kind, toUInt32(count()) AS values, toUInt32(sum(greatest(0, all_accounts - theirs))) AS outsiders
FROM (
  SELECT one.campaign_id AS a, other.campaign_id AS b, one.kind AS kind, one.value AS value,
    toInt64(if(a = b, one.accounts, one.accounts + other.accounts)) AS theirs
  FROM held AS one INNER JOIN held AS other ON one.kind = other.kind AND one.value = other.value
) AS pairs
INNER JOIN everybody USING (kind, value)
GROUP BY a, b, kind ORDER BY kind, a, b`;

/** Only what at least two accounts of each campaign have counts: one may be chance. Reads all accounts and acts. */
export async function sharedFacts(store: Store): Promise<readonly SharedFact[]> {
  const rows = await store.rows(SHARED);
  return rows.map((row) => ({
    a: String(row.a),
    b: String(row.b),
    kind: String(row.kind) as SharedFact['kind'],
    values: Number(row.values),
    outsiders: Number(row.outsiders),
  }));
}

const EDGES = `
SELECT account_a, account_b, toString(trace) AS kind, meetings, surprise_nats AS nats,
  toUnixTimestamp64Milli(first_at) AS first, toUnixTimestamp64Milli(last_at) AS last
FROM edges FINAL
WHERE run_id = {run:String} AND account_a IN {accounts:Array(String)} AND account_b IN {accounts:Array(String)} AND surprise_nats > 0
ORDER BY nats DESC, account_a, account_b, kind LIMIT 50000`;

/** The graph of any accounts by the edges of a run, laid out anew. O(edges + layout). */
export async function graphOf(store: Store, run: string, accounts: readonly string[]): Promise<Graph> {
  const id = [...new Set(accounts)].sort();
  const names = ['account_a', 'account_b', 'kind', 'meetings', 'nats', 'first', 'last'] as const;
  const columns = await readColumns(store, EDGES, { run, accounts: id }, names);
  const places = new Map(id.map((account, i) => [account, i]));
  const placesOf = (column: readonly string[]) => column.map((account) => places.get(account) ?? 0);
  const [a, b] = [placesOf(textsOf(columns.account_a)), placesOf(textsOf(columns.account_b))];
  const nats = [...numbersOf(columns.nats)];
  const layout = computeLayout({ nodes: id.length, ...summed(a, b, nats) });
  const traces = [...new Set(textsOf(columns.kind))].sort();
  return {
    layout: 'stored',
    traces,
    communities: new Set(layout.community).size,
    edges_cut: 0,
    nodes: {
      id,
      handle: id.map(() => ''),
      x: [...layout.x],
      y: [...layout.y],
      community: [...layout.community],
      membership: id.map(() => 1),
    },
    edges: {
      a,
      b,
      trace: textsOf(columns.kind).map((kind) => traces.indexOf(kind)),
      meetings: [...numbersOf(columns.meetings)],
      nats,
      first_at: [...numbersOf(columns.first)],
      last_at: [...numbersOf(columns.last)],
    },
  };
}

/** Each pair once, with the sum of its nats. */
function summed(a: readonly number[], b: readonly number[], nats: readonly number[]) {
  const sums = new Map<string, { a: number; b: number; nats: number }>();
  a.forEach((one, i) => {
    const other = b[i] ?? one;
    const pair = sums.get(`${one} ${other}`) ?? { a: one, b: other, nats: 0 };
    pair.nats += nats[i] ?? 0;
    sums.set(`${one} ${other}`, pair);
  });
  const pairs = [...sums.values()];
  return {
    a: Uint32Array.from(pairs, (pair) => pair.a),
    b: Uint32Array.from(pairs, (pair) => pair.b),
    nats: Float64Array.from(pairs, (pair) => pair.nats),
  };
}
