/** A run written by hand, so that every number can be computed by hand, with names that mean harm. */
import { beforeAll, expect, test } from 'vitest';
import { whyReport } from '../../../src/cli/why-report.ts';
import { AccountWhy, type SignalResult, type VerdictLine } from '../../../src/contract/index.ts';
import { whyAccount } from '../../../src/detection/index.ts';
import { MODEL } from '../../../src/verdicts/index.ts';
import { storedEvents, type TestEvent } from '../../support/stored-events.ts';
import { expectAskedAgain } from './asked-again.ts';

const FROM = Date.UTC(2026, 4, 2);
const TO = FROM + 86_400_000;
const RUN = 'run 1';
/** Quotes, a backslash, a line break, what a parameter looks like, colours for the terminal, and a switch of direction. */
const HOSTILE = `\u202eit's "\\" {run:String}\n\u001b[31mevil`;

const stored = storedEvents();

const like = (account_id: string, target_id: string, ms: number): TestEvent => ({
  type: 'action',
  event_id: `${account_id} ${target_id} ${ms}`,
  account_id,
  action: 'like',
  target_id,
  occurred_at: FROM + ms,
});

const edge = (account_a: string, account_b: string, trace: string, surprise_nats: number) => ({
  run_id: RUN,
  account_a,
  account_b,
  trace,
  meetings: 3,
  surprise_nats,
  first_at: FROM + 1_000,
  last_at: FROM + 9_000,
});

const fact = (accounts: string[]) => ({
  en: 'a fact',
  zh: '事实',
  observed: 1,
  usual: 0,
  accounts,
  targets: [],
  times: [],
  texts: [],
});
const signal = (id: string, kind: SignalResult['kind'], nats: number, accounts: string[]): SignalResult => ({
  id,
  kind,
  value: 0.5,
  weight_nats: nats,
  abstained: null,
  evidence: [fact([]), fact(accounts)],
});

const MEMBERS = { a: 'core', b: 'core', c: 'core', [HOSTILE]: 'peripheral', lone: 'peripheral' } as const;

const LINE: VerdictLine = {
  cluster_id: 'c_1',
  campaign_id: 'k_1',
  verdict: 'water_army',
  probability: 0.97,
  patterns: ['engagement_boost'],
  window: { from: new Date(FROM).toISOString(), to: new Date(TO).toISOString() },
  accounts: Object.entries(MEMBERS).map(([account_id, membership]) => ({ account_id, membership })),
  signals: [
    signal('batch_registration', 'registration', 9, ['a', 'b']),
    signal('profile_templates', 'identity', 5, ['b']),
    signal(
      'shared_devices',
      'infrastructure',
      4,
      Array.from({ length: 20 }, (_, other) => `other ${other}`),
    ),
    signal('synchronized_actions', 'synchrony', 12, []),
  ],
  against: [{ id: 'own_words', en: 'their texts are their own', zh: '文本为自己所写', weight_nats: 1 }],
  explanation: { en: '', zh: '' },
  model_version: MODEL.version,
};

beforeAll(async () => {
  await stored.add([
    ...[HOSTILE, 'a', 'b'].map(
      (account_id, nth): TestEvent => ({
        type: 'account',
        account_id,
        observed_at: FROM,
        registered_at: FROM - 1_000 * nth,
        handle: account_id === HOSTILE ? HOSTILE : `name of ${account_id}`,
      }),
    ),
    like('a', 'p1', 1_000),
    like('b', 'p1', 1_250),
    like('stranger', 'p1', 80_000),
    like('lone', 'p1', 1_400),
    like('a', 'p2', 9_000),
    like('c', 'p2', 8_999),
    like('a', HOSTILE, 20_000),
    like(HOSTILE, HOSTILE, 20_003),
    // After the window.
    like('a', 'p3', 86_400_000),
    like('b', 'p3', 86_400_000),
    like('sleeper', 'p3', 86_400_000),
    { type: 'report', report_id: 'r1', reporter_id: 'a', account_id: 'victim', reported_at: FROM + 5_000 },
    { type: 'report', report_id: 'r2', reporter_id: 'c', account_id: 'victim', reported_at: FROM + 5_020 },
  ]);
  const { store } = stored;
  const [least, most] = 'a' < HOSTILE ? ['a', HOSTILE] : [HOSTILE, 'a'];
  await store.insertRows('edges', [
    edge('a', 'b', 'co-like', 12),
    edge('a', 'b', 'near-text', 9),
    edge('a', 'b', 'co-device', 5),
    edge('a', 'c', 'near-text', 9),
    edge(least, most, 'co-like', 30),
    edge('b', 'c', 'co-like', 50),
    // Of no version that is known.
    edge('a', 'c', 'co-dream', 2.5),
  ]);
  await store.insertRows(
    'members',
    LINE.accounts.map((account) => ({ run_id: RUN, cluster_id: 'c_1', ...account })),
  );
  const { campaign_id, verdict, probability, patterns, model_version } = LINE;
  const judged = { cluster_id: 'c_1', campaign_id, verdict, probability, patterns, model_version };
  await store.insertRows('verdicts', [
    { run_id: RUN, ...judged, decided_at: TO, body: JSON.stringify(LINE) },
  ]);
  const run = { model_version: MODEL.version, window_from: FROM, window_to: TO, horizon: 'all' };
  await store.insertRows('runs', [
    { ...run, run_id: RUN, finished_at: TO + 1, summary: JSON.stringify({ follow_nats: 8 }) },
    { ...run, run_id: 'run 0', finished_at: TO, model_version: 'older', summary: '{}' },
  ]);
});

