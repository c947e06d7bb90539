/** Each panel's figures, found again in another way; and that one selection means the same to all of them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  ClusterAccounts,
  ClusterPage,
  Raster,
  RawActions,
  Registrations,
  Targets,
  Texts,
} from '../../../src/console/contract/index.ts';
import { raster } from '../../../src/console/evidence/raster.ts';
import { evidenceHash } from '../../../src/contract/evidence-hash.ts';
import type { VerdictLine } from '../../../src/contract/index.ts';
import { foldText } from '../../../src/text/index.ts';
import { MODEL, probabilityOf } from '../../../src/verdicts/index.ts';
import { armyOf, type TownPages, townPages } from './support.ts';

let town: TownPages;
let army: VerdictLine;
beforeAll(async () => {
  town = await townPages();
  army = armyOf(town.verdicts);
});
afterAll(() => town.close());

const members = () => army.accounts.map(({ account_id }) => account_id);
/** The plain way: folded by the engine, compared by list. */
const byHand = (columns: string, more = '') =>
  town.store.rows(
    `SELECT ${columns} FROM actions FINAL WHERE account_id IN (SELECT arrayJoin({members:Array(String)})) ${more}`,
    { members: members() },
  );
const panel = <T>(path: string) => town.panel<T>(army.cluster_id, path);

describe('the head of the page', () => {
  test('shows the verdict line as it was stored, and its hash', async () => {
    const page = await panel<ClusterPage>('');
    expect(page.verdict).toEqual(army);
    expect(page.evidence_hash).toBe(evidenceHash(army));
    expect(page.case_id).toBe(army.campaign_id);
  });

  test('its kinds add up to the probability', async () => {
    const { kinds, verdict } = await panel<ClusterPage>('');
    for (const { nats, found_nats } of kinds) expect(nats).toBeLessThanOrEqual(found_nats);
    const forIt = kinds.reduce((sum, { nats }) => sum + (nats ?? 0), 0);
    const against = verdict.against.reduce((sum, { weight_nats }) => sum + Math.abs(weight_nats), 0);
    expect(probabilityOf(MODEL.priorNats + forIt - against, MODEL)).toBeCloseTo(verdict.probability, 5);
  });

  test('why comes strongest first and abstentions say why', async () => {
    const { why, abstained } = await panel<ClusterPage>('');
    const weights = why.map(({ weight_nats }) => weight_nats);
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
    expect(why).toHaveLength(army.signals.filter(({ weight_nats }) => weight_nats > 0).length);
    expect(abstained).toHaveLength(army.signals.filter((signal) => signal.abstained !== null).length);
  });

  test('counts actions and edges as the tables do', async () => {
    const { actions, traces } = await panel<ClusterPage>('');
    expect([{ n: String(actions) }]).toEqual(await byHand('count() AS n'));
    const own = new Set(members());
    const edges = await town.store.rows('SELECT account_a, account_b FROM edges FINAL');
    const inside = edges.filter((edge) => own.has(String(edge.account_a)) && own.has(String(edge.account_b)));
    expect(traces.reduce((sum, trace) => sum + trace.edges, 0)).toBe(inside.length);
  });
});

