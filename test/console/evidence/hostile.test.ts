/** Ids, names and texts of people who want to break something. */
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClusterAccounts, Graph, RawActions, Texts } from '../../../src/console/contract/index.ts';
import type { VerdictLine } from '../../../src/contract/index.ts';
import type { Person } from '../../support/console-caller.ts';
import { armyOf, type TownPages, townPages } from './support.ts';

const RUN = "run'; DROP TABLE acts; --";
const CLUSTER = 'c/../…\u202e\u0000{run:String}';
const AT = Date.UTC(2026, 4, 3, 10);
/** Accounts by id, with what they call themselves and what they wrote. */
const ACCOUNTS = [
  {
    id: "a'); DROP TABLE actions; --",
    handle: '=cmd|"/c calc"!A1',
    text: 'b\u200bu\u202ey this now, it is cheap today',
  },
  { id: 'b,with "quotes"\r\nand lines', handle: '@SUM(1+1)', text: 'buy this now, it is cheap today' },
  { id: '<script>alert(1)</script>', handle: '+1', text: 'buy this n\u043ew, it is cheap today!!' },
  { id: '__proto__', handle: '-2+3', text: '🎉🎉' },
  { id: '{run:String}', handle: '\tx', text: '🎊' },
  { id: '100%', handle: '\rx', text: `${'长'.repeat(300_000)}` },
] as const;
const BIO = 'x'.repeat(1024 * 1024);
const PANELS = [
  '',
  '/graph',
  '/graph.gexf',
  '/raster',
  '/registrations',
  '/texts',
  '/targets',
  '/accounts',
  '/accounts.csv',
  '/actions',
];
const ANA: Person = { role: 'analyst', user: 'ana' };

let town: TownPages;
let line: VerdictLine;
beforeAll(async () => {
  town = await townPages();
  const { store } = town;
  line = {
    ...armyOf(town.verdicts),
    cluster_id: CLUSTER,
    campaign_id: '',
    accounts: ACCOUNTS.map(({ id }) => ({ account_id: id, membership: 'core' as const })),
  };
  await store.insertRows('runs', [
    {
      run_id: RUN,
      model_version: 'm',
      window_from: AT,
      window_to: AT + 3_600_000,
      horizon: 'all',
      finished_at: 1,
      summary: '{}',
    },
  ]);
  await store.insertRows('verdicts', [
    {
      run_id: RUN,
      cluster_id: CLUSTER,
      verdict: line.verdict,
      probability: 1,
      patterns: [],
      model_version: 'm',
      decided_at: AT,
      body: JSON.stringify(line),
    },
  ]);
  await store.insertRows(
    'members',
    line.accounts.map((account) => ({ run_id: RUN, cluster_id: CLUSTER, ...account })),
  );
  await store.insertRows(
    'accounts',
    ACCOUNTS.map(({ id, handle }) => ({ account_id: id, observed_at: AT, handle, bio: BIO, source: 't' })),
  );
  await store.insertRows(
    'actions',
    ACCOUNTS.map(({ id, text }, i) => ({
      event_id: `e${i}`,
      account_id: id,
      action: 'post',
      target_id: `t'${i}`,
      occurred_at: AT + i,
      text,
      source: 't',
      partition: 0,
      offset: i,
    })),
  );
  await store.insertRows('edges', [
    {
      run_id: RUN,
      account_a: ACCOUNTS[0].id,
      account_b: ACCOUNTS[3].id,
      trace: "co-'like",
      meetings: 3,
      surprise_nats: 30,
      first_at: AT,
      last_at: AT,
    },
  ]);
  await post(ANA);
});
afterAll(() => town.close());

const urlOf = (path: string, run = RUN, cluster = CLUSTER) =>
  `/api/v1/clusters/${encodeURIComponent(run)}/${encodeURIComponent(cluster)}${path}`;
const post = (person: Person) =>
  town.request(urlOf('/unmask'), person, {
    method: 'POST',
    body: JSON.stringify({ reason: 'a test' }),
    headers: { 'content-type': 'application/json' },
  });
const read = async <T>(path: string): Promise<T> =>
  (await town.request(urlOf(path), ANA)).json() as Promise<T>;