const why = (account: string, run = 'latest') => whyAccount({ store: stored.store, account, run });

test('an account is told its cluster, what ties it, and what would be left without each edge and family', async () => {
  const told = await why('a');
  expect(AccountWhy.parse(told)).toEqual(told);
  expect(told).toMatchObject({ handle: 'name of a', acts: { actions: 3, reports: 1 }, edges_in_all: 3 });
  expect(told.clusters).toEqual([
    {
      cluster_id: 'c_1',
      verdict: 'water_army',
      probability: 0.97,
      patterns: ['engagement_boost'],
      membership: 'core',
      accounts: 5,
      core_accounts: 3,
    },
  ]);
  // All three core accounts are linked with two others, of which 0.3 is one.
  expect(told.core).toEqual({ links_needed: 1 });
  // b: 12 of acts and 5 of the device; c: 9 of acts and 2.5 of what is not known.
  expect(told.tie).toEqual({ nats: 28.5, core_partners: 2, tied_to: 2 });
  const lefts = told.edges.map(({ account_id, nats, left_nats, left_tied_to: tied }) => [
    account_id,
    nats,
    left_nats,
    tied,
  ]);
  expect(lefts).toEqual([
    [HOSTILE, 30, 28.5, 2],
    ['b', 17, 11.5, 1],
    ['c', 11.5, 17, 1],
  ]);
  expect(told.families).toEqual([
    { family: 'co-dream', left_nats: 26, left_tied_to: 2 },
    { family: 'device', left_nats: 23.5, left_tied_to: 2 },
    { family: 'target', left_nats: 25.5, left_tied_to: 2 },
    { family: 'text', left_nats: 19.5, left_tied_to: 1 },
  ]);
});

test('its closest meetings are those of the window, with both times, reports among them', async () => {
  const { meetings } = await why('a');
  expect(meetings.map(({ account_id, target_id, gap_ms: gap }) => [account_id, target_id, gap])).toEqual([
    ['c', 'p2', 1],
    [HOSTILE, HOSTILE, 3],
    ['c', 'victim', 20],
    ['b', 'p1', 250],
  ]);
  expect(meetings[3]).toMatchObject({
    own_action: 'like',
    own_at: '2026-05-02T00:00:01.000Z',
    at: '2026-05-02T00:00:01.250Z',
    accounts_there: 4,
  });
  expect(meetings[2]).toMatchObject({ own_action: 'report', action: 'report', accounts_there: 2 });
});

test('of each signal it is said whether it names the account, or why that is not known', async () => {
  const { signals, explanation } = await why('a');
  expect(signals.map(({ id, naming }) => [id, naming])).toEqual([
    ['synchronized_actions', 'nobody'],
    ['batch_registration', 'named'],
    ['profile_templates', 'not_named'],
    ['shared_devices', 'cut'],
  ]);
  const marks = explanation.find(({ query }) => query === 'signals');
  expect(marks?.en).toContain(
    "Of the cluster's 3 kinds of inauthenticity (registration, identity, devices) the evidence names this account in 1 (registration); in devices it cannot be told",
  );
});

