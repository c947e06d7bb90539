import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  campaignName,
  type FoundCluster,
  identifyCampaigns,
  type KnownCampaign,
  SLEEP_MS,
} from '../../src/clusters/index.ts';

const HOUR = 3_600_000;
const people = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `a${String(from + i).padStart(3, '0')}`);

const cluster = (id: string, core: readonly string[], at = 100 * HOUR): FoundCluster => ({
  id: `c_${id}`,
  core,
  from: at,
  to: at + HOUR,
});
const campaign = (
  id: string,
  core: readonly string[],
  changes: Partial<KnownCampaign> = {},
): KnownCampaign => ({
  id: `k_${id}`,
  core: new Set(core),
  firstSeen: 10 * HOUR,
  lastSeen: 100 * HOUR,
  seenOver: 'same',
  mergedInto: null,
  isNewborn: false,
  splitFrom: null,
  ...changes,
});
const told = (known: readonly KnownCampaign[], clusters: readonly FoundCluster[]) =>
  identifyCampaigns(known, clusters).map(
    ({ clusterId, campaignId, change, others }) =>
      `${clusterId} = ${campaignId} ${[change, ...others].join(' ')}`,
  );

describe('a campaign', () => {
  test('is born with the name of its first cluster', () => {
    expect(told([], [cluster('x', people(1, 5))])).toEqual(['c_x = k_x born']);
  });

  test('is seen again while half of the smaller one is the same', () => {
    const known = [campaign('p', people(1, 10))];
    expect(told(known, [cluster('x', people(1, 10))])).toEqual(['c_x = k_p seen']);
    expect(told(known, [cluster('x', people(1, 3))])).toEqual(['c_x = k_p seen']);
    expect(told(known, [cluster('x', people(6, 30))])).toEqual(['c_x = k_p grown']);
    expect(told(known, [cluster('x', people(7, 30))])).toEqual(['c_x = k_x born']);
  });

  test('grows by a tenth of those who are there', () => {
    const known = [campaign('p', people(1, 30))];
    expect(told(known, [cluster('x', people(1, 32))])).toEqual(['c_x = k_p seen']);
    expect(told(known, [cluster('x', people(1, 34))])).toEqual(['c_x = k_p grown']);
  });

  test('is not known by one account', () => {
    expect(told([campaign('p', ['a', 'b'])], [cluster('x', ['a', 'c', 'd'])])).toEqual(['c_x = k_x born']);
  });

  test('sleeps when it is silent for long, and returns under its name', () => {
    const known = [campaign('p', people(1, 10))];
    const at = (gap: number) => [cluster('x', people(1, 10), 100 * HOUR + gap)];
    expect(told(known, at(SLEEP_MS - 1))).toEqual(['c_x = k_p seen']);
    expect(told(known, at(SLEEP_MS))).toEqual(['c_x = k_p returned']);
    expect(told(known, at(400 * 24 * HOUR))).toEqual(['c_x = k_p returned']);
  });

  test('that shows as several clusters has all of them for parts', () => {
    const known = [campaign('p', people(1, 20))];
    const parts = [cluster('x', people(1, 6)), cluster('y', people(7, 17)), cluster('z', people(18, 20))];
    expect(told(known, parts)).toEqual(['c_x = k_p part', 'c_y = k_p seen', 'c_z = k_p part']);
    // One in five may be new, and then the whole has grown by them.
    const growing = [cluster('x', people(17, 21)), cluster('y', people(1, 4))];
    expect(told(known, growing)).toEqual(['c_x = k_p part', 'c_y = k_p grown']);
    expect(told(known, [cluster('x', people(1, 9)), cluster('y', people(17, 21))])).toEqual([
      'c_x = k_p seen',
      'c_y = k_p part',
    ]);
  });

  test('goes on in its largest part; one that has others of its own is split off', () => {
    const known = [campaign('p', people(1, 20))];
    const parts = [cluster('x', people(15, 23)), cluster('y', people(1, 14))];
    expect(told(known, parts)).toEqual(['c_x = k_x split k_p', 'c_y = k_p seen']);
  });

  test('returns with the first of its parts', () => {
    const known = [campaign('p', people(1, 20))];
    const parts = (gap: number) => [
      cluster('x', people(1, 6), 100 * HOUR + gap),
      cluster('y', people(7, 20), 110 * HOUR),
    ];
    expect(told(known, parts(SLEEP_MS - 1))).toEqual(['c_x = k_p part', 'c_y = k_p seen']);
    expect(told(known, parts(SLEEP_MS))).toEqual(['c_x = k_p part', 'c_y = k_p returned']);
  });

  test('has its parts under the id under which it goes on, when it takes in an older one', () => {
    const known = [campaign('p', people(1, 20)), campaign('q', people(21, 30), { firstSeen: 3 * HOUR })];
    const clusters = [cluster('x', people(1, 4)), cluster('y', people(5, 30))];
    expect(told(known, clusters)).toEqual(['c_x = k_q part', 'c_y = k_q merged k_p']);
  });

  test('takes in others under the oldest name', () => {
    const known = [
      campaign('p', people(1, 20), { firstSeen: 5 * HOUR }),
      campaign('q', people(21, 30), { firstSeen: 3 * HOUR }),
      campaign('r', people(31, 35), { firstSeen: 4 * HOUR }),
    ];
    expect(told(known, [cluster('x', people(1, 35))])).toEqual(['c_x = k_q merged k_p k_r']);
  });

  test('does not end because a few have changed sides', () => {
    const known = [campaign('p', people(1, 20)), campaign('q', people(21, 60))];
    expect(told(known, [cluster('x', [...people(1, 10), ...people(21, 30)])])).toEqual(['c_x = k_p grown']);
  });

  test('is ended by a run over a longer stretch of time only where that holds clearly all of it', () => {
    const known = [campaign('p', people(1, 20)), campaign('q', people(21, 30), { seenOver: 'shorter' })];
    expect(told(known, [cluster('x', people(1, 27))])).toEqual(['c_x = k_p grown']);
    expect(told(known, [cluster('x', people(1, 28))])).toEqual(['c_x = k_p merged k_q']);
  });

  test('that a longer stretch sees is not ended by a shorter one', () => {
    const known = [campaign('p', people(1, 20)), campaign('q', people(21, 30), { seenOver: 'longer' })];
    expect(told(known, [cluster('x', people(1, 30))])).toEqual(['c_x = k_p grown']);
    expect(told(known.slice(1), [cluster('x', people(21, 30))])).toEqual(['c_x = k_q seen']);
  });

  test('that a longer stretch has seen as one stays one, and a shorter one sees parts', () => {
    const q = campaign('q', people(21, 30), { mergedInto: 'k_p', seenOver: 'longer' });
    const known = [campaign('p', people(1, 30)), q];
    const clusters = [cluster('x', people(1, 20)), cluster('q', people(21, 30))];
    expect(told(known, clusters)).toEqual(['c_q = k_p part', 'c_x = k_p seen']);
    // Its name stays taken.
    expect(told([q], clusters)).toEqual(['c_q = k_q_2 born', 'c_x = k_x born']);
  });

  test('that was merged and comes apart again has its own name back', () => {
    const known = [campaign('p', people(1, 30)), campaign('q', people(21, 30), { mergedInto: 'k_p' })];
    const parts = [cluster('x', people(1, 20)), cluster('y', people(21, 30))];
    expect(told(known, parts)).toEqual(['c_x = k_p seen', 'c_y = k_q split k_p']);
    expect(told(known, [cluster('y', people(21, 30))])).toEqual(['c_y = k_p seen']);
  });

  test('whose first name is taken gets a number', () => {
    const known = [campaign('x', people(1, 20))];
    const clusters = [cluster('x', people(15, 30)), cluster('y', people(1, 14))];
    expect(told(known, clusters)).toEqual(['c_x = k_x_2 born', 'c_y = k_x seen']);
  });

  test('that another attempt at the run has seen first is born here as well', () => {
    const known = [
      campaign('p', people(1, 20)),
      campaign('x', people(15, 20), { isNewborn: true, splitFrom: 'k_p' }),
      campaign('z', people(40, 45), { isNewborn: true }),
    ];
    const clusters = [
      cluster('x', people(15, 20)),
      cluster('y', people(1, 14)),
      cluster('z', people(40, 46)),
    ];
    expect(told(known, clusters)).toEqual(['c_x = k_x split k_p', 'c_y = k_p seen', 'c_z = k_z born']);
  });
});

