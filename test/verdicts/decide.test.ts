import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SignalResult } from '../../src/contract/index.ts';
import type { Member } from '../../src/signals/index.ts';
import { addEvidence } from '../../src/verdicts/add-evidence.ts';
import { decide } from '../../src/verdicts/decide.ts';
import { MODEL } from '../../src/verdicts/index.ts';
import { action, members } from '../support/cluster-views.ts';
import { anyAgainst, anySignals, cluster, gathering, PROVEN, result, UNPROVEN } from './evidence.ts';

const verdictOf = (
  view: ReturnType<typeof cluster>,
  signals: readonly SignalResult[],
  against: readonly { id: string; en: string; zh: string; weight_nats: number }[] = [],
) => decide(view, signals, addEvidence(signals, against, MODEL), MODEL);

const anyTogether = fc.record({
  evidenceNats: fc.integer({ min: 0, max: 200 }),
  priceNats: fc.integer({ min: 0, max: 100 }),
});

/** Kinds whose signals, uncapped, reach twenty to one. */
const kindsOf = (signals: readonly SignalResult[]) =>
  MODEL.inauthentic.filter(
    (kind) =>
      signals.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.weight_nats, 0) >=
      Math.log(20),
  );

describe('a water army', () => {
  test('is never found with fewer than two kinds of inauthenticity', () => {
    fc.assert(
      fc.property(anySignals, anyAgainst, anyTogether, (signals, against, together) => {
        fc.pre(kindsOf(signals).length < 2);
        expect(verdictOf(cluster(together), signals, against)).not.toBe('water_army');
      }),
      { numRuns: 2_000 },
    );
  });

  test('always rests on two kinds, on a high probability, and on proof that they did something together', () => {
    let armies = 0;
    fc.assert(
      fc.property(anySignals, anyAgainst, anyTogether, (signals, against, together) => {
        if (verdictOf(cluster(together), signals, against) !== 'water_army') return;
        armies += 1;
        expect(kindsOf(signals).length).toBeGreaterThanOrEqual(2);
        expect(addEvidence(signals, against, MODEL).probability).toBeGreaterThanOrEqual(0.9);
        const acted = together.evidenceNats - together.priceNats >= Math.log(1_000);
        const registered = signals.some(
          ({ id, weight_nats }) => id === 'batch_registration' && weight_nats >= Math.log(1_000),
        );
        expect(acted || registered).toBe(true);
      }),
      { numRuns: 8_000 },
    );
    expect(armies).toBeGreaterThan(100);
  });

  test('needs a high probability, too: what speaks against it can turn it', () => {
    const signals = [result('a', 'identity', 4), result('b', 'content', 5), result('c', 'infrastructure', 5)];
    expect(verdictOf(cluster(PROVEN), signals)).toBe('water_army');
    const reason = { id: 'r', en: 'verified', zh: '已认证', weight_nats: 6 };
    expect(verdictOf(cluster(PROVEN), signals, [reason])).toBe('coordinated');
  });
});

describe('groups that hide nothing', () => {
  const signals = MODEL.inauthentic.map((kind) => result(kind, kind, 1_000));
  const verdictOn = (fields: (index: number) => Partial<Member>, together = PROVEN) =>
    verdictOf({ ...cluster(together), members: members(10, fields) }, signals);

  test('are no water army when nearly all are verified; half of them save nobody', () => {
    expect(verdictOn((n) => ({ verified: n < 9 }))).toBe('coordinated');
    expect(verdictOn((n) => ({ verified: n < 8 }))).toBe('water_army');
    expect(verdictOn((n) => ({ bio: n < 5 ? 'I am a bot' : '' }))).toBe('water_army');
  });

  test('are no water army when half are verified under one operator', () => {
    expect(verdictOn((n) => ({ verified: n < 5, operator: n < 5 ? 'service' : null }))).toBe('coordinated');
    expect(verdictOn((n) => ({ verified: n < 5, operator: `agency ${n}` }))).toBe('water_army');
    expect(verdictOn(() => ({ verified: false, operator: 'service' }))).toBe('water_army');
  });

  test('are a water army when they say that they are bots, and like what others post', () => {
    const bots = { ...cluster(PROVEN), members: members(10, () => ({ bio: 'I am a bot' })) };
    const acts = (like: number) =>
      bots.members.flatMap((_, n) => [
        ...Array.from({ length: 10 - like }, (__, i) => action(n, { action: i % 2 ? 'post' : 'comment' })),
        ...Array.from({ length: like }, () => action(n, { recipient: 'outsider' })),
      ]);
    expect(verdictOf({ ...bots, actions: acts(5) }, signals)).toBe('coordinated');
    expect(verdictOf({ ...bots, actions: acts(6) }, signals)).toBe('water_army');
  });

  test.each(['Weather bot for Hamburg', 'automated news', '天气机器人', '自动播报'])(
    'are no water army when they say "%s"',
    (bio) => {
      expect(verdictOn(() => ({ bio }))).toBe('coordinated');
    },
  );

  test.each(['not a bot', "I'm NOT a bot!", 'no bots please', '我不是机器人', '非机器人'])(
    'are not those that say "%s"',
    (bio) => {
      expect(verdictOn(() => ({ bio }))).toBe('water_army');
    },
  );
});

test('four accounts are a family, or one person with several, and never an army', () => {
  const signals = [
    result('a', 'content', 50),
    result('b', 'infrastructure', 50),
    result('c', 'identity', 50),
  ];
  const five = cluster(PROVEN);
  expect(verdictOf(five, signals)).toBe('water_army');
  expect(verdictOf({ ...five, members: five.members.slice(0, 4) }, signals)).toBe('coordinated');
});

