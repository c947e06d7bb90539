/** Signals about what a group does: at the same time, in one place, and how regularly it registered. */
import { describe, expect, test } from 'vitest';
import { cadence } from '../../src/mining/index.ts';
import { createRng } from '../../src/redteam/index.ts';
import { type ClusterView, evaluateSignal, type Gathering } from '../../src/signals/index.ts';
import { registrationCadence } from '../../src/signals/registration-cadence.ts';
import { commentSections, commonLinks, topicShare } from '../../src/signals/shares.ts';
import { synchronizedActions } from '../../src/signals/synchronized-actions.ts';
import { action, census, members, platform, view } from '../support/cluster-views.ts';

const gathering = (trace: string, who: readonly number[], bucket = 'p1'): Gathering => ({
  trace,
  label: { en: 'liked the same target', zh: '对同一目标点赞' },
  bucket,
  owner: null,
  from: Date.UTC(2026, 4, 2, 10),
  to: Date.UTC(2026, 4, 2, 10, 0, 30),
  members: who,
  population: who.length + 2,
  natsPerMember: 3,
});
const together = (nats: number) => ({ evidenceNats: nats + 40, priceNats: 40 });

describe('synchronized actions', () => {
  const read = (fields: Partial<ClusterView>) =>
    evaluateSignal(synchronizedActions, view(fields), platform());
  const twice = [gathering('co-like', [0, 1, 2], 'p1'), gathering('co-like', [0, 1, 3], 'p2')];

  test('weigh what is left after the price of having chosen the group', () => {
    expect(read({ gatherings: twice, together: together(25) }).weight_nats).toBe(25);
    expect(read({ gatherings: twice, together: together(-25) }).weight_nats).toBe(0);
  });

  test('are valued by who came at least twice, and every gathering can be looked up', () => {
    const found = read({ gatherings: twice, together: together(25) });
    expect(found.value).toBe(2 / 5);
    expect(found.evidence[1]).toMatchObject({
      accounts: ['m0', 'm1', 'm2'],
      targets: ['p1'],
      times: ['2026-05-02T10:00:00.000Z', '2026-05-02T10:00:30.000Z'],
    });
    expect(found.evidence[1]?.en).toContain('5 accounts in all did so then');
  });

  test('meetings of two are not gatherings', () => {
    const pairs = [gathering('co-like', [0, 1], 'p1'), gathering('co-like', [0, 1], 'p2')];
    expect(read({ gatherings: pairs, together: together(25) }).value).toBe(0);
  });

  test.each(['registered-burst', 'cohort-target', 'co-device', 'co-network', 'near-text'])(
    'cannot be told from %s alone',
    (trace) => {
      const found = read({ gatherings: [gathering(trace, [0, 1, 2])], together: together(25) });
      expect(found).toMatchObject({ value: null, weight_nats: 0 });
      expect(found.abstained).toMatch(/never acted/);
    },
  );
});

describe.each([
  {
    signal: commentSections,
    census: 'commenters' as const,
    by: (n: number, thing: string) => action(n, { action: 'comment', targetId: thing }),
  },
  {
    signal: topicShare,
    census: 'topics' as const,
    by: (n: number, thing: string) => action(n, { topics: [thing] }),
  },
  {
    signal: commonLinks,
    census: 'domains' as const,
    by: (n: number, thing: string) => action(n, { domains: [thing] }),
  },
])('$signal.id', ({ signal, census: counted, by }) => {
  const read = (count: number, thing: string, total: number) =>
    evaluateSignal(
      signal,
      view({ members: members(15), actions: Array.from({ length: count }, (_, n) => by(n, thing)) }),
      platform({ [counted]: census(5_000, { [thing]: total }) }),
    );

  test('has weight where most of those there are members', () => {
    const found = read(15, 'theirs', 20);
    expect(found.value).toBe(0.75);
    expect(found.weight_nats).toBeGreaterThan(50);
    expect(found.evidence[0]).toMatchObject({ targets: ['theirs'], observed: 0.75 });
  });

  test('has none where they are as many as anywhere', () => {
    expect(read(15, 'popular', 9_900).weight_nats).toBe(0);
  });

  test('has none where a huge cluster is a little more than its share', () => {
    const actions = Array.from({ length: 1_200 }, (_, n) => by(n, 'popular'));
    const world = platform({ [counted]: census(5_000, { popular: 5_000 }) });
    const found = evaluateSignal(signal, view({ members: members(2_000), actions }), world);
    expect(found).toMatchObject({ value: 0.24, weight_nats: 0 });
  });

  test('cannot tell where fewer than three of them were', () => {
    expect(read(2, 'theirs', 2).abstained).toMatch(/fewer than three/);
    expect(read(0, 'theirs', 0).value).toBeNull();
  });
});

test('an empty topic is no topic that they hold', () => {
  const actions = Array.from({ length: 5 }, (_, n) => action(n, { topics: [''] }));
  expect(evaluateSignal(topicShare, view({ actions }), platform()).value).toBeNull();
});

describe('the cadence of registrations', () => {
  const read = (times: readonly number[]) => {
    const { nats, gaps, meanGapMs } = cadence(Float64Array.from(times), { resolutionMs: 1_000 });
    return evaluateSignal(
      registrationCadence,
      view({ registrationCadence: { nats, gaps, meanGapMs } }),
      platform(),
    );
  };
  const start = Date.UTC(2026, 4, 2);

  test('of a script has weight, with pauses as short and uneven as scripts make them', () => {
    const rng = createRng(5);
    const times: number[] = [];
    for (let n = 0, at = start; n < 30; n += 1, at += 40_000 + rng.int(30_000)) times.push(at);
    expect(read(times).weight_nats).toBeGreaterThan(10);
  });

  test('of a rush of people has next to none, on average over 20 rushes', () => {
    const weights = Array.from({ length: 20 }, (_, seed) => {
      const rng = createRng(100 + seed);
      return read(Array.from({ length: 30 }, () => start + rng.int(1_800_000)).sort((a, b) => a - b))
        .weight_nats;
    });
    expect(weights.reduce((sum, nats) => sum + nats, 0) / weights.length).toBeLessThan(0.5);
    expect(Math.max(...weights)).toBeLessThan(Math.log(20));
  });

  test('cannot be told from few gaps or none', () => {
    expect(read([start, start + 60_000, start + 120_000, start + 180_000]).abstained).toMatch(
      /fewer than 10/,
    );
    expect(evaluateSignal(registrationCadence, view(), platform()).value).toBeNull();
  });
});