test('whom a list of 20 leaves out is told by the marks of the members', async () => {
  const run = 'run with marks';
  const { store } = stored;
  const marks: Readonly<Record<string, readonly string[]>> = { a: ['batch_registration', 'shared_devices'] };
  await store.insertRows(
    'members',
    LINE.accounts.map((account) => ({
      run_id: run,
      cluster_id: 'c_1',
      ...account,
      marks: marks[account.account_id] ?? [],
    })),
  );
  await store.command(
    `INSERT INTO verdicts SELECT * REPLACE ('${run}' AS run_id) FROM verdicts AS v WHERE v.run_id = '${RUN}'`,
  );
  await store.command(
    `INSERT INTO runs SELECT * REPLACE ('${run}' AS run_id, finished_at - INTERVAL 1 HOUR AS finished_at) FROM runs AS r WHERE r.run_id = '${RUN}'`,
  );
  const told = async (account: string) => {
    const said = await whyAccount({ store, account, run });
    await expectAskedAgain(store, said);
    return said;
  };
  const devices = async (account: string) =>
    (await told(account)).signals.find(({ id }) => id === 'shared_devices')?.naming;
  expect(await devices('a')).toBe('named');
  expect(await devices('b')).toBe('not_named');
  const { without_signal: without, explanation } = await told('a');
  expect(without.map(({ id, left_own_kinds }) => [id, left_own_kinds])).toEqual([
    ['batch_registration', 1],
    ['profile_templates', 2],
    ['shared_devices', 1],
    ['synchronized_actions', 2],
  ]);
  expect(explanation.find(({ query }) => query === 'signals')?.en).not.toContain('cannot be told');
});

test('without each signal it is said what the verdict would rest on, kinds capped as they are', async () => {
  // The prior −3, registration 5 of 9, identity 4 of 5, devices 4, synchrony 3 of 12, and 1 against: 12 in all.
  expect((await why('a')).without_signal).toEqual([
    { id: 'batch_registration', left_nats: 7, left_probability: 0.999089, left_kinds: 2, left_own_kinds: 0 },
    { id: 'profile_templates', left_nats: 8, left_probability: 0.999665, left_kinds: 2, left_own_kinds: 1 },
    { id: 'shared_devices', left_nats: 8, left_probability: 0.999665, left_kinds: 2, left_own_kinds: 1 },
    {
      id: 'synchronized_actions',
      left_nats: 9,
      left_probability: 0.999877,
      left_kinds: 3,
      left_own_kinds: 1,
    },
  ]);
});

test.each(
  Object.entries({
    core: 'a',
    'core, too': 'b',
    third: 'c',
    hostile: HOSTILE,
    lone: 'lone',
    stranger: 'stranger',
    sleeper: 'sleeper',
  }),
)('every query that the explanation of the %s account names finds its numbers again', async (_, account) => {
  const told = await why(account);
  await expectAskedAgain(stored.store, told);
  const ids = told.queries.map(({ id }) => id);
  for (const { query } of told.explanation) expect(ids).toContain(query);
});

test('a recruit without edges, an account in no cluster and one that did nothing are told so', async () => {
  const first = async (account: string, nth: number) => (await why(account)).explanation[nth]?.en;
  expect(await first('lone', 1)).toContain('it was recruited because');
  expect((await why('lone')).meetings.map(({ account_id, gap_ms: gap }) => [account_id, gap])).toEqual([
    ['b', 150],
    ['a', 400],
  ]);
  expect(await first('stranger', 0)).toContain('stands in no cluster of this run');
  expect(await first('sleeper', 0)).toContain('has nothing that the account did in the window');
});

test('a run that does not say its bar leaves out who is tied at it, and one of another model what signals carry', async () => {
  const told = await why('stranger', 'run 0');
  expect(told.run).toMatchObject({ run_id: 'run 0', follow_nats: null });
  expect(told.tie.tied_to).toBeNull();
  expect(told.without_signal).toEqual([]);
  await expectAskedAgain(stored.store, told);
});

test('an account or run that the store does not have is an error that says so', async () => {
  await expect(why('nobody')).rejects.toMatchObject({
    code: 'input-missing',
    message: 'detection/why: there is no account "nobody"',
  });
  await expect(why('a', 'yesterday')).rejects.toMatchObject({ code: 'input-missing' });
});

test('what a terminal is shown holds no control or bidi characters, and JSON the names as they are', async () => {
  for (const account of ['a', HOSTILE]) {
    const told = await why(account);
    const shown = whyReport(told, { withQueries: true });
    expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(shown).toContain('\\u{202e}');
    expect(shown).toContain('SELECT');
  }
  expect((await why(HOSTILE)).account_id).toBe(HOSTILE);
});