describe('accounts that act together', () => {
  test('are coordinated, whatever their one kind of inauthenticity', () => {
    expect(verdictOf(cluster(PROVEN), [])).toBe('coordinated');
    for (const kind of MODEL.inauthentic)
      expect(verdictOf(cluster(PROVEN), [result('x', kind, 1_000)])).toBe('coordinated');
  });

  test('are proven so from a thousand to one on, after the price of having chosen them', () => {
    const at = (nats: number) => verdictOf(cluster({ evidenceNats: 50 + nats, priceNats: 50 }), []);
    expect(at(Math.log(1_000) + 1e-9)).toBe('coordinated');
    expect(at(Math.log(1_000) - 1e-9)).toBe('insufficient_data');
  });
});

describe('a circle of friends', () => {
  const friends = (given: number, batch: number | null, ...more: readonly SignalResult[]) =>
    verdictOf(cluster(PROVEN), [
      result('own_applause', 'targets', 50, given),
      result('batch_registration', 'registration', 0, batch),
      result('shared_devices', 'infrastructure', 0, 0),
      ...more,
    ]);

  test('acts together as friends do, which proves nothing', () => {
    expect(friends(0.5, 0)).toBe('insufficient_data');
  });

  test('is none when they came together, give one another little, or nothing is known of it', () => {
    expect(friends(0.5, 0.4)).toBe('coordinated');
    expect(friends(0.5, null)).toBe('coordinated');
    expect(friends(0.1, 0)).toBe('coordinated');
  });

  test('is none with any kind of inauthenticity', () => {
    for (const kind of MODEL.inauthentic) expect(friends(0.5, 0, result('x', kind, 50))).toBe('coordinated');
  });
});

describe('accounts that only registered together', () => {
  const batch = result('batch_registration', 'registration', 50);

  test('are not enough to say anything', () => {
    expect(verdictOf(cluster(UNPROVEN), [batch])).toBe('insufficient_data');
  });

  test('are coordinated with one kind beside the registration that people who come by themselves do not bring', () => {
    const pace = result('registration_cadence', 'rhythm', 100);
    for (const found of [pace, result('x', 'infrastructure', 100), result('x', 'content', 100)])
      expect(verdictOf(cluster(UNPROVEN), [batch, found])).toBe('coordinated');
  });

  test("are not enough to say anything with names of one shape: newcomers have the platform's", () => {
    expect(verdictOf(cluster(UNPROVEN), [batch, result('x', 'identity', 100)])).toBe('insufficient_data');
  });

  const habits = result('machine_habits', 'rhythm', 100);
  const devices = result('x', 'infrastructure', 100);
  const content = result('y', 'content', 100);

  test.each([[[devices, content]], [[devices, habits]], [[content, habits]]])(
    'are a water army with two kinds that do not come with the batch',
    (found) => {
      expect(verdictOf(cluster(UNPROVEN), [batch, ...found])).toBe('water_army');
    },
  );

  test('are no water army with names that came with the batch, and one kind beside it', () => {
    for (const found of [devices, content, habits, result('registration_cadence', 'rhythm', 100)])
      expect(verdictOf(cluster(UNPROVEN), [batch, result('n', 'identity', 100), found])).toBe('coordinated');
  });

  test('need a batch that is proven by itself', () => {
    const weak = result('batch_registration', 'registration', Math.log(1_000) - 0.01);
    const rest = [result('x', 'identity', 100), result('y', 'content', 100)];
    expect(verdictOf(cluster(UNPROVEN), [weak, ...rest])).toBe('insufficient_data');
  });
});

test('three or four accounts that act together are friends, unless something about them is strange', () => {
  const few = (count: number) => ({ ...cluster(PROVEN), members: members(count) });
  expect(verdictOf(few(4), [])).toBe('insufficient_data');
  expect(verdictOf(few(5), [])).toBe('coordinated');
  expect(verdictOf(few(4), [result('x', 'infrastructure', 100)])).toBe('coordinated');
});

test('people who came one by one and mostly answer each other are a circle, unless something about them is strange', () => {
  const given = (share: number) => result('own_applause', 'targets', 9, share);
  const alone = result('batch_registration', 'registration', 0, 0);
  expect(verdictOf(cluster(PROVEN), [given(0.4), alone])).toBe('insufficient_data');
  expect(verdictOf(cluster(PROVEN), [given(0.2), alone])).toBe('coordinated');
  expect(verdictOf(cluster(PROVEN), [given(0.4)])).toBe('coordinated');
  expect(verdictOf(cluster(PROVEN), [given(0.4), alone, result('x', 'content', 100)])).toBe('coordinated');
});

describe('accounts of which nothing is proven', () => {
  const meetings = (count: number) => Array.from({ length: count }, () => gathering('co-like', [0, 1, 2]));

  test('are organic once enough of their gatherings were seen', () => {
    expect(verdictOf(cluster(UNPROVEN, meetings(5)), [])).toBe('organic');
    expect(verdictOf(cluster(UNPROVEN, meetings(4)), [])).toBe('insufficient_data');
  });

  test('are neither an army nor organic when they are strange', () => {
    const strange = MODEL.inauthentic
      .filter((kind) => kind !== 'registration')
      .map((kind) => result(kind, kind, 1_000));
    expect(verdictOf(cluster(UNPROVEN, meetings(9)), strange)).toBe('insufficient_data');
  });
});
