/** The table of the members: who they say they are, what they did in the selection, and how they are tied to the others. */
import type { z } from '@hono/zod-openapi';
import type { Store } from '../../storage/index.ts';
import { ACTS, TRACE_KINDS } from '../../traces/index.ts';
import { type AccountsQuery, ClusterAccount } from '../contract/index.ts';
import type { FoundCluster } from './find-cluster.ts';
import { masked } from './masking.ts';
import { MEMBERS, memberActs } from './member-acts.ts';
import { MEMBER_EDGES } from './member-edges.ts';
import { peopleDecided } from './people-decided.ts';
import { actsParams } from './selection.ts';

export type AccountRow = z.infer<typeof ClusterAccount>;

/** A bio may be a megabyte. */
const LONGEST_BIO = 2_000;
const LONGEST_NAME = 200;

/** The newest known value of each field, as `accounts_now` has it, of the members only. */
const PROFILES = `
SELECT account_id,
  substringUTF8(argMax(handle, (observed_at, row_hash)), 1, {longest_name:UInt32}) AS handle,
  substringUTF8(argMax(display_name, (observed_at, row_hash)), 1, {longest_name:UInt32}) AS display_name,
  substringUTF8(argMax(bio, (observed_at, row_hash)), 1, {longest_bio:UInt32}) AS bio,
  argMax(registered_at, (observed_at, row_hash)) AS registered_at,
  toFloat64(argMax(followers, (observed_at, row_hash))) AS followers,
  toFloat64(argMax(following, (observed_at, row_hash))) AS following,
  argMax(verified, (observed_at, row_hash)) = 1 AS verified
FROM accounts
WHERE account_key IN (SELECT sipHash64(account_id) FROM (${MEMBERS}))
GROUP BY account_id`;

const DONE = `
SELECT account_id, toUInt32(count()) AS actions, toUInt32(uniqExact(sipHash64(target_id))) AS targets,
  min(occurred_at) AS first_at, max(occurred_at) AS last_at,
  toUInt32(uniqExactIf(device, device != 0)) AS devices, toUInt32(uniqExactIf(network, network != 0)) AS networks
FROM ${memberActs('account_id, target_id, occurred_at, device, network')}
GROUP BY account_id`;

/** Ties as clustering weighs a pair: the same acts leave several traces, so of those only the most surprising counts. */
const TIES = `
SELECT arrayJoin([account_a, account_b]) AS account_id, toUInt32(count()) AS edges, round(sum(tie), 4) AS nats
FROM (
  SELECT account_a, account_b, arraySum(maxMap([source], [surprise_nats]).2) AS tie
  FROM (
    SELECT account_a, account_b, surprise_nats, transform(toString(trace), {traces:Array(String)}, {sources:Array(String)}, toString(trace)) AS source
    FROM ${MEMBER_EDGES}
  )
  GROUP BY account_a, account_b
)
GROUP BY account_id`;

const SOURCES = {
  traces: TRACE_KINDS.map(({ name }) => name),
  sources: TRACE_KINDS.map(({ family }) => (ACTS.has(family) ? 'acts' : family)),
};

export interface AccountsInput {
  readonly store: Store;
  readonly now: number;
  readonly cluster: FoundCluster;
  readonly query: Omit<AccountsQuery, 'offset' | 'limit'>;
  /** Whether handles, names and bios stay as they are. */
  readonly unmasked: boolean;
}

/** All members of the selection, sorted. Reads five results; O(members · log). */
export async function clusterAccounts(input: AccountsInput): Promise<readonly AccountRow[]> {
  const { store, now, cluster, query, unmasked } = input;
  const params = actsParams(cluster, query);
  const { run, cluster: id } = params;
  const [profiles, done, ties, decided] = await Promise.all([
    store
      .rows(PROFILES, { run, cluster: id, longest_bio: LONGEST_BIO, longest_name: LONGEST_NAME })
      .then(byAccount),
    store.rows(DONE, params).then(byAccount),
    store.rows(TIES, { run, cluster: id, ...SOURCES }).then(byAccount),
    peopleDecided(store, cluster, now),
  ]);
  const chosen = new Set(params.accounts);
  const rows = cluster.line.accounts
    .filter(({ account_id }) => chosen.size === 0 || chosen.has(account_id))
    .map(({ account_id, membership }) => {
      const profile = profiles.get(account_id);
      const row = ClusterAccount.parse({
        ...NOTHING_KNOWN,
        ...profile,
        ...done.get(account_id),
        ...ties.get(account_id),
        verified: profile === undefined || profile.verified === null ? null : Number(profile.verified) === 1,
        account_id,
        membership,
        removed: decided.removed.has(account_id),
        honest: decided.honest.has(account_id),
      });
      return unmasked ? row : maskedRow(row);
    });
  return rows.sort(inOrder(query.sort, query.order));
}

const NOTHING_KNOWN = {
  handle: null,
  display_name: null,
  bio: null,
  masked: false,
  registered_at: null,
  followers: null,
  following: null,
  actions: 0,
  targets: 0,
  edges: 0,
  nats: 0,
  first_at: null,
  last_at: null,
  devices: 0,
  networks: 0,
};

const maskedRow = (row: AccountRow): AccountRow => ({
  ...row,
  handle: masked(row.handle),
  display_name: masked(row.display_name),
  bio: null,
  masked: true,
});

type Row = Readonly<Record<string, unknown>>;

const byAccount = (rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [String(row.account_id), row]));

/** What is not known comes last, either way; equals by their id. Masked handles are sorted as they are shown, which tells no more. */
function inOrder(sort: AccountsQuery['sort'], order: AccountsQuery['order']) {
  const sign = order === 'asc' ? 1 : -1;
  return (a: AccountRow, b: AccountRow): number => {
    const [one, other] = [a[sort], b[sort]];
    if (one !== other) {
      if (one === null) return 1;
      if (other === null) return -1;
      return one < other ? -sign : sign;
    }
    return a.account_id < b.account_id ? -1 : 1;
  };
}