describe('whatever the clusters and campaigns', () => {
  const core = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 });
  const worlds = fc
    .record({
      known: fc.array(
        fc.record({
          core,
          firstSeen: fc.integer({ min: 0, max: 5 }),
          seenOver: fc.constantFrom('shorter' as const, 'same' as const, 'longer' as const),
          isMerged: fc.boolean(),
        }),
        { maxLength: 6 },
      ),
      clusters: fc.array(core, { maxLength: 6 }),
    })
    .map(({ known, clusters }) => ({
      known: known.map(({ core, isMerged, ...rest }, i) =>
        campaign(
          `${i}`,
          core.map((n) => `a${n}`),
          { ...rest, mergedInto: isMerged ? 'k_elsewhere' : null },
        ),
      ),
      clusters: clusters.map((ids, i) =>
        cluster(
          `${i}`,
          ids.map((n) => `a${n}`),
        ),
      ),
    }));

  test('every cluster has one campaign, and only parts one that another has; what merged goes on nowhere', () => {
    fc.assert(
      fc.property(worlds, ({ known, clusters }) => {
        const sightings = identifyCampaigns(known, clusters);
        expect(sightings.map(({ clusterId }) => clusterId)).toEqual(clusters.map(({ id }) => id).sort());
        const isPart = ({ change }: (typeof sightings)[number]) => change === 'part';
        const ids = sightings.filter((one) => !isPart(one)).map(({ campaignId }) => campaignId);
        for (const { campaignId } of sightings.filter(isPart)) expect(ids).toContain(campaignId);
        const ended = sightings.flatMap(({ change, others }) => (change === 'merged' ? others : []));
        expect(new Set([...ids, ...ended]).size).toBe(ids.length + ended.length);
      }),
    );
  });

  test('their order changes nothing', () => {
    const shuffled = worlds.chain(({ known, clusters }) =>
      fc.record({
        known: fc.constant(known),
        clusters: fc.constant(clusters),
        mixedKnown: fc.shuffledSubarray(known, { minLength: known.length }),
        mixedClusters: fc.shuffledSubarray(clusters, { minLength: clusters.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ known, clusters, mixedKnown, mixedClusters }) => {
        const mixed = mixedClusters.map((one) => ({ ...one, core: [...one.core].reverse() }));
        expect(identifyCampaigns(mixedKnown, mixed)).toEqual(identifyCampaigns(known, clusters));
      }),
    );
  });

  test('without a history the name is a function of the cluster', () => {
    fc.assert(
      fc.property(worlds, ({ clusters }) => {
        for (const { campaignId, clusterId } of identifyCampaigns([], clusters))
          expect(campaignId).toBe(campaignName(clusterId));
      }),
    );
  });

  test('the same clusters again, found after their first attempt was cut off, have the same names', () => {
    fc.assert(
      fc.property(worlds, ({ known, clusters: overlapping }) => {
        const clusters = apart(overlapping);
        const first = identifyCampaigns(known, clusters);
        const cores = new Map(clusters.map(({ id, core }) => [id, core]));
        const newborn = first
          .filter(({ campaignId }) => known.every(({ id }) => id !== campaignId))
          .map(({ clusterId, campaignId, others }) => ({
            ...campaign('', cores.get(clusterId) ?? []),
            id: campaignId,
            isNewborn: true,
            splitFrom: others[0] ?? null,
          }));
        const again = identifyCampaigns([...known, ...newborn], clusters);
        const names = (all: typeof first) => all.map(({ campaignId }) => campaignId);
        expect(names(again)).toEqual(names(first));
      }),
    );
  });
});

/** Without the members that an earlier one has, and without those of which one account is left, which is nobody's campaign. */
function apart(clusters: readonly FoundCluster[]): readonly FoundCluster[] {
  const seen = new Set<string>();
  return clusters
    .map((one) => {
      const core = one.core.filter((account) => !seen.has(account));
      for (const account of core) seen.add(account);
      return { ...one, core };
    })
    .filter(({ core }) => core.length > 1);
}
