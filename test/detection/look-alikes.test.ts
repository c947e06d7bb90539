/** Honest groups that have all marks of a batch from one hand, where little is known of their machines, and armies beside them. */
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/contract/index.ts';
import { detect } from '../../src/detection/index.ts';
import { storedEvents } from '../support/stored-events.ts';
import { army, newcomers, newsFeeds, promotion, schoolClass } from './folk-groups.ts';
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

  test('accounts for hire that serve many strangers are one', async () => {
    const found = await verdictsIn(town, { ring: army() });
    expect(found.of('ring', 'water_army')).toBe(20);
    expect(found.accused).toBe(20);
  });
});
