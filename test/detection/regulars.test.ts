import { describe, expect, test } from 'vitest';
import type { KindTraces } from '../../src/detection/read-traces.ts';
import { findRegulars } from '../../src/detection/regulars.ts';
import { returnsToAuthors } from '../../src/detection/returns.ts';
import { findGatherings, indexTraces, NO_OWNER } from '../../src/mining/index.ts';
import { createRng } from '../../src/redteam/index.ts';
import { traceKind } from '../../src/traces/index.ts';

const AUTHOR = 999;
const POSTS = 20;
const GROUP = Uint32Array.from({ length: 10 }, (_, account) => account);

/** Likes of posts, one bucket each, by accounts at times. */
function likes(
  timesOf: (post: number) => readonly (readonly [account: number, at: number])[],
  owner = AUTHOR,
  name = 'co-like',
): KindTraces {
  const rows = Array.from({ length: POSTS }, (_, bucket) =>
    [...timesOf(bucket)].sort((a, b) => a[1] - b[1]).map(([account, at]) => ({ bucket, account, at })),
  ).flat();
  return {
    kind: traceKind(name),
    columns: {
      length: rows.length,
      bucket: Uint32Array.from(rows, ({ bucket }) => bucket),
      at: Float64Array.from(rows, ({ at }) => at),
      account: Uint32Array.from(rows, ({ account }) => account),
    },
    bucketKeys: BigUint64Array.from({ length: POSTS }, (_, bucket) => BigInt(bucket)),
    owners: new Uint32Array(POSTS).fill(owner),
  };
}
const HOUR = 3_600_000;
const within = (ms: number) => (post: number) =>
  [...GROUP].map((account) => [account, post * HOUR + ((account * 7 + post * 3) % 10) * (ms / 10)] as const);
/** Others come over the day. */
const others = (post: number, at: (n: number) => number) =>
  Array.from({ length: 10 }, (_, n) => [100 + n, post * HOUR + at(n)] as const);

const returnsOf = (traces: KindTraces) => {
  const index = indexTraces(traces.columns, traces.kind.windowMs);
  const gatherings = findGatherings(index, GROUP).map((one) => ({ ...one, kind: 0, natsPerMember: 1 }));
  return returnsToAuthors(gatherings, [{ ...traces, index }], GROUP).nats;
};

describe('accounts that come to all posts of an author', () => {
  test('within half a minute of each other are its regulars, and no fans', () => {
    expect(findRegulars([likes(within(30_000))])).toEqual([GROUP]);
    expect(returnsOf(likes(within(30_000)))).toBeCloseTo(POSTS * 9 * Math.log(3 / 2) - Math.log(POSTS));
  });

  test('at their own times within minutes are fans', () => {
    const rng = createRng(5);
    const fans = likes((post) =>
      [...GROUP].map((account) => [account, post * HOUR - Math.log(1 - rng.next()) * 3 * 60_000] as const),
    );
    expect(findRegulars([fans])).toEqual([]);
    expect(returnsOf(fans)).toBe(0);
  });

  test('are told from others who come later, and not from others who come at the same time', () => {
    const late = likes((post) => [...within(30_000)(post), ...others(post, (n) => (n + 1) * 120_000)]);
    const same = likes((post) => [...within(30_000)(post), ...others(post, (n) => n * 3_000)]);
    expect(returnsOf(late)).toBeGreaterThan(60);
    expect(returnsOf(same)).toBeLessThan(10);
  });

  test('are looked at neither by the hour nor where the author is not known', () => {
    for (const traces of [likes(within(30_000), AUTHOR, 'co-like-1h'), likes(within(30_000), NO_OWNER)]) {
      expect(findRegulars([traces])).toEqual([]);
      expect(returnsOf(traces)).toBe(0);
    }
  });
});
