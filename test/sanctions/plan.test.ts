/** Plans over random verdicts and policies: what must hold whatever comes in. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EVIDENCE_KINDS, MEASURES, PATTERNS, VERDICTS } from '../../src/contract/index.ts';
import { byCertainty, makePlan, type PlanInput } from '../../src/sanctions/plan/plan.ts';
import { grade } from '../../src/sanctions/policy/decide.ts';
import { Policy } from '../../src/sanctions/policy/policy.ts';
import { NOW } from './facts.ts';

const DAY = 86_400_000;
const id = fc.integer({ min: 0, max: 60 }).map((n) => `u${n}`);
const condition = fc.record({
  probability: fc.constantFrom(0, 0.5, 0.99),
  kinds: fc.constantFrom(2, 3),
  patterns: fc.option(fc.subarray([...PATTERNS], { minLength: 1 }), { nil: undefined }),
  membership: fc.constantFrom('core', 'any'),
  offences: fc.constantFrom(0, 0, 1),
  review: fc.constantFrom('any', 'any', 'confirmed'),
});
const policies = fc
  .record({
    name: fc.constant('random'),
    rules: fc.array(
      fc.record({
        name: fc.string({ minLength: 1, maxLength: 5 }),
        when: condition,
        measure: fc.constantFrom(...MEASURES),
        days: fc.constantFrom(null, 7),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    domains: fc.constant({ health: { words: ['疫苗'], steps: 2 } }),
    gravest: fc.constantFrom(...MEASURES),
    exempt: fc.record({
      verified: fc.boolean(),
      operators: fc.constantFrom([], ['news']),
      followers_from: fc.constantFrom(10, 1_000),
      unknown_age: fc.boolean(),
      accounts: fc.array(
        fc.record({
          account: id,
          reason: fc.constant('spoken to'),
          until: fc.constantFrom('2026-05-31', '2026-06-01'),
        }),
        { maxLength: 5 },
      ),
    }),
    caps: fc.record({
      run: fc.integer({ min: 0, max: 30 }),
      campaign: fc.integer({ min: 0, max: 20 }),
      platform_share: fc.constantFrom(0, 0.01, 0.2, 1),
    }),
    canary: fc.record({
      share: fc.constantFrom(0, 0.1, 1),
      least: fc.integer({ min: 0, max: 5 }),
      most: fc.integer({ min: 0, max: 10 }),
    }),
  })
  .map((policy) => Policy.parse(policy));
const members = fc.uniqueArray(
  fc.record({
    account_id: id,
    membership: fc.constantFrom('core', 'peripheral') as fc.Arbitrary<'core' | 'peripheral'>,
    verified: fc.constantFrom(true, false, null),
    followers: fc.constantFrom(null, 5, 50, 5_000),
    registered_at: fc.constantFrom(null, NOW - DAY, NOW - 400 * DAY),
    mcn_id: fc.constantFrom(null, 'news', 'mcn'),
    offences: fc.integer({ min: 0, max: 2 }),
    review: fc.constantFrom('none', 'confirmed', 'dismissed'),
    honest: fc.boolean(),
  }),
  { selector: ({ account_id }) => account_id, maxLength: 30 },
);
const clusters = fc.array(
  fc.record({
    cluster_id: fc.constantFrom('c1', 'c2', 'c3'),
    campaign_id: fc.constantFrom('k1', 'k2'),
    verdict: fc.constantFrom(...VERDICTS),
    probability: fc.constantFrom(0.4, 0.99, 0.999),
    patterns: fc.subarray([...PATTERNS]),
    kinds: fc.subarray([...EVIDENCE_KINDS]),
    review: fc.constantFrom('none', 'confirmed', 'dismissed') as fc.Arbitrary<
      'none' | 'confirmed' | 'dismissed'
    >,
    topics: fc.constantFrom([], ['疫苗']),
    url_domains: fc.constant([]),
    members,
  }),
  { maxLength: 4 },
);
const inputs: fc.Arbitrary<PlanInput> = fc.record({
  policy: policies,
  run_id: fc.constant('run'),
  now: fc.constant(NOW),
  platform_accounts: fc.constantFrom(0, 60, 10_000),
  clusters,
  in_force: fc.dictionary(id, fc.constantFrom(...MEASURES)).map((all) => new Map(Object.entries(all))),
  campaign_so_far: fc.constantFrom(new Map(), new Map([['k1', 15]])),
});

test('no exempt account, none outside a water army, none beyond a cap, none twice', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const plan = makePlan(input);
      const { policy } = input;
      const ids = plan.items.map(({ account_id }) => account_id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const item of plan.items) {
        const seen = input.clusters.flatMap((cluster) =>
          cluster.members
            .filter((one) => one.account_id === item.account_id)
            .map((account) => ({ cluster, account })),
        );
        expect(
          seen.some(
            ({ cluster }) => cluster.verdict === 'water_army' && cluster.campaign_id === item.campaign_id,
          ),
        ).toBe(true);
        for (const { cluster, account } of seen.filter(({ cluster }) => cluster.verdict === 'water_army')) {
          expect(cluster.review).not.toBe('dismissed');
          expect(account.honest).toBe(false);
          if (policy.exempt.verified) expect(account.verified).not.toBe(true);
          if (account.followers !== null)
            expect(account.followers).toBeLessThan(policy.exempt.followers_from);
          if (account.mcn_id !== null) expect(policy.exempt.operators).not.toContain(account.mcn_id);
          if (policy.exempt.unknown_age) expect(account.registered_at).not.toBeNull();
        }
        const listed = policy.exempt.accounts.filter(({ account }) => account === item.account_id);
        for (const { until } of listed) expect(until < '2026-06-01').toBe(true);
        const borne = input.in_force.get(item.account_id);
        if (borne !== undefined) expect(grade(item.measure)).toBeGreaterThan(grade(borne));
      }
      expect(ids.length).toBeLessThanOrEqual(policy.caps.run);
      expect(ids.length).toBeLessThanOrEqual(policy.caps.platform_share * input.platform_accounts);
      for (const campaign of ['k1', 'k2']) {
        const now = plan.items.filter(({ campaign_id }) => campaign_id === campaign).length;
        if (now > 0)
          expect(now + (input.campaign_so_far.get(campaign) ?? 0)).toBeLessThanOrEqual(policy.caps.campaign);
      }
    }),
    { numRuns: 500 },
  );
});

test('whoever the policy would touch is in exactly one list, and each that is kept out has its reason', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { items, exempt, capped, already } = makePlan(input);
      const all = [items, exempt, capped]
        .flatMap((list) => list.map(({ account_id }) => account_id))
        .concat(already);
      expect(new Set(all).size).toBe(all.length);
    }),
    { numRuns: 300 },
  );
});

test('the same plan whatever the order of clusters and members', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      // Clusters of one id that differ would be two truths: only the first of each is kept.
      const distinct = input.clusters.filter(
        (cluster, index) =>
          input.clusters.findIndex(({ cluster_id }) => cluster_id === cluster.cluster_id) === index,
      );
      const turned = distinct
        .toReversed()
        .map((cluster) => ({ ...cluster, members: cluster.members.toReversed() }));
      expect(makePlan({ ...input, clusters: turned })).toEqual(makePlan({ ...input, clusters: distinct }));
    }),
    { numRuns: 300 },
  );
});

test('the canary is as large as the policy says and holds the least certain; caps keep the most certain', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { items } = makePlan(input);
      const { share, least, most } = input.policy.canary;
      const canary = items.filter((item) => item.canary);
      expect(canary.length).toBe(
        Math.min(items.length, most, Math.max(least, Math.ceil(share * items.length))),
      );
      for (const item of items.slice(0, Math.ceil(canary.length / 2))) expect(item.canary).toBe(true);
      expect(items.toSorted(byCertainty)).toEqual(items);
      for (const { delay_seconds } of items) {
        expect(delay_seconds).toBeGreaterThanOrEqual(input.policy.delay.least_seconds);
        expect(delay_seconds).toBeLessThanOrEqual(input.policy.delay.most_seconds);
      }
    }),
    { numRuns: 300 },
  );
});
