/** One cycle over a town whose groups are known, through the real engine. */
import { beforeAll, describe, expect, test } from 'vitest';
import { VerdictLine } from '../../src/contract/index.ts';
import { type Detection, detect } from '../../src/detection/index.ts';
import { createRng } from '../../src/redteam/index.ts';
import { storedEvents, type TestEvent } from '../support/stored-events.ts';
import { buildTown, DAWN } from './town.ts';

const stored = storedEvents();
const town = buildTown(7);

let runs = 0;
/** Detects over files of events, in a store that holds nothing else. */
async function detectIn(...files: readonly (readonly TestEvent[])[]): Promise<Detection> {
  await stored.clear();
  await stored.add(...files);
  runs += 1;
  return detect({ store: stored.store, runId: `run ${runs}` });
}

const lines = ({ verdicts }: Detection): string =>
  verdicts.map((verdict) => `${JSON.stringify(verdict)}\n`).join('');
const membersOf = (verdict: VerdictLine | undefined) =>
  (verdict?.accounts ?? []).map(({ account_id }) => account_id).sort();
const verdictWith = ({ verdicts }: Detection, account: string) =>
  verdicts.find((verdict) => membersOf(verdict).includes(account));

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const rng = createRng(seed);
  return items
    .map((item) => ({ item, place: rng.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

let found: Detection;
beforeAll(async () => {
  found = await detectIn(town.events);
});

describe('a town with a ring for hire, fans and a club', () => {
  test('the ring is a water army, with exactly its members', () => {
    const verdict = verdictWith(found, 'hired0');
    expect(verdict?.verdict).toBe('water_army');
    expect(membersOf(verdict)).toEqual([...town.ring].sort());
  });

  test("the ring's evidence names what was planted: batch, devices, handles, and likes on the same posts", () => {
    const verdict = verdictWith(found, 'hired0');
    const fired = verdict?.signals.filter((signal) => signal.weight_nats > 0).map((signal) => signal.id);
    expect(fired).toEqual(
      expect.arrayContaining([
        'synchronized_actions',
        'batch_registration',
        'shared_devices',
        'profile_templates',
      ]),
    );
    expect(verdict?.patterns).toContain('engagement_boost');
  });

  test('the club acts together, but is no water army, and its own devices speak for it', () => {
    const verdict = verdictWith(found, 'club0');
    expect(verdict?.verdict).toBe('coordinated');
    expect(membersOf(verdict)).toEqual([...town.club].sort());
    expect(verdict?.against.map(({ id }) => id)).toContain('own_devices');
  });

  test('fans who like one idol at once share a taste: no water army', () => {
    const armies = found.verdicts.filter(({ verdict }) => verdict === 'water_army').flatMap(membersOf);
    expect(armies.filter((id) => town.fans.includes(id))).toEqual([]);
  });

  test('nobody else is in a proven cluster', () => {
    const planted = new Set([...town.ring, ...town.fans, ...town.club]);
    const proven = found.verdicts.filter(
      ({ verdict }) => verdict === 'water_army' || verdict === 'coordinated',
    );
    expect(proven.flatMap(membersOf).filter((account) => !planted.has(account))).toEqual([]);
  });

  test('every line is one of the contract, and its edges stay inside clusters', () => {
    const clusterOf = new Map(
      found.verdicts.flatMap((verdict) => membersOf(verdict).map((id) => [id, verdict.cluster_id])),
    );
    for (const verdict of found.verdicts) expect(VerdictLine.parse(verdict)).toEqual(verdict);
    const edges = [...found.edges.rows()];
    expect(edges).toHaveLength(found.edges.length);
    expect(edges.length).toBeGreaterThan(0);
    for (const { account_a, account_b } of edges) {
      expect(account_a < account_b).toBe(true);
      expect(clusterOf.get(account_a)).toBeDefined();
      expect(clusterOf.get(account_a)).toBe(clusterOf.get(account_b));
    }
  });
});

describe('the same events', () => {
  test('shuffled and split over files give the same bytes', async () => {
    const mixed = shuffled(town.events, 1);
    const parts = [0, 1, 2].map((part) => mixed.filter((_, place) => place % 3 === part));
    expect(lines(await detectIn(...parts))).toBe(lines(found));
  });

  test('given twice count once', async () => {
    const again = await detectIn(town.events, shuffled(town.events, 2));
    expect(lines(again)).toBe(lines(found));
    expect(again.traces).toEqual(found.traces);
  });

  test('in two files that overlap count once', async () => {
    const { length } = town.events;
    const overlapping = await detectIn(town.events.slice(0, 0.6 * length), town.events.slice(0.3 * length));
    expect(lines(overlapping)).toBe(lines(found));
  });

  test('detected a second time give the same bytes', async () => {
    await detectIn(town.events);
    expect(lines(await detect({ store: stored.store, runId: 'a second time' }))).toBe(lines(found));
  });

  test.each([
    { title: 'by a stranger', account: 'crowd1', change: { account_id: 'stranger' } },
    { title: 'with a device of the ring', account: 'club3', change: { client: { device_id: 'pool 0' } } },
    { title: 'at a later time', account: 'fan3', change: { occurred_at: DAWN + 2 * 86_400_000 } },
  ])(
    'with an event claimed again $title count the one that wins, and it alone, in any order',
    async ({ account, change }) => {
      const first = town.events.find((event) => event.type === 'action' && event.account_id === account);
      if (first?.type !== 'action') throw new Error(`${account} does nothing`);
      const claim = { ...first, ...change };
      const either = lines(await detectIn(town.events, [claim]));
      expect(lines(await detectIn([claim], town.events))).toBe(either);
      const swapped = await detectIn(town.events.map((event) => (event === first ? claim : event)));
      expect([lines(found), lines(swapped)]).toContain(either);
    },
  );
});

describe.each([7, 8])('the town of seed %d', (seed) => {
  // Other names, other keys: accounts come in another order everywhere.
  const rename = (id: string) => `${id.length} ${[...id].reverse().join('')} renamed`;

  test('with its accounts renamed gives the same verdicts on the same people', async () => {
    const { events } = buildTown(seed);
    const renamed = events.map((event): TestEvent => {
      const base = { ...event, account_id: rename(event.account_id) };
      return base.type === 'action' && typeof base.target_account_id === 'string'
        ? { ...base, target_account_id: rename(base.target_account_id) }
        : base;
    });
    const facts = (detection: Detection, nameOf: (id: string) => string) =>
      detection.verdicts
        .map((verdict) => ({
          members: verdict.accounts.map((one) => `${nameOf(one.account_id)} ${one.membership}`).sort(),
          verdict: verdict.verdict,
          probability: verdict.probability,
          patterns: verdict.patterns,
          window: verdict.window,
          signals: verdict.signals.map(({ id, value, weight_nats }) => ({ id, value, weight_nats })),
          against: verdict.against,
          explanation: verdict.explanation,
        }))
        .sort((x, y) => (x.members.join() < y.members.join() ? -1 : 1));
    const before = facts(await detectIn(events), rename);
    expect(before.length).toBeGreaterThan(1);
    expect(facts(await detectIn(renamed), (id) => id)).toEqual(before);
  });
});

describe('little to go by', () => {
  const account = (account_id: string, registered_at: number): TestEvent => ({
    type: 'account',
    account_id,
    registered_at,
  });

  test('no events are neither an error nor a verdict', async () => {
    const { verdicts, window, traces, edges } = await detectIn([]);
    expect({ verdicts, window, traces, edges: edges.length }).toEqual({
      verdicts: [],
      window: null,
      traces: [],
      edges: 0,
    });
  });

  test('one event is neither an error nor a verdict', async () => {
    const first = town.events.find(({ type }) => type === 'action') as TestEvent;
    const { verdicts, window } = await detectIn([first]);
    expect(verdicts).toEqual([]);
    expect(window).toEqual({ from: expect.any(Number), to: expect.any(Number) });
  });

  test('accounts without actions, registered over years, give no verdict', async () => {
    const rng = createRng(3);
    const years = Array.from({ length: 300 }, (_, i) => account(`a${i}`, DAWN - rng.int(900 * 86_400_000)));
    expect((await detectIn(years)).verdicts).toEqual([]);
  });

  test('accounts known by the date of their registration are no batches', async () => {
    const rng = createRng(4);
    const dates = Array.from({ length: 2_000 }, (_, i) => account(`a${i}`, DAWN - rng.int(400) * 86_400_000));
    expect((await detectIn(dates)).verdicts).toEqual([]);
  });

  test('actions that all carry one time are counted, and no account is more than the others', async () => {
    const flat = town.events.map(
      (event): TestEvent => (event.type === 'action' ? { ...event, occurred_at: DAWN } : event),
    );
    const { verdicts, window } = await detectIn(flat);
    expect(window).toEqual({ from: DAWN, to: DAWN + 1 });
    const crowd = verdicts.filter(({ verdict }) => verdict === 'water_army').flatMap(membersOf);
    expect(crowd.filter((id) => id.startsWith('crowd'))).toEqual([]);
  });
});