describe('panels', () => {
  test('the raster has a tick for each act, at its time', async () => {
    const ticks = await panel<Raster>('/raster');
    const told = ticks.at.map(
      (at, i) => `${at} ${ticks.accounts[ticks.account[i] ?? -1]} ${ticks.actions[ticks.action[i] ?? -1]}`,
    );
    const rows = await byHand('toUnixTimestamp64Milli(occurred_at) AS at, account_id, action');
    expect(told.sort()).toEqual(rows.map((row) => `${row.at} ${row.account_id} ${row.action}`).sort());
    expect(ticks.thinned).toBe(false);
    for (const [index, { actions }] of ticks.targets.entries())
      expect(ticks.target.filter((target) => target === index)).toHaveLength(actions);
  });

  test('a thinned raster keeps exactly so many ticks, and of each target its share', async () => {
    const params = {
      run: town.runId,
      cluster: army.cluster_id,
      from: 0,
      to: Date.UTC(2030, 1),
      accounts: [],
      targets: [],
    };
    const whole = await raster(town.store, params);
    const thin = await raster(town.store, params, 500);
    expect(thin).toMatchObject({ total: whole.total, thinned: true, targets: whole.targets });
    expect(thin.at).toHaveLength(500);
    const share = 500 / whole.total;
    for (const [index, { actions }] of thin.targets.entries()) {
      const kept = thin.target.filter((target) => target === index).length;
      expect(Math.abs(kept - actions * share)).toBeLessThanOrEqual(1);
    }
  });

  test('registrations by bucket are those of the profiles, beside everybody', async () => {
    const { bucket_ms, buckets, cluster_total, platform_total, unknown } =
      await panel<Registrations>('/registrations');
    const rows = await town.store.rows(
      'SELECT account_id, toUnixTimestamp64Milli(registered_at) AS ms FROM accounts_now WHERE registered_at IS NOT NULL',
    );
    const own = new Set(members());
    const ours = rows.filter(({ account_id }) => own.has(String(account_id)));
    expect(cluster_total).toBe(ours.length);
    expect(cluster_total + unknown).toBe(own.size);
    const inBucket = (at: string, all: typeof rows) =>
      all.filter(({ ms }) => Number(ms) >= Date.parse(at) && Number(ms) < Date.parse(at) + bucket_ms).length;
    for (const { at, cluster, platform } of buckets)
      expect({ cluster, platform }).toEqual({ cluster: inBucket(at, ours), platform: inBucket(at, rows) });
    expect(buckets.reduce((sum, bucket) => sum + bucket.cluster, 0)).toBe(cluster_total);
    expect(buckets.reduce((sum, bucket) => sum + bucket.platform, 0)).toBe(platform_total);
    // The batch stands out, whatever lies around it.
    expect(Math.max(...buckets.map((bucket) => bucket.cluster))).toBeGreaterThan(cluster_total / 2);
  });

  test('families hold texts that are alike, and no text is lost', async () => {
    const { families, texts, read, without_family } = await panel<Texts>('/texts');
    expect([{ n: String(texts) }]).toEqual(await byHand('count() AS n', "AND text != ''"));
    expect(read).toBe(texts);
    expect(without_family).toBeLessThan(texts);
    const raws = new Map((await byHand('event_id, text')).map((row) => [row.event_id, String(row.text)]));
    for (const family of families) {
      expect(family.texts).toBeGreaterThan(1);
      for (const { event_id, raw, folded } of family.samples) {
        expect(raw).toBe(raws.get(event_id));
        expect(folded).toBe(foldText(raw));
      }
    }
    expect(families.some(({ distinct, template }) => distinct > 1 && template.includes('{…}'))).toBe(true);
  });

  test('targets say whose they are and how much of the attention is the cluster’s', async () => {
    const { targets, total, actions } = await panel<Targets>('/targets');
    const [sums] = await byHand('uniqExact(target_id) AS total, count() AS actions');
    expect({ total: String(total), actions: String(actions) }).toEqual(sums);
    const [first] = targets;
    const everybody = await town.store.rows(
      'SELECT uniqExact(account_id) AS n FROM actions FINAL WHERE target_id = {target:String}',
      { target: first?.target_id ?? '' },
    );
    expect([{ n: String(first?.platform_accounts) }]).toEqual(everybody);
    for (const { accounts, platform_accounts } of targets)
      expect(accounts).toBeLessThanOrEqual(platform_accounts);
  });

  test('accounts have the figures of their own acts and edges', async () => {
    const { accounts, total } = await panel<ClusterAccounts>('/accounts?sort=actions&order=desc');
    expect(total).toBe(army.accounts.length);
    expect(accounts.map(({ actions }) => actions)).toEqual(
      accounts.map(({ actions }) => actions).toSorted((a, b) => b - a),
    );
    const rows = await byHand(
      'account_id, count() AS actions, uniqExact(target_id) AS targets, min(occurred_at) AS first_at, uniqExactIf(device, device != 0) AS devices',
      'GROUP BY account_id',
    );
    for (const row of rows)
      expect(accounts.find(({ account_id }) => account_id === row.account_id)).toMatchObject({
        actions: Number(row.actions),
        targets: Number(row.targets),
        first_at: row.first_at,
        devices: Number(row.devices),
      });
    const [account] = accounts;
    const edges = await town.store.rows(
      'SELECT account_a, account_b FROM edges FINAL WHERE {id:String} IN (account_a, account_b)',
      { id: account?.account_id ?? '' },
    );
    const own = new Set(members());
    const partners = new Set(
      edges
        .map((edge) => String(edge.account_a === account?.account_id ? edge.account_b : edge.account_a))
        .filter((id) => own.has(id)),
    );
    expect(account?.edges).toBe(partners.size);
  });

  test('pages of accounts and of actions are parts of the whole', async () => {
    const whole = await panel<ClusterAccounts>('/accounts?sort=account_id&order=asc');
    const part = await panel<ClusterAccounts>('/accounts?sort=account_id&order=asc&offset=5&limit=7');
    expect(part).toEqual({ accounts: whole.accounts.slice(5, 12), total: whole.total });
    const first = await panel<RawActions>('/actions?limit=100');
    const next = await panel<RawActions>('/actions?limit=50&offset=50');
    expect(next.actions).toEqual(first.actions.slice(50));
  });
});

