import { beforeAll, describe, expect, test } from 'vitest';
import { composeScenarios } from '../../../src/redteam/index.ts';
import { type Delay, LOOK_MS, measureDelays } from '../../../src/redteam/matrix/delays.ts';
import { storedEvents } from '../../support/stored-events.ts';

const DAY_MS = 86_400_000;
const FROM = Date.UTC(2026, 4, 2);
const stored = storedEvents();

describe('the time to detection', () => {
  const composition = composeScenarios({
    seed: 11,
    from: FROM,
    to: FROM + DAY_MS,
    parts: [
      {
        scenario: 'organic-city',
        knobs: { accounts: 1_500, posts: 700, sittings: 2_500, viralLikes: 0, reports: 0, niches: 0 },
      },
      { scenario: 'like-farm', knobs: { accounts: 60 } },
      // Five accounts with one task: nobody can find them.
      { scenario: 'like-farm', knobs: { accounts: 5, targets: 1 } },
    ],
  });
  const acts = new Map<string, number[]>();
  let delays: readonly Delay[];

  beforeAll(async () => {
    const events = [...composition.events()];
    const groupOf = new Map([...composition.truth()].map(({ account_id, group }) => [account_id, group]));
    for (const event of events) {
      const group = event.type === 'action' ? groupOf.get(event.account_id) : null;
      if (group == null || event.type !== 'action') continue;
      acts.set(group, [...(acts.get(group) ?? []), Number(new Date(event.occurred_at))]);
    }
    await stored.add(events);
    delays = await measureDelays(
      stored.store,
      { from: FROM, to: FROM + DAY_MS },
      [...composition.truth()],
      'town',
    );
  }, 120_000);

  test('runs from the first act to a look, and counts the acts till then', () => {
    const [large] = delays.toSorted((a, b) => (b.acts ?? 0) - (a.acts ?? 0));
    const times = acts.get(large?.group ?? '') ?? [];
    const first = Math.min(...times);
    const look = first + (large?.minutes ?? Number.NaN) * 60_000;
    expect(Math.abs(((look - FROM + LOOK_MS / 2) % LOOK_MS) - LOOK_MS / 2)).toBeLessThan(60_000);
    const looked = FROM + Math.round((look - FROM) / LOOK_MS) * LOOK_MS;
    expect(large?.acts).toBe(times.filter((at) => at < looked).length);
  });

  test('is not there for an army that no look finds', () => {
    expect(delays).toHaveLength(2);
    expect(delays.map(({ minutes }) => minutes)).toContain(null);
  });
});
