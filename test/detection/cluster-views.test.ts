/** The facts of a cluster as they stand in the store: newest observations, counted events, actions in order of time. */
import { beforeEach, expect, test } from 'vitest';
import { readClusterViews } from '../../src/detection/cluster-views.ts';
import { readFacts } from '../../src/detection/facts/read-facts.ts';
import { findHabits } from '../../src/detection/habits.ts';
import { findNearCopies } from '../../src/detection/near-copies.ts';
import type { ClusterView } from '../../src/signals/index.ts';
import { storedEvents, type TestEvent } from '../support/stored-events.ts';

const stored = storedEvents();
beforeEach(() => stored.clear());

const T = Date.UTC(2026, 4, 2);
const WINDOW = { from: T, to: T + 86_400_000 };
const wrote = (event_id: string, account_id: string, at: number, fields: object = {}): TestEvent => ({
  type: 'action',
  event_id,
  account_id,
  action: 'comment',
  target_id: 'p1',
  occurred_at: at,
  ...fields,
});

/** The view of one cluster that holds every account of the store, sorted by name. */
async function viewOfAll(): Promise<ClusterView> {
  const { store } = stored;
  const read = await readFacts(store, WINDOW);
  const views = readClusterViews(
    [
      {
        members: Array.from({ length: read.accounts.length }, (_, account) => ({
          account,
          membership: 'core',
        })),
        gatherings: [],
        together: { evidenceNats: 0, priceNats: 0 },
        registrationCadence: null,
      },
    ],
    {
      ...read,
      store,
      window: WINDOW,
      traces: [],
      bucketNames: () => null,
      copies: findNearCopies(read.texts, read.facts.acts),
      retold: { sources: new Map() },
      habits: findHabits(read.facts, WINDOW),
    },
  );
  for await (const view of views) return view;
  throw new Error('no view');
}
const memberOf = ({ members }: ClusterView, id: string) => members.find(({ accountId }) => accountId === id);

test('an account that was never observed has no facts, and its name', async () => {
  await stored.add([wrote('e1', 'u1', T)]);
  expect((await viewOfAll()).members).toEqual([
    {
      accountId: 'u1',
      membership: 'core',
      registeredAt: null,
      registrationNetwork: null,
      handle: null,
      handleStem: null,
      handleShape: null,
      avatarHash: null,
      bio: null,
      verified: null,
      operator: null,
      devices: [],
      emailDomain: null,
      phonePrefix: null,
      invitedBy: null,
      registrationAgent: null,
      habits: { hoursOfDay: null, unevenness: null, awokeAt: null },
    },
  ]);
});

test('facts are the newest known; what the newest observation leaves out is kept, what is empty is unknown', async () => {
  await stored.add([
    { type: 'account', account_id: 'u1', observed_at: T + 1, handle: 'user22', verified: false, bio: '' },
    {
      type: 'account',
      account_id: 'u1',
      observed_at: T,
      handle: 'old',
      registered_at: T - 5,
      verified: true,
    },
  ]);
  expect(memberOf(await viewOfAll(), 'u1')).toMatchObject({
    handle: 'user22',
    handleStem: 'user#2',
    registeredAt: T - 5,
    verified: false,
    bio: null,
  });
});

test('an event that lost its id to another gives its account no device', async () => {
  const claims = Array.from({ length: 12 }, (_, n) => [
    wrote(`e${n}`, `u${n}`, T, { client: { device_id: 'one' } }),
    wrote(`e${n}`, `u${n}`, T, { client: { device_id: 'other' } }),
  ]);
  await stored.add(claims.flatMap(([one]) => (one === undefined ? [] : [one])));
  await stored.add(claims.flatMap(([, other]) => (other === undefined ? [] : [other])));
  const { members, actions } = await viewOfAll();
  expect(members.map(({ devices }) => devices.length)).toEqual(members.map(() => 1));
  expect(new Set(members.flatMap(({ devices }) => devices)).size).toBe(2);
  expect(actions).toHaveLength(12);
});

test('actions come in order of time, with the families of texts that can prove something', async () => {
  const text = '这家新开的火锅店味道非常正宗，服务也很热情，强烈推荐给大家';
  await stored.add([
    wrote('e3', 'u1', T + 3, { text: '加油', topics: ['one'] }),
    wrote('e1', 'u2', T + 1, { text, urls: ['https://www.example.com/a'], topics: ['one'] }),
    wrote('e2', 'u1', T + 2, { text: `${text}！`, urls: ['https://example.com/b'] }),
    wrote('e0', 'u1', T - 1, { text }),
  ]);
  const view = await viewOfAll();
  const { actions } = view;
  expect(actions.map(({ at }) => at)).toEqual([T + 1, T + 2, T + 3]);
  expect(actions.map(({ member }) => view.members[member]?.accountId)).toEqual(['u2', 'u1', 'u1']);
  expect(actions[0]?.textFamily).toBe(actions[1]?.textFamily);
  expect(actions[0]?.textFamily).not.toBeNull();
  expect(actions[2]).toMatchObject({ textFamily: null, topics: ['one'] });
  expect(actions[0]?.domains).toEqual(['example.com']);
});
