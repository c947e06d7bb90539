/** The facts of each cluster, read back from the store: members, their raw actions, named gatherings. */
import type { ActionName, Membership } from '../contract/index.ts';
import type {
  Cadence,
  ClusterView,
  Gathering,
  GroupEvidence,
  Member,
  MemberAction,
} from '../signals/index.ts';
import type { Store } from '../storage/index.ts';
import type { AccountIndex } from './account-index.ts';
import type { KindGathering } from './group-evidence.ts';
import type { NearCopies } from './near-copies.ts';
import type { KindTraces, TimeWindow } from './read-traces.ts';

/** Actions read per cluster; beyond it a cluster's later actions are not looked at (its gatherings always are). */
export const MAX_ACTIONS_PER_CLUSTER = 50_000;
/** Gatherings kept per cluster, strongest first. */
const MAX_GATHERINGS = 500;

/** A cluster as accounts, before anything is known of them. */
export interface Candidate {
  /** Account indexes and how each belongs, by index. */
  readonly members: readonly { readonly account: number; readonly membership: Membership }[];
  readonly gatherings: readonly KindGathering[];
  readonly together: GroupEvidence;
  readonly registrationCadence: Cadence | null;
}

export interface ViewInput {
  readonly store: Store;
  readonly runId: string;
  readonly window: TimeWindow;
  readonly accounts: AccountIndex;
  readonly traces: readonly KindTraces[];
  readonly copies: NearCopies;
  /** Names of buckets, by kind; given the wanted ones of each kind. */
  readonly nameBuckets: (
    buckets: readonly ReadonlySet<number>[],
  ) => Promise<readonly ReadonlyMap<number, string>[]>;
}

const OF_MEMBERS =
  "account_key IN (SELECT account_key FROM traces WHERE run_id = {run:String} AND kind = 'member')";

const MEMBERS = `
  SELECT m.bucket AS cluster, toString(m.account_key) AS key, coalesce(n.account_id, a.id) AS id,
         toUnixTimestamp64Milli(n.registered_at) AS registered, hex(n.reg_network) AS network,
         n.handle AS handle, n.handle_stem AS stem, n.handle_shape AS shape, n.avatar_hash AS avatar, n.bio AS bio,
         n.verified AS verified, n.mcn_id AS operator, d.devices AS devices
  FROM (SELECT bucket, account_key FROM traces WHERE run_id = {run:String} AND kind = 'member') AS m
  LEFT JOIN (SELECT * FROM accounts_now WHERE ${OF_MEMBERS}) AS n ON n.account_key = m.account_key
  LEFT JOIN (SELECT account_key, any(account_id) AS id FROM actions WHERE ${OF_MEMBERS} GROUP BY account_key) AS a
    ON a.account_key = m.account_key
  LEFT JOIN (
    SELECT account_key, arraySort(groupUniqArray(100)(hex(value))) AS devices
    FROM (
      SELECT device AS value, account_key FROM actions FINAL WHERE device != 0
        AND occurred_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND occurred_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
      UNION DISTINCT
      SELECT assumeNotNull(reg_device) AS value, account_key FROM accounts WHERE ifNull(reg_device, 0) != 0
    )
    WHERE ${OF_MEMBERS}
    GROUP BY account_key
  ) AS d ON d.account_key = m.account_key
  ORDER BY cluster, m.account_key
  SETTINGS join_use_nulls = 1`;

const ACTIONS = `
  SELECT m.bucket AS cluster, toString(a.account_key) AS key, toString(a.event_key) AS event, action, target_id, target_account_id,
         toUnixTimestamp64Milli(occurred_at) AS at, text, url_domains, topics
  FROM (
    SELECT * , account_key, event_key FROM actions FINAL
    WHERE occurred_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND occurred_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
      AND ${OF_MEMBERS}
  ) AS a
  INNER JOIN (SELECT bucket, account_key FROM traces WHERE run_id = {run:String} AND kind = 'member') AS m
    ON a.account_key = m.account_key
  ORDER BY cluster, occurred_at, event_key
  LIMIT ${MAX_ACTIONS_PER_CLUSTER} BY cluster`;

