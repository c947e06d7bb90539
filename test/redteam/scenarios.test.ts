import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BreakwaterEvent } from '../../src/contract/index.ts';
import { SCENARIOS, scenarioNamed, type TimedEvent } from '../../src/redteam/index.ts';
import { composeSmall, FROM, GROUPS, outputsOf, TO } from './support.ts';

/** Each seed makes every scenario there is: five of them here, twenty with BREAKWATER_SEEDS=20. */
const COUNT = Number(process.env.BREAKWATER_SEEDS ?? 5);
const SEEDS = [...Array.from({ length: COUNT - 2 }, (_, i) => i + 1), 20260502, 2 ** 40 + 5];

describe.each(SEEDS)('with seed %d', (seed) => {
  test('every scenario keeps the promise of its story', () => {
    const outputs = outputsOf(composeSmall(seed, GROUPS));
    expect([...outputs.keys()]).toEqual(SCENARIOS.map(({ name }) => name));
    const broken = [...outputs].flatMap(([name, output]) =>
      scenarioNamed(name)
        .check(output)
        .map((promise) => `${name}: ${promise}`),
    );
    expect(broken).toEqual([]);
  });
});

describe('the checks', () => {
  const outputs = outputsOf(composeSmall(5, GROUPS));

  test.each(GROUPS)('%s: an output without its actions breaks the promise', (name) => {
    const output = outputs.get(name);
    if (!output) return expect.fail();
    const events = output.events.filter(({ event }) => event.type === 'account');
    expect(scenarioNamed(name).check({ ...output, events })).not.toEqual([]);
  });

  test.each(GROUPS)('%s: the output of another scenario breaks the promise', (name) => {
    const output = outputs.get(name);
    const other = outputs.get(name === 'like-farm' ? 'fan-drive' : 'like-farm');
    if (!output || !other) return expect.fail();
    expect(scenarioNamed(name).check({ ...output, events: other.events, truth: other.truth })).not.toEqual(
      [],
    );
  });

  test.each([
    'like-farm',
    'comment-control',
    'batch-registration',
    'trend-boost',
    'repost-ring',
    'device-pool',
    'follower-selling',
    'sleeper-farm',
    'slow-registration',
    'vote-rigging',
    'fan-drive',
    'newsroom-matrix',
    'breaking-news',
    'sports-final',
    'flash-sale',
    'declared-bots',
    'office-team',
    'hobby-forum',
    'family-groups',
    'influencer-fanbase',
    'migration-wave',
    'game-guild',
  ])('%s: the same actions spread over the day break the promise', (name) => {
    const output = outputs.get(name);
    if (!output) return expect.fail();
    const events = output.events.map(({ event }, i): TimedEvent => {
      const at = FROM + ((i * 7919) % output.events.length) * ((TO - FROM) / output.events.length);
      if (event.type !== 'action') return { at, event };
      return { at, event: { ...event, occurred_at: new Date(at).toISOString() } };
    });
    expect(scenarioNamed(name).check({ ...output, events })).not.toEqual([]);
  });
});

describe('knobs', () => {
  const effort = fc.record({
    accounts: fc.integer({ min: 0, max: 150 }),
    aged: fc.double({ min: 0, max: 1, noNaN: true }),
    ownDevices: fc.double({ min: 0, max: 1, noNaN: true }),
    devices: fc.integer({ min: 0, max: 40 }),
    networks: fc.integer({ min: 0, max: 40 }),
    camouflage: fc.double({ min: 0, max: 0.9, noNaN: true }),
    rotation: fc.double({ min: 0, max: 1, noNaN: true }),
    jitterSeconds: fc.integer({ min: 0, max: 21_600 }),
    cells: fc.integer({ min: 0, max: 200 }),
    popularTargets: fc.double({ min: 0, max: 1, noNaN: true }),
    paraphraseDepth: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const attacks = SCENARIOS.filter(({ kind }) => kind === 'attack').map(({ name }) => name);

  test('any effort gives valid events in order within the stretch, and truth for each account', () => {
    fc.assert(
      fc.property(
        effort,
        fc.constantFrom(...attacks),
        fc.integer({ min: 1, max: 24 }),
        (all, name, hours) => {
          const to = FROM + hours * 3_600_000;
          const has = scenarioNamed(name).knobs;
          const knobs = Object.fromEntries(Object.entries(all).filter(([knob]) => knob in has));
          const output = outputsOf(composeSmall(9, [name], { [name]: knobs }, to)).get(name);
          if (!output) return expect.fail();
          expect(output.truth).toHaveLength(all.accounts);
          const known = new Set(output.truth.map((row) => row.account_id));
          let last = FROM;
          for (const { at, event } of output.events) {
            // A report may be by one of the group or against one.
            const isOwn =
              known.has(event.account_id) || (event.type === 'report' && known.has(event.reporter_id));
            expect(at >= last && at < to && isOwn).toBe(true);
            expect(BreakwaterEvent.safeParse(event).success).toBe(true);
            last = at;
          }
        },
      ),
      { numRuns: 15, seed: 4 },
    );
  });

  test('aged accounts with phones of their own leave no batch and no pool', () => {
    const knobs = { aged: 1, ownDevices: 1 };
    const output = outputsOf(composeSmall(9, ['like-farm'], { 'like-farm': knobs })).get('like-farm');
    const accounts = (output?.events ?? []).flatMap(({ event }) => (event.type === 'account' ? [event] : []));
    expect(new Set(accounts.map((account) => account.registration?.device_id)).size).toBe(80);
    const months = new Set(accounts.map((account) => String(account.registered_at).slice(0, 7)));
    expect(months.size).toBeGreaterThan(30);
  });

  test.each([0, 0.3, 0.6, 0.8])(
    'camouflage %d is the share of a farm’s actions that nobody paid for',
    (camouflage) => {
      const output = outputsOf(
        composeSmall(9, ['like-farm'], { 'like-farm': { camouflage, targets: 40 } }),
      ).get('like-farm');
      const actions = (output?.events ?? []).filter(({ event }) => event.type === 'action');
      // 40 targets, a shift of 65 % of 80, and now and then a view before the like.
      const paid = 40 * 52 * 1.12;
      expect(Math.abs(1 - paid / actions.length - camouflage)).toBeLessThan(0.06);
    },
  );

  test('every attack action is on top of camouflage that meets the crowd’s own targets', () => {
    const composition = composeSmall(9, attacks);
    const outputs = outputsOf(composition);
    const targetsOf = (name: string): Set<string> =>
      new Set(
        (outputs.get(name)?.events ?? []).flatMap(({ event }) =>
          event.type === 'action' ? [event.target_id] : [],
        ),
      );
    const crowd = targetsOf('organic-city');
    for (const name of attacks) {
      expect([...targetsOf(name)].filter((target) => crowd.has(target)).length).toBeGreaterThan(20);
    }
  });

  test.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
    '%s describes itself and its knobs',
    (_name, scenario) => {
      expect(scenario.story.length).toBeGreaterThan(60);
      for (const [name, { about, value }] of Object.entries(scenario.knobs)) {
        expect(name).toMatch(/^[a-z][A-Za-z]+$/);
        expect(about.length).toBeGreaterThan(8);
        expect(value).toBeGreaterThanOrEqual(0);
      }
    },
  );
});
