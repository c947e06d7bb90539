import { describe, expect, test } from 'vitest';
import { createRng } from '../../src/redteam/index.ts';
import { batchRegistration } from '../../src/signals/batch-registration.ts';
import {
  evaluateSignal,
  excessNats,
  type Member,
  type Platform,
  shareElsewhere,
} from '../../src/signals/index.ts';
import { census, members, platform, view } from '../support/cluster-views.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2023, 0, 1);
const YEARS = 1_000 * DAY;

const rng = createRng(11);
const spread = (count: number) => Array.from({ length: count }, () => START + rng.int(YEARS));
const OTHERS = spread(5_000);

/** The signal on members registered at these times, among others. */
function read(
  times: readonly (number | null)[],
  {
    others = OTHERS,
    fieldsOf = () => ({}),
    ...rest
  }: Partial<Platform> & {
    readonly others?: readonly number[];
    readonly fieldsOf?: (index: number) => Partial<Member>;
  } = {},
) {
  const known = times.filter((time) => time !== null);
  return evaluateSignal(
    batchRegistration,
    view({ members: members(times.length, (n) => ({ registeredAt: times[n] ?? null, ...fieldsOf(n) })) }),
    platform({ registrations: Float64Array.from([...others, ...known]).sort(), ...rest }),
  );
}
const within = (count: number, from: number, lengthMs: number) =>
  Array.from({ length: count }, (_, n) => from + Math.floor((n * lengthMs) / count));

const NIGHT = START + 500 * DAY + 2 * HOUR;

describe('a batch of registrations', () => {
  test('within an hour is found, with its accounts and times', () => {
    const found = read(within(20, NIGHT, HOUR));
    expect(found.value).toBe(1);
    expect(found.weight_nats).toBeGreaterThan(50);
    expect(found.evidence[0]?.accounts).toHaveLength(20);
    expect(found.evidence[0]?.times[0]).toBe(new Date(NIGHT).toISOString());
  });

  test('is found in a cluster that has others, too, and only its accounts are named', () => {
    const found = read([...within(12, NIGHT, 30 * MINUTE), ...spread(12)]);
    expect(found.value).toBeCloseTo(0.5, 1);
    expect(found.weight_nats).toBeGreaterThan(10);
    const named = found.evidence.flatMap(({ accounts }) => accounts);
    expect(named).toEqual(expect.arrayContaining(Array.from({ length: 12 }, (_, n) => `m${n}`)));
    expect(named.length).toBeLessThanOrEqual(14);
  });

  test('of less than 30 % of a huge cluster has no weight', () => {
    expect(read([...within(200, NIGHT, HOUR), ...spread(800)])).toMatchObject({ value: 0, weight_nats: 0 });
  });

  test('on several nights adds up, night by night', () => {
    const nights = (count: number) => [
      ...Array.from({ length: count }, (_, night) => within(8, NIGHT + night * 7 * DAY, 8 * MINUTE)).flat(),
      ...spread(8 * (4 - count)),
    ];
    const weights = [1, 2, 3, 4].map((count) => read(nights(count)).weight_nats);
    for (let n = 1; n < weights.length; n += 1)
      expect(weights[n]).toBeGreaterThan((weights[n - 1] as number) + 5);
    const found = read(nights(4));
    expect(found).toMatchObject({ value: 1, evidence: { length: 5 } });
    // First all of them, so that the value can be checked by hand, then each night with its accounts.
    expect(found.evidence[0]?.en).toMatch(
      /^32 of 32 accounts registered in 4 batches \((8 within [^,]+(, )?){4}\)/,
    );
    expect(found.evidence.slice(1).map(({ accounts }) => accounts.length)).toEqual([8, 8, 8, 8]);
  });

  test('while everybody registered gives no weight', () => {
    const promotion = NIGHT + 10 * HOUR;
    const rush = Array.from({ length: 3_000 }, () => promotion + rng.int(6 * HOUR));
    const found = read(within(30, promotion, 6 * HOUR), { others: [...OTHERS, ...rush] });
    expect(found).toMatchObject({ value: 0, weight_nats: 0, abstained: null });
  });
});

describe('one network', () => {
  const onNetwork = (all: number) => ({
    networks: census(10_000, { campus: all }),
    fieldsOf: () => ({ registrationNetwork: 'campus' }),
  });

  test('that half as many others use as well explains a batch: it abstains', () => {
    const found = read(within(30, NIGHT, HOUR), onNetwork(45));
    expect(found).toMatchObject({ value: null, weight_nats: 0 });
    expect(found.abstained).toContain('15 other accounts');
  });

  test('that only the batch uses explains nothing', () => {
    expect(read(within(30, NIGHT, HOUR), onNetwork(30)).weight_nats).toBeGreaterThan(50);
    expect(read(within(30, NIGHT, HOUR), onNetwork(44)).weight_nats).toBeGreaterThan(50);
  });
});

describe('times that are only dates', () => {
  const date = (time: number) => Math.floor(time / DAY) * DAY;
  const dates = { others: OTHERS.map(date), registrationResolutionMs: DAY };

  test('make no batch of accounts from all years', () => {
    for (let n = 0; n < 20; n += 1)
      expect(read(spread(40).map(date), dates)).toMatchObject({ value: 0, weight_nats: 0 });
  });

  test('make no batch of a day on which many registered', () => {
    const busy = date(NIGHT);
    const others = [...dates.others, ...Array.from({ length: 2_000 }, () => busy)];
    expect(read(within(20, busy, 1), { ...dates, others })).toMatchObject({ value: 0, weight_nats: 0 });
  });

  test('are not searched with windows that they cannot tell apart, and pay for none', () => {
    const found = read(
      Array.from({ length: 20 }, () => date(NIGHT)),
      dates,
    );
    const usual = shareElsewhere(
      dates.others.filter((time) => time === date(NIGHT)).length + 20,
      5_020,
      20,
      20,
    );
    // Of all lengths, three days alone are two dates or more; they may begin at any of the 20.
    expect(found.weight_nats).toBeCloseTo(excessNats(20, 20, usual) - Math.log(20 * 1), 9);
  });

  test('are never said to lie within less than a day', () => {
    const found = read(
      Array.from({ length: 20 }, () => date(NIGHT)),
      dates,
    );
    expect(found.evidence).not.toEqual([]);
    for (const { en, zh } of found.evidence) {
      expect(en).toContain('within 24 h');
      expect(zh).toContain('24 小时');
    }
  });
});

describe('it cannot tell', () => {
  test('where most times are unknown', () => {
    const found = read([...within(4, NIGHT, HOUR), ...Array.from({ length: 5 }, () => null)]);
    expect(found).toMatchObject({ value: null, weight_nats: 0 });
    expect(found.abstained).toBe('registration times are known for 4 of 9 accounts');
  });

  test('where there is nobody to compare with', () => {
    expect(read(within(20, NIGHT, HOUR), { others: spread(29) }).abstained).toMatch(/too few other accounts/);
  });
});