describe('one selection', () => {
  const FROM = '2026-05-02T09:00:00.000Z';
  const TO = '2026-05-02T12:30:00.500Z';
  const some = () => members().slice(0, 9).map(encodeURIComponent).join(',');
  const cases: readonly [string, () => string, () => string][] = [
    ['nothing', () => '', () => ''],
    [
      'a window',
      () => `from=${FROM}&to=${TO}`,
      () => `AND occurred_at >= '${FROM.slice(0, -1)}' AND occurred_at < '${TO.slice(0, -1)}'`,
    ],
    [
      'accounts',
      () => `accounts=${some()}`,
      () =>
        `AND account_id IN (${members()
          .slice(0, 9)
          .map((id) => `'${id}'`)})`,
    ],
    ['a window without acts', () => 'from=2026-05-02T10:00:00Z&to=2026-05-02T10:00:00Z', () => 'AND 0'],
    ['a window after the run', () => 'from=2027-01-01T00:00:00Z', () => 'AND 0'],
  ];
  test.each(cases)('of %s means the same acts to all panels', async (_, query, sql) => {
    const [count] = await byHand('count() AS n', sql());
    const expected = Number(count?.n);
    const [ticks, targets, accounts, actions] = await Promise.all([
      panel<Raster>(`/raster?${query()}`),
      panel<Targets>(`/targets?${query()}`),
      panel<ClusterAccounts>(`/accounts?${query()}`),
      panel<RawActions>(`/actions?${query()}`),
    ]);
    expect({
      raster: ticks.total,
      ticks: ticks.at.length,
      targets: targets.actions,
      accounts: accounts.accounts.reduce((sum, row) => sum + row.actions, 0),
      actions: actions.total,
    }).toEqual({
      raster: expected,
      ticks: expected,
      targets: expected,
      accounts: expected,
      actions: expected,
    });
  });

  test('of a target narrows every panel to it', async () => {
    const { targets } = await panel<Targets>('/targets');
    const [chosen] = targets;
    const query = `targets=${encodeURIComponent(chosen?.target_id ?? '')}`;
    const narrowed = await panel<Targets>(`/targets?${query}`);
    expect(narrowed.targets.map(({ target_id }) => target_id)).toEqual([chosen?.target_id]);
    expect((await panel<RawActions>(`/actions?${query}`)).total).toBe(chosen?.actions);
    expect((await panel<Raster>(`/raster?${query}`)).total).toBe(chosen?.actions);
  });
});

test('an event that is told twice, hours apart, is one act; it is that of whose row counts', async () => {
  const before = (await panel<RawActions>('/actions')).total;
  const [member = ''] = members();
  const row = (event_id: string, account_id: string, hour: number) => ({
    event_id,
    account_id,
    action: 'like',
    target_id: 'told twice',
    occurred_at: Date.UTC(2026, 4, 2, hour, 30),
    source: 'test',
    partition: 0,
    offset: hour,
  });
  const twice = ['t1', 't2', 't3', 't4', 't5', 't6'];
  await town.store.insertRows('actions', [
    ...twice.flatMap((id) => [row(id, member, 9), row(id, member, 14)]),
    ...twice.flatMap((id) => [row(`${id} of two`, member, 9), row(`${id} of two`, 'a stranger', 14)]),
  ]);
  const [counted] = await town.store.rows(
    `SELECT countIf(who = {member:String}) AS n FROM (
      SELECT argMax(account_id, row_hash) AS who FROM actions WHERE target_id = 'told twice' GROUP BY event_id)`,
    { member },
  );
  expect(Number(counted?.n)).toBeGreaterThanOrEqual(6);
  expect((await panel<RawActions>('/actions')).total).toBe(before + Number(counted?.n));
  const { targets } = await panel<Targets>('/targets?targets=told%2520twice');
  expect(targets.map(({ actions }) => actions)).toEqual([Number(counted?.n)]);
  const { actions } = await panel<RawActions>('/actions?targets=told%2520twice');
  expect(actions.every(({ account_id }) => account_id === member)).toBe(true);
  expect(actions).toHaveLength(Number(counted?.n));
});