/** Views of all candidates, in their order. Writes the members as scratch traces of the run, which the queries join. */
export async function readClusterViews(
  candidates: readonly Candidate[],
  input: ViewInput,
): Promise<readonly ClusterView[]> {
  const { store, runId, window, accounts } = input;
  const scratch = candidates.flatMap((candidate, cluster) =>
    candidate.members.map(({ account }) => ({
      run_id: runId,
      kind: 'member',
      bucket: String(cluster),
      at: 0,
      account_key: String(accounts.keys[account]),
      event_key: '0',
    })),
  );
  await store.insertRows('traces', scratch);
  const params = { run: runId, from: window.from, to: window.to };
  const memberOf = candidates.map(
    ({ members }) => new Map(members.map(({ account }, member) => [String(accounts.keys[account]), member])),
  );
  const members = candidates.map((candidate): Member[] => new Array(candidate.members.length));
  for (const row of await store.rows(MEMBERS, params)) {
    const cluster = Number(row.cluster);
    const index = memberOf[cluster]?.get(String(row.key)) as number;
    const membership = candidates[cluster]?.members[index]?.membership as Membership;
    (members[cluster] as Member[])[index] = memberFrom(row, membership);
  }
  const actions = candidates.map((): MemberAction[] => []);
  for (const row of await store.rows(ACTIONS, params)) {
    const cluster = Number(row.cluster);
    const member = memberOf[cluster]?.get(String(row.key)) as number;
    actions[cluster]?.push(actionFrom(row, member, input.copies));
  }
  const gatherings = await nameGatherings(candidates, input);
  return candidates.map((candidate, cluster) => ({
    members: members[cluster] as Member[],
    actions: actions[cluster] as MemberAction[],
    gatherings: gatherings[cluster] as Gathering[],
    together: candidate.together,
    registrationCadence: candidate.registrationCadence,
  }));
}

const textOrNull = (value: unknown): string | null =>
  value === null || value === undefined || value === '' ? null : String(value);

function memberFrom(row: Readonly<Record<string, unknown>>, membership: Membership): Member {
  return {
    accountId: String(row.id),
    membership,
    registeredAt: row.registered === null ? null : Number(row.registered),
    registrationNetwork: textOrNull(row.network),
    handle: textOrNull(row.handle),
    handleStem: textOrNull(row.stem),
    handleShape: textOrNull(row.shape),
    avatarHash: textOrNull(row.avatar),
    bio: textOrNull(row.bio),
    verified: row.verified === null ? null : Number(row.verified) === 1,
    operator: textOrNull(row.operator),
    devices: (row.devices as readonly string[] | null) ?? [],
  };
}

function actionFrom(
  row: Readonly<Record<string, unknown>>,
  member: number,
  copies: NearCopies,
): MemberAction {
  const text = String(row.text);
  return {
    member,
    action: String(row.action) as ActionName,
    targetId: String(row.target_id),
    targetAccountId: String(row.target_account_id),
    at: Number(row.at),
    text,
    textFamily: text === '' ? null : copies.familyOf(BigInt(String(row.event))),
    domains: row.url_domains as readonly string[],
    topics: row.topics as readonly string[],
  };
}

async function nameGatherings(candidates: readonly Candidate[], input: ViewInput): Promise<Gathering[][]> {
  const strength = (gathering: KindGathering) => (gathering.members.length - 1) * gathering.natsPerMember;
  const kept = candidates.map((candidate) =>
    [...candidate.gatherings]
      .sort((a, b) => strength(b) - strength(a) || a.kind - b.kind || a.from - b.from || a.bucket - b.bucket)
      .slice(0, MAX_GATHERINGS),
  );
  const buckets = input.traces.map(() => new Set<number>());
  for (const gathering of kept.flat()) buckets[gathering.kind]?.add(gathering.bucket);
  const names = await input.nameBuckets(buckets);
  return kept.map((list, cluster) => {
    const memberOf = new Map(candidates[cluster]?.members.map(({ account }, member) => [account, member]));
    return list.map((gathering): Gathering => {
      const { kind } = input.traces[gathering.kind] as KindTraces;
      return {
        trace: kind.name,
        label: kind.label,
        bucket: names[gathering.kind]?.get(gathering.bucket) ?? '',
        from: gathering.from,
        to: gathering.to,
        members: [...gathering.members].map((account) => memberOf.get(account) as number),
        population: gathering.population,
        natsPerMember: gathering.natsPerMember,
      };
    });
  });
}
