/** Who sees how accounts call themselves; what unmasking leaves on the record, and when it ends. */
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readActs } from '../../../src/console/audit/acts.ts';
import type { ClusterAccounts, Graph } from '../../../src/console/contract/index.ts';
import { maskedLine } from '../../../src/console/evidence/masked-line.ts';
import { masked, UNMASKED_MS } from '../../../src/console/evidence/masking.ts';
import { evidenceHash } from '../../../src/contract/evidence-hash.ts';
import { type AccountWhy, VerdictLine } from '../../../src/contract/index.ts';
import type { Person } from '../../support/console-caller.ts';
import { TOWN_NOW } from '../../support/console-town.ts';
import { armyOf, type TownPages, townPages } from './support.ts';

let town: TownPages;
let army: VerdictLine;
const handles = new Map<string, string>();
beforeAll(async () => {
  town = await townPages();
  army = armyOf(town.verdicts);
  for (const row of await town.store.rows('SELECT account_id, handle FROM accounts_now'))
    handles.set(String(row.account_id), String(row.handle));
});
afterAll(() => town.close());

const ANA: Person = { role: 'analyst', user: 'ana' };
const base = () => `/api/v1/clusters/${town.runId}/${army.cluster_id}`;
const askToUnmask = (person: Person, body: unknown = { reason: 'comparing names' }) =>
  town.request(`${base()}/unmask`, person, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });

/** Are the handles that the person sees those of the store, in the table, the file, the graph and on the account page? */
async function seen(person: Person): Promise<readonly boolean[]> {
  const { accounts } = await town.panel<ClusterAccounts>(army.cluster_id, '/accounts', person);
  const csv = await (await town.request(`${base()}/accounts.csv`, person)).text();
  const file: Record<string, string>[] = parse(csv, { columns: true });
  const { nodes } = await town.panel<Graph>(army.cluster_id, '/graph', person);
  const [first] = army.accounts;
  const page = await town.request(`/api/v1/accounts/${first?.account_id}?run_id=${town.runId}`, person);
  const why = (await page.json()) as AccountWhy;
  const all = (rows: readonly (readonly [string | undefined, string | null | undefined])[]) =>
    rows.length > 0 && rows.every(([id, handle]) => handle === handles.get(id ?? ''));
  return [
    all(accounts.map(({ account_id, handle }) => [account_id, handle])),
    all(file.map(({ account_id, handle }) => [account_id, handle])),
    all(nodes.id.map((id, i) => [id, nodes.handle[i]])),
    all([[why.account_id, why.handle], ...why.edges.map((edge) => [edge.account_id, edge.handle] as const)]),
  ];
}
const EVERYWHERE = [true, true, true, true];
const NOWHERE = [false, false, false, false];

test('names are masked for everybody to begin with, and bios are not told', async () => {
  for (const role of ['viewer', 'analyst', 'lead', 'admin'] as const) {
    expect(await seen({ role })).toEqual(NOWHERE);
    const { accounts } = await town.panel<ClusterAccounts>(army.cluster_id, '/accounts', { role });
    for (const account of accounts) {
      expect(account).toMatchObject({ masked: true, bio: null });
      expect(account.handle).toMatch(/^.•••$/u);
    }
  }
});

test('who unmasks sees them for eight hours; nobody else does; it stands on the record', async () => {
  const response = await askToUnmask(ANA);
  expect(await response.json()).toEqual({ until: new Date(TOWN_NOW + UNMASKED_MS).toISOString() });
  expect(await seen(ANA)).toEqual(EVERYWHERE);
  expect(await seen({ role: 'analyst', user: 'ben' })).toEqual(NOWHERE);
  // The same person, who is now a viewer, or comes with a token that is for reading only.
  expect(await seen({ role: 'viewer', user: 'ana' })).toEqual(NOWHERE);
  expect(await seen({ ...ANA, scopes: ['read'] })).toEqual(NOWHERE);
  expect(await seen({ ...ANA, scopes: ['read', 'decide'] })).toEqual(EVERYWHERE);

  const acts = await readActs(town.store, 'account', `${town.runId} ${army.cluster_id}`);
  expect(acts).toHaveLength(1);
  expect(acts[0]).toMatchObject({
    act: 'unmask',
    user_id: 'ana',
    reason: 'comparing names',
    run_id: town.runId,
    cluster_id: army.cluster_id,
    model_version: army.model_version,
    evidence_hash: evidenceHash(army),
  });

  const other = town.verdicts.find(({ cluster_id }) => cluster_id !== army.cluster_id)?.cluster_id ?? '';
  const { accounts } = await town.panel<ClusterAccounts>(other, '/accounts', ANA);
  expect(accounts.every((account) => account.masked)).toBe(true);

  town.clock.now = TOWN_NOW + UNMASKED_MS - 1;
  expect(await seen(ANA)).toEqual(EVERYWHERE);
  town.clock.now = TOWN_NOW + UNMASKED_MS;
  expect(await seen(ANA)).toEqual(NOWHERE);
  town.clock.now = TOWN_NOW;
});

