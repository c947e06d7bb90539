/** A large cluster in a store: 2,000 accounts and 100,000 edges beside a platform's actions, as benches of its page need it. */
import type { Store } from '../src/storage/index.ts';
import { MODEL } from '../src/verdicts/index.ts';

export const [RUN, CLUSTER] = ['bench', 'c_bench'];
export const DAY_MS = 86_400_000;
export const FROM = Date.UTC(2026, 4, 1);
const PER_ACCOUNT = 40;
const ID = "concat('member-', leftPad(toString(number), 6, '0'))";
const HASH = 'sipHash64(number, ';
/** Ten groups that share most of their edges, as louvain would cut them. */
const END = (salt: number) =>
  `concat('member-', leftPad(toString(intDiv(${HASH}1) % 10 * {accounts:UInt32}, 10) + ${HASH}${salt}) % if(${HASH}9) % 20 = 0, {accounts:UInt32}, intDiv({accounts:UInt32}, 10))), 6, '0'))`;

export async function fillLargeCluster(
  store: Store,
  {
    accounts,
    edges,
    actions,
  }: { readonly accounts: number; readonly edges: number; readonly actions: number },
): Promise<void> {
  const params = {
    accounts,
    edges,
    platform: actions,
    from: FROM,
    day: DAY_MS,
    run: RUN,
    cluster: CLUSTER,
  };
  await store.command(
    `INSERT INTO actions (event_id, account_id, action, target_id, target_account_id, occurred_at, text, network, device, source, partition, offset)
    SELECT concat('e', toString(number)),
      if(number < {accounts:UInt32} * ${PER_ACCOUNT}, concat('member-', leftPad(toString(number % {accounts:UInt32}), 6, '0')), concat('user-', toString(${HASH}1) % 100000))),
      ['like', 'comment', 'share', 'view'][number % 4 + 1], concat('target-', toString(${HASH}2) % 20000)), concat('owner-', toString(${HASH}2) % 500)),
      fromUnixTimestamp64Milli(toInt64({from:Int64} + ${HASH}3) % {day:Int64}), 'UTC'),
      if(number % 8 = 1, concat('这家店的服务真的很不错 推荐给大家 it is worth a visit ', toString(${HASH}4) % 50)), ''), ${HASH}5) % 5000, ${HASH}6) % 90000, 'bench', 0, number
    FROM numbers({platform:UInt64})`,
    params,
  );
  await store.command(
    `INSERT INTO accounts (account_id, observed_at, registered_at, handle, display_name, bio, followers, following, source, partition, offset)
    SELECT ${ID}, now64(3), fromUnixTimestamp64Milli(toInt64({from:Int64} - ${HASH}7) % 90000000000), 'UTC'), concat('名字', toString(number)), concat('name ', toString(number)),
      'a bio', number % 50, number % 300, 'bench', 0, number FROM numbers({accounts:UInt32})`,
    params,
  );
  await store.command(
    `INSERT INTO members (run_id, cluster_id, account_id, membership)
    SELECT {run:String}, {cluster:String}, ${ID}, if(number % 5 = 0, 'peripheral', 'core') FROM numbers({accounts:UInt32})`,
    params,
  );
  await store.command(
    `INSERT INTO edges (run_id, account_a, account_b, trace, meetings, surprise_nats, first_at, last_at)
    SELECT {run:String}, least(a, b), greatest(a, b), trace, any(meetings), any(nats), any(at), any(at) + 600
    FROM (
      SELECT ${END(21)} AS a, ${END(22)} AS b, ['co-like', 'co-comment', 'co-share', 'near-text'][number % 4 + 1] AS trace, 2 + ${HASH}8) % 20 AS meetings,
        8 + ${HASH}8) % 40000 / 1000 AS nats, fromUnixTimestamp64Milli(toInt64({from:Int64} + ${HASH}3) % 80000000), 'UTC') AS at
      FROM numbers({edges:UInt64} * 2))
    WHERE a != b GROUP BY 1, 2, 3, 4 LIMIT {edges:UInt64}`,
    params,
  );
  const line = {
    cluster_id: CLUSTER,
    campaign_id: 'k_bench',
    verdict: 'water_army',
    probability: 0.99,
    patterns: ['engagement_boost'],
    window: { from: new Date(FROM).toISOString(), to: new Date(FROM + DAY_MS).toISOString() },
    accounts: Array.from({ length: accounts }, (_, i) => ({
      account_id: `member-${String(i).padStart(6, '0')}`,
      membership: i % 5 === 0 ? 'peripheral' : 'core',
    })),
    signals: [],
    against: [],
    explanation: { en: '', zh: '' },
    model_version: MODEL.version,
  };
  await store.insertRows('verdicts', [
    {
      run_id: RUN,
      cluster_id: CLUSTER,
      campaign_id: 'k_bench',
      verdict: 'water_army',
      probability: 0.99,
      patterns: [],
      model_version: MODEL.version,
      decided_at: FROM,
      body: JSON.stringify(line),
    },
  ]);
  await store.insertRows('runs', [
    {
      run_id: RUN,
      model_version: MODEL.version,
      window_from: FROM,
      window_to: FROM + DAY_MS,
      horizon: 'all',
      finished_at: FROM,
      summary: '{}',
    },
  ]);
}
