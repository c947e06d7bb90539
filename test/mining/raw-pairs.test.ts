import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rawPairs } from '../../src/mining/index.ts';
import { slowRawPairs } from './oracle.ts';
import { edgesOf, type Row, tracesOf } from './traces.ts';

const rowsArbitrary = fc.array(
  fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 60 }), fc.nat({ max: 8 })).map((row): Row => row),
  { maxLength: 60 },
);

describe('raw pairs', () => {
  it('are those that comparing every two rows finds, with the same buckets and times', () => {
    fc.assert(
      fc.property(rowsArbitrary, fc.constantFrom(0, 1, 7, 30, Infinity), (rows, windowMs) => {
        const traces = tracesOf(rows);
        const found = edgesOf(rawPairs(traces, { windowMs })).map(({ surprise: _, ...edge }) => edge);
        expect(found).toEqual(slowRawPairs(traces, windowMs));
      }),
      { numRuns: 300 },
    );
  });

  it('keep their number of meetings when accounts are renamed', () => {
    fc.assert(
      fc.property(rowsArbitrary, (rows) => {
        const keyed = (list: readonly Row[], name: (who: number) => number) =>
          edgesOf(rawPairs(tracesOf(list), { windowMs: 7 }))
            .map((e) =>
              [...[name(e.a), name(e.b)].sort((p, q) => p - q), e.meetings, e.firstAt, e.lastAt].join(),
            )
            .sort();
        const turned = rows.map(([bucket, at, account]): Row => [bucket, at, 8 - account]);
        expect(keyed(turned, (who) => 8 - who)).toEqual(keyed(rows, (who) => who));
      }),
    );
  });

  it('count one bucket once, however many rows two accounts leave in it', () => {
    const rows: Row[] = [0, 1, 2, 3].flatMap((i): Row[] => [
      [5, i * 100, 1],
      [5, i * 100 + 1, 2],
    ]);
    expect(edgesOf(rawPairs(tracesOf(rows), { windowMs: 10 }))).toEqual([
      { a: 1, b: 2, meetings: 1, surprise: 0, firstAt: 0, lastAt: 0 },
    ]);
  });

  it('include two traces exactly one window apart, and not one millisecond more', () => {
    const apart = (ms: number) =>
      rawPairs(
        tracesOf([
          [0, 0, 0],
          [0, ms, 1],
        ]),
        { windowMs: 1_000 },
      ).length;
    expect([apart(1_000), apart(1_001)]).toEqual([1, 0]);
  });

  it('of nothing are none', () => {
    expect(rawPairs(tracesOf([]), { windowMs: 1 }).length).toBe(0);
  });

  it('refuse traces that are not sorted', () => {
    const traces = {
      ...tracesOf([
        [0, 1, 0],
        [1, 1, 1],
      ]),
      bucket: Uint32Array.of(1, 0),
    };
    expect(() => rawPairs(traces, { windowMs: 1 })).toThrowError(/not sorted/);
  });
});

const data = process.env.BREAKWATER_DATA ?? join(import.meta.dirname, '../../../shared/data');
const tweets = join(data, 'coortweet/russian_coord_tweets.csv');
const present = existsSync(tweets);
if (!present) console.warn(`Skipped: parity with CooRTweet, as ${tweets} is absent (set BREAKWATER_DATA).`);

describe.skipIf(!present && process.env.CI !== 'true')('parity with CooRTweet 2.1.3', () => {
  it.each([10, 60])('is exact for pairs within %i s', (seconds) => {
    const accounts = new Map<string, number>();
    const objects = new Map<string, number>();
    const numberOf = (ids: Map<string, number>, id: string) => {
      const known = ids.get(id) ?? ids.size;
      ids.set(id, known);
      return known;
    };
    const rows = linesOf(tweets).map(([object, account, , seconds]): Row => {
      return [
        numberOf(objects, object as string),
        Number(seconds) * 1_000,
        numberOf(accounts, account as string),
      ];
    });
    const names = [...accounts.keys()];
    const found = edgesOf(rawPairs(tracesOf(rows), { windowMs: seconds * 1_000 }));
    const expected = linesOf(join(data, `coortweet/expected_edges_tw${seconds}.csv`));
    expect(expected.length).toBeGreaterThan(1_000);
    const keys = (pairs: (string | undefined)[][]) => pairs.map((pair) => pair.sort().join(' ')).sort();
    expect(keys(found.map(({ a, b }) => [names[a], names[b]]))).toEqual(
      keys(expected.map(([from, to]) => [from, to])),
    );
  });
});

function linesOf(file: string): string[][] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => line.replaceAll('"', '').split(','));
}