test('sentences of a verdict quote no handle to who may not see it, and all of it to who may', async () => {
  const examples = army.accounts.slice(0, 3).map(({ account_id }) => handles.get(account_id) ?? '');
  const en = `3 of the accounts (60 %) have a handle of the template "x{1}" (${examples.join(', ')} …); of other accounts 1 % do`;
  const fact = { en, zh: en, observed: 1, usual: 0, accounts: [], targets: [], times: [], texts: examples };
  const identity = { ...army.signals[0], id: 'profile_templates', kind: 'identity', evidence: [fact] };
  const quoting = VerdictLine.parse({
    ...army,
    cluster_id: 'c_quoting',
    signals: [...army.signals, identity],
    explanation: { en: `T${en.slice(1)}. And more.`, zh: en },
  });
  await town.store.insertRows('verdicts', [
    {
      run_id: town.runId,
      cluster_id: quoting.cluster_id,
      verdict: 'water_army',
      probability: 1,
      patterns: [],
      model_version: 'm',
      decided_at: TOWN_NOW,
      body: JSON.stringify(quoting),
    },
  ]);
  const path = `/api/v1/clusters/${town.runId}/${quoting.cluster_id}`;
  const page = async (person: Person) => (await town.request(path, person)).text();
  const viewers = await page({ role: 'viewer' });
  for (const example of examples) expect(viewers).not.toContain(example);
  const body = { method: 'POST', body: JSON.stringify({ reason: 'reading examples' }) };
  await town.request(`${path}/unmask`, ANA, { ...body, headers: { 'content-type': 'application/json' } });
  expect(JSON.parse(await page(ANA)).verdict).toEqual(quoting);
  expect(JSON.parse(viewers).evidence_hash).toBe(evidenceHash(quoting));
});

test('a bio that accounts share is masked in the sentence about it, and in the explanation', () => {
  const fact = {
    en: '5 of the accounts (9 %) have the bio "say "hi" to $& Ann"; of other accounts 1 % do',
    zh: '5 个账号（9 %）使用同一简介“Ann”；其他账号为 1 %',
    observed: 1,
    usual: 0,
    accounts: [],
    targets: [],
    times: [],
    texts: [],
  };
  const identity = {
    id: 'profile_templates',
    kind: 'identity' as const,
    value: 1,
    weight_nats: 2,
    abstained: null,
    evidence: [fact],
  };
  const line = {
    ...army,
    signals: [identity],
    explanation: { en: `Why: ${fact.en}.`, zh: `原因：${fact.zh}。` },
  };
  const { signals, explanation } = maskedLine(line);
  expect(signals[0]?.evidence[0]?.en).toBe(
    '5 of the accounts (9 %) have the bio "•••"; of other accounts 1 % do',
  );
  expect(explanation).toEqual({
    en: 'Why: 5 of the accounts (9 %) have the bio "•••"; of other accounts 1 % do.',
    zh: '原因：5 个账号（9 %）使用同一简介“•••”；其他账号为 1 %。',
  });
});

test('a viewer, a token for reading and an act without a reason unmask nothing', async () => {
  expect((await askToUnmask({ role: 'viewer' })).status).toBe(403);
  expect((await askToUnmask({ role: 'admin', scopes: ['read'] })).status).toBe(403);
  expect((await askToUnmask({ role: 'lead' }, { reason: '  ' })).status).toBe(400);
  expect((await askToUnmask({ role: 'lead' }, {})).status).toBe(400);
  expect(await seen({ role: 'lead' })).toEqual(NOWHERE);
});

test('nobody who is not signed in reads anything', async () => {
  const stranger = { headers: { 'x-person': '' } };
  for (const path of ['', '/graph', '/graph.gexf', '/raster', '/texts', '/accounts.csv', '/actions'])
    expect((await town.request(base() + path, undefined, stranger)).status).toBe(401);
  expect((await town.request('/api/v1/accounts/somebody', undefined, stranger)).status).toBe(401);
});

test.each([
  ['李小明', '李•••'],
  ['\u202e\u200bevil', 'e•••'],
  ['👨‍👩‍👧 family', '👨•••'],
  ['\u0301\u0302', '•••'],
  ['', '•••'],
  [null, null],
])('%j is shown as %j', (name, shown) => {
  expect(masked(name)).toBe(shown);
});
