/** Who reports the same people again and again, through the real engine: an army, and an outrage. */
import { describe, expect, test } from 'vitest';
import { detect } from '../../src/detection/index.ts';
import { createRng, type Rng } from '../../src/redteam/index.ts';
import { storedEvents, type TestEvent } from '../support/stored-events.ts';

const stored = storedEvents();
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const DAWN = Date.UTC(2026, 4, 2);
const CROWD = 2_500;
const ARMY = 30;

const account = (account_id: string, registered_at: number, device_id: string): TestEvent => ({
  type: 'account',
  account_id,
  observed_at: registered_at,
  registered_at,
  registration: { device_id },
});
let ids = 0;
const report = (reporter_id: string, account_id: string, reported_at: number): TestEvent => ({
  type: 'report',
  report_id: `r${++ids}`,
  reporter_id,
  account_id,
  reason: 'abuse',
  reported_at,
});
const like = (rng: Rng, account_id: string): TestEvent => ({
  type: 'action',
  event_id: `e${++ids}`,
  account_id,
  action: 'like',
  target_id: `p${rng.int(8_000)}`,
  occurred_at: DAWN + rng.int(DAY),
});

/** People who like this and that, and now and then report somebody. */
function crowd(rng: Rng): TestEvent[] {
  return Array.from({ length: CROWD }, (_, n) => [
    account(`c${n}`, DAWN - 5 * DAY - rng.int(900 * DAY), `phone ${n}`),
    ...Array.from({ length: 4 }, () => like(rng, `c${n}`)),
    ...(rng.next() < 0.1 ? [report(`c${n}`, `c${rng.int(CROWD)}`, DAWN + rng.int(DAY))] : []),
  ]).flat();
}

/** Accounts of one night on six phones; of each shift three in five report its victim within a quarter of an hour. */
function army(rng: Rng): TestEvent[] {
  const born = DAWN - 20 * DAY;
  const made = Array.from({ length: ARMY }, (_, n) => [
    account(`a${n}`, born + rng.int(60 * MINUTE), `pool ${n % 6}`),
    ...Array.from({ length: 5 }, () => like(rng, `a${n}`)),
  ]).flat();
  const shifts = Array.from({ length: 10 }, (_, victim) => {
    const ordered = DAWN + 60 * MINUTE * (1 + 2 * victim);
    return Array.from({ length: ARMY }, (_, n) => n)
      .filter(() => rng.next() < 0.6)
      .map((n) => report(`a${n}`, `c${victim}`, ordered + rng.int(15 * MINUTE)));
  });
  return [...made, ...shifts.flat()];
}

async function accused(events: readonly TestEvent[], verdict: string) {
  await stored.clear();
  await stored.add(events);
  const { verdicts } = await detect({ store: stored.store, runId: `run ${++ids}` });
  return verdicts
    .filter((line) => line.verdict === verdict)
    .flatMap(({ accounts, patterns }) =>
      accounts.map(({ account_id }) => ({ account_id, pattern: patterns[0] })),
    );
}

describe.each([1, 2, 3])('seed %i', (seed) => {
  test('an army that reports to order is one, though it files most of the reports', async () => {
    const rng = createRng(seed);
    const found = await accused([...crowd(rng), ...army(rng)], 'water_army');
    expect(found.filter(({ account_id }) => account_id.startsWith('c'))).toEqual([]);
    expect(found.length).toBeGreaterThanOrEqual(0.9 * ARMY);
    expect(new Set(found.map(({ pattern }) => pattern))).toEqual(new Set(['comment_control']));
  });

  test('people who are cross with one account, or with two, within an hour are none', async () => {
    const rng = createRng(seed);
    const cross = ['c1', 'c2'].flatMap((hated, nth) =>
      Array.from({ length: 150 }, () =>
        report(
          `c${3 + rng.int(CROWD - 3)}`,
          hated,
          DAWN + (10 + 3 * nth) * 60 * MINUTE + rng.int(60 * MINUTE),
        ),
      ),
    );
    const events = [...crowd(rng), ...cross];
    expect(await accused(events, 'water_army')).toEqual([]);
    expect(await accused(events, 'coordinated')).toEqual([]);
  });
});
