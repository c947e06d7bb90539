import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTime } from '../../src/ingest/times.ts';

const AT = Date.UTC(2026, 4, 2, 10, 0, 5);

describe('ISO 8601', () => {
  test.each([
    ['2026-05-02T10:00:05Z', AT],
    ['2026-05-02T10:00:05', AT],
    ['2026-05-02 10:00:05', AT],
    ['2026-05-02 10:00:05 UTC', AT],
    ['2026-05-02T18:00:05+08:00', AT],
    ['2026-05-02T18:00:05+0800', AT],
    ['2026-05-02T04:30:05-05:30', AT],
    ['2026-05-02T10:00:05.1Z', AT + 100],
    ['2026-05-02T10:00:05.120999Z', AT + 120],
    ['2026-05-02T10:00:05,5', AT + 500],
    ['2026-05-02T10:00', AT - 5000],
    ['2026-05-02', Date.UTC(2026, 4, 2)],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    ['2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1)],
  ])('%s', (text, ms) => {
    expect(readTime(text)).toEqual({ ms, unit: 'ISO 8601' });
  });

  test.each([
    '2023-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-05-02T24:00:00Z',
    '2026-05-02T10:60:00Z',
    '2026-05-02T10:00:61Z',
    '2026-05-02T10:00:05.Z',
    '2026-05-02T10:00:05+99:00',
    '2026-05-02T10:00:05 PST',
    '2026-05-02x10:00:05Z',
    '2026-05-0',
    '02-05-2026',
    'yesterday',
    '',
    '-',
    'NaN',
    '0x10',
  ])('%j is no time', (text) => {
    expect(readTime(text)).toBeUndefined();
  });

  test.each([
    ['2026/05/02 10:00:05', AT, 'ISO 8601'],
    ['2026/5/2 9:00:05', AT - 3_600_000, 'ISO 8601'],
    ['2026/5/2', Date.UTC(2026, 4, 2), 'ISO 8601'],
    ['Sat May 02 18:00:05 +0800 2026', AT, 'RFC 2822'],
    ['Sat May  2 10:00:05 +0000 2026', AT, 'RFC 2822'],
    ['Sat, 02 May 2026 10:00:05 GMT', AT, 'RFC 2822'],
    ['2 May 2026 05:30:05 -0430', AT, 'RFC 2822'],
  ])('%s is a date, too', (text, ms, unit) => {
    expect(readTime(text)).toEqual({ ms, unit });
  });

  test.each([
    '2026/13/02',
    '5/2/2026',
    '2026/5/2 9:00:61',
    'Sat Moy 02 10:00:05 +0000 2026',
    'Fri Feb 30 10:00:05 +0000 2026',
    'Sat, 02 May 2026 10:00:05 PST',
  ])('%s is none', (text) => {
    expect(readTime(text)).toBeUndefined();
  });

  test('whatever Date writes is read back', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
        (date) => {
          expect(readTime(date.toISOString())?.ms).toBe(date.getTime());
        },
      ),
    );
  });
});

describe('epoch numbers', () => {
  const ms = Date.UTC(2021, 5, 16, 22, 4, 51, 250);
  test.each([
    [Math.floor(ms / 1000), Math.floor(ms / 1000) * 1000, 'epoch seconds'],
    [ms / 1000, ms, 'epoch seconds'],
    [ms, ms, 'epoch milliseconds'],
    [ms * 1000 + 999, ms, 'epoch microseconds'],
    [String(ms), ms, 'epoch milliseconds'],
    ['1467681198.0', 1_467_681_198_000, 'epoch seconds'],
    ['1.467681198e9', 1_467_681_198_000, 'epoch seconds'],
  ])('%s', (value, expected, unit) => {
    expect(readTime(value)).toEqual({ ms: expected, unit });
  });

  test('fractions of seconds keep every millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 800_000_000_000, max: 4_000_000_000_000 }), (value) => {
        expect(readTime(value / 1000)?.ms).toBe(value);
        expect(readTime((value / 1000).toFixed(3))?.ms).toBe(value);
      }),
    );
  });

  test('what is larger than microseconds is no time', () => {
    expect(readTime(1e17)).toBeUndefined();
    expect(readTime(Number.NaN)).toBeUndefined();
    expect(readTime(Number.POSITIVE_INFINITY)).toBeUndefined();
  });
});
