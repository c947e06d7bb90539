/** Honest groups that have all marks of a batch from one hand, where little is known of their machines, and armies beside them. */
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/contract/index.ts';
import { detect } from '../../src/detection/index.ts';
import { storedEvents } from '../support/stored-events.ts';
import {
  army,
  fanClub,
  flashSale,
  newcomers,
  newsFeeds,
  promotion,
  schoolClass,
  throwaways,
} from './folk-groups.ts';
import { folkTown, HOUR, SECOND, type TownOptions } from './folk-town.ts';

const stored = storedEvents();
let runs = 0;

type Groups = Parameters<typeof folkTown>[1];

/** How many accounts of each group stand under each verdict, and how many of the crowd. */
async function verdictsIn(town: TownOptions, groups: Groups) {
  const { events, groups: members } = folkTown(town, groups);
  await stored.clear();
  await stored.add(events);
  runs += 1;
  const { verdicts } = await detect({ store: stored.store, runId: `run ${runs}` });
  const standing = new Map(
    verdicts.flatMap(({ verdict, accounts }) =>
      accounts.map(({ account_id }) => [account_id, verdict] as const),
    ),
  );
  const crowd = [...standing.keys()].filter((id) => id.startsWith('crowd'));
  const count = (ids: readonly string[], ...wanted: readonly Verdict[]) =>
    ids.filter((id) => wanted.some((verdict) => standing.get(id) === verdict)).length;
  return {
    of: (group: string, ...wanted: readonly Verdict[]) => count(members[group] ?? [], ...wanted),
    /** Sizes of the clusters that hold accounts of a group. */
    clustersOf: (group: string) =>
      verdicts
        .map(
          ({ accounts }) => accounts.filter(({ account_id }) => members[group]?.includes(account_id)).length,
        )
        .filter((size) => size > 0),
    accused: count([...standing.keys()], 'water_army'),
    crowd: count(crowd, 'water_army', 'coordinated'),
  };
}

const TOWNS: readonly TownOptions[] = [
  { seed: 1, language: 'en', clients: false },
  { seed: 2, language: 'zh', clients: false },
  { seed: 3, language: 'zh', clients: true },
];

describe.each(TOWNS)('in town $seed, $language, clients known: $clients', (town) => {
  test.each([
    ['a class that follows its teacher', schoolClass()],
    ['the local accounts of a publisher', newsFeeds()],
    ['accounts of a publisher that were made in an hour', newsFeeds({ madeWithin: HOUR, local: true })],
    ['newcomers who follow whom the platform proposes', newcomers({ people: 300 })],
    ['people who sign up for a promotion', promotion()],
  ])('%s are no water army', async (_, group) => {
    const found = await verdictsIn(town, { group });
    expect(found.accused).toBe(0);
  });

  test('newcomers, and people of a promotion, are not even called coordinated', async () => {
    const found = await verdictsIn(town, { newcomers: newcomers(), promotion: promotion() });
    expect(found.of('newcomers', 'water_army', 'coordinated')).toBe(0);
    expect(found.of('promotion', 'water_army', 'coordinated')).toBe(0);
  });

  test('accounts that are made for one round of orders act together, as no other newcomer goes there', async () => {
    const found = await verdictsIn(town, { thrown: throwaways(), newcomers: newcomers() });
    expect(found.of('thrown', town.clients ? 'water_army' : 'coordinated')).toBe(40);
    expect(found.of('newcomers', 'water_army', 'coordinated')).toBe(0);
  });

  test('fans who are told of each post, and look when they like, are not accused at all', async () => {
    const found = await verdictsIn(town, {
      fans: fanClub(),
      keen: fanClub({ name: 'keen', minutes: 0.7, share: 0.9 }),
    });
    expect(found.of('fans', 'water_army', 'coordinated')).toBe(0);
    expect(found.of('keen', 'water_army', 'coordinated')).toBe(0);
  });

  test('accounts that return to one client within half a minute each time act together, alike or not', async () => {
    const hired = { accounts: 50, orders: 40, client: 'buyer', attendance: 0.8 };
    const plain = await verdictsIn(town, {
      ring: army({ ...hired, batch: false, named: false, perDevice: 0 }),
    });
    expect(plain.of('ring', 'coordinated')).toBe(50);
    const made = await verdictsIn(town, { ring: army(hired) });
    // Where neither machines nor networks are known, they might be a class.
    expect(made.of('ring', town.clients ? 'water_army' : 'coordinated')).toBe(50);
    expect(made.crowd).toBe(0);
  });

  test('accounts for hire that serve many strangers are one', async () => {
    const found = await verdictsIn(town, { ring: army() });
    expect(found.of('ring', 'water_army')).toBe(20);
    expect(found.accused).toBe(20);
  });

  test.each([
    ['say in their bio that they are bots', { bio: 'I am a bot 机器人' }],
    ['have it in their handle', { handle: 'weather-bot' }],
    ['bought a verification', { verified: true }],
  ])('half of an army that %s save none of it', async (_, wish) => {
    const found = await verdictsIn(town, { ring: army({ wish: (i) => (i % 2 === 0 ? wish : {}) }) });
    expect(found.of('ring', 'water_army')).toBe(20);
  });

  describe('where most of the data is not what it seems', () => {
    test('an army of 60 % is a water army, and the rest of the town is not accused', async () => {
      const hired = { accounts: 600, orders: 40, attendance: 0.6 };
      const found = await verdictsIn({ ...town, crowd: 400 }, { ring: army(hired) });
      expect(found.of('ring', 'water_army')).toBeGreaterThan(540);
      expect(found.crowd).toBe(0);
    });

    test('three armies of 20 % each are found, and no part of them is organic', async () => {
      const hired = (name: string) => army({ name, accounts: 200, orders: 30, sameHours: true });
      const groups = { first: hired('first'), second: hired('second'), third: hired('third') };
      const found = await verdictsIn({ ...town, crowd: 400 }, groups);
      for (const name of Object.keys(groups)) {
        expect(found.of(name, 'organic')).toBe(0);
        expect(found.of(name, 'water_army', 'coordinated')).toBeGreaterThan(180);
      }
      expect(found.crowd).toBe(0);
    });

    test('fans and buyers who are most of the town are not accused', async () => {
      const found = await verdictsIn(
        { ...town, crowd: 400 },
        { fans: fanClub({ fans: 300 }), buyers: flashSale({ people: 400 }) },
      );
      expect(found.of('fans', 'water_army', 'coordinated')).toBe(0);
      expect(found.of('buyers', 'water_army', 'coordinated')).toBe(0);
    });
  });

  test('an army on four phones that serves one client is one group and not four', async () => {
    const hired = {
      orders: 12,
      within: 50 * SECOND,
      batch: false,
      named: false,
      client: 'buyer',
      attendance: 0.8,
    };
    const found = await verdictsIn(town, {
      ring: army(hired),
      more: army({ ...hired, name: 'more', orders: 40 }),
    });
    expect(found.clustersOf('more')).toEqual([20]);
    if (town.clients) expect(found.clustersOf('ring')).toEqual([20]);
  });
});