describe('ids', () => {
  test.each(PANELS)('that are hostile are names like others for %s', async (path) => {
    expect((await town.request(urlOf(path))).status).toBe(200);
  });

  test.each([
    ["' OR 1=1 --", "' OR 1=1 --"],
    [RUN, 'c1'],
    ['../../etc/passwd', CLUSTER],
    ['\u0000', '\u202e'],
    ['latest', CLUSTER],
  ])('of a run %j and a cluster %j that are not there get a problem', async (run, cluster) => {
    for (const path of PANELS) {
      const response = await town.request(urlOf(path, run, cluster));
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'not-found' });
    }
  });

  test('survive as a selection, commas and quotes included', async () => {
    for (const { id } of ACCOUNTS) {
      const accounts = encodeURIComponent([id, 'nobody'].map(encodeURIComponent).join(','));
      const { actions, total } = await read<RawActions>(`/actions?accounts=${accounts}`);
      expect({ total, ids: actions.map(({ account_id }) => account_id) }).toEqual({ total: 1, ids: [id] });
    }
    const targets = encodeURIComponent(encodeURIComponent("t'3"));
    expect((await read<RawActions>(`/actions?targets=${targets}`)).total).toBe(1);
  });

  test('that are not encoded, and figures that are none, are bad requests that say so', async () => {
    for (const path of [
      '/actions?accounts=100%25',
      '/raster?from=yesterday',
      '/graph?max_edges=1e9',
      '/accounts?sort=bio',
      '/actions?limit=0',
    ])
      expect((await town.request(urlOf(path))).status).toBe(400);
  });

  test('of accounts that are not there are problems, and those that are there are answered', async () => {
    const account = (id: string, run: string) =>
      town.request(`/api/v1/accounts/${encodeURIComponent(id)}?run_id=${encodeURIComponent(run)}`);
    expect((await account("x' OR 1=1 --", RUN)).status).toBe(404);
    expect((await account(ACCOUNTS[0].id, 'no such run')).status).toBe(404);
    const why = await account(ACCOUNTS[0].id, RUN);
    expect(why.status).toBe(200);
    expect(await why.json()).toMatchObject({ account_id: ACCOUNTS[0].id, handle: '=•••' });
  });
});

describe('names', () => {
  test('of a megabyte are cut, and the table is still short', async () => {
    const { accounts } = await read<ClusterAccounts>('/accounts');
    expect(accounts).toHaveLength(ACCOUNTS.length);
    for (const { bio } of accounts) expect(bio).toHaveLength(2_000);
  });

  test('that spreadsheets would run are text in the file, and all else comes back as it was', async () => {
    const csv = await (await town.request(urlOf('/accounts.csv'), ANA)).text();
    const rows: Record<string, string>[] = parse(csv, { columns: true, record_delimiter: '\r\n' });
    expect(new Map(rows.map(({ account_id, handle }) => [account_id, handle]))).toEqual(
      new Map(ACCOUNTS.map(({ id, handle }) => [id, `'${handle}`])),
    );
    for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });

  test('in the graph belong to their nodes, a prototype included', async () => {
    const { nodes, edges } = await read<Graph>('/graph');
    const ends = [nodes.id[edges.a[0] ?? -1], nodes.id[edges.b[0] ?? -1]];
    expect(ends.sort()).toEqual([ACCOUNTS[0].id, '__proto__'].sort());
    expect(nodes.handle[nodes.id.indexOf('__proto__')]).toBe('-2+3');
  });
});

describe('texts', () => {
  test('with hidden characters are one family with the plain one, and the characters are named', async () => {
    const { families, without_family, texts } = await read<Texts>('/texts');
    expect({ texts, without_family }).toEqual({ texts: 6, without_family: 3 });
    expect(families).toHaveLength(1);
    const [family] = families;
    expect(family).toMatchObject({ texts: 3, accounts: 3, distinct: 1 });
    const hidden = family?.samples.find(({ raw }) => raw.includes('\u200b'))?.hidden;
    expect(hidden).toEqual([
      { index: 1, code_point: 'U+200B', name: 'ZERO WIDTH SPACE' },
      { index: 3, code_point: 'U+202E', name: 'RIGHT-TO-LEFT OVERRIDE' },
    ]);
  });

  test('without words are not the same text', async () => {
    const { families } = await read<Texts>('/texts');
    expect(families.flatMap(({ samples }) => samples.map(({ raw }) => raw))).not.toContain('🎊');
  });

  test('that are endless are cut where they are shown', async () => {
    const { actions } = await read<RawActions>('/actions');
    expect(Math.max(...actions.map(({ text }) => text.length))).toBe(20_000);
  });
});

test('nothing was dropped, and nothing broke', async () => {
  expect(await town.store.rows('SELECT count() > 0 AS ok FROM actions')).toMatchObject([{ ok: 1 }]);
  expect(await town.store.rows('SELECT count() AS n FROM acts')).toEqual([{ n: '1' }]);
  expect(town.logged).toEqual([]);
});
