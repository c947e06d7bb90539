/** Honest groups that have all marks of a batch from one hand, where little is known of their machines, and armies beside them. */
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/contract/index.ts';
import { detect } from '../../src/detection/index.ts';
import { storedEvents } from '../support/stored-events.ts';
import { army, fanClub, newcomers, newsFeeds, promotion, schoolClass } from './folk-groups.ts';
import { folkTown, HOUR, type TownOptions } from './folk-town.ts';

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
});
