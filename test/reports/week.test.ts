/** ISO weeks, against known calendars. */
import { expect, test } from 'vitest';
import { lastWeek, parseWeek, weekBefore, weekOf } from '../../src/reports/weekly/week.ts';

// From the calendar: the week of 4 January is the first; years with a Thursday on 1 January or 31 December have 53.
test.each([
  ['2026-W01', '2025-12-29', '2026-01-05'],
  ['2026-W20', '2026-05-11', '2026-05-18'],
  ['2026-W53', '2026-12-28', '2027-01-04'],
  ['2020-W53', '2020-12-28', '2021-01-04'],
  ['2021-W01', '2021-01-04', '2021-01-11'],
  ['2024-W09', '2024-02-26', '2024-03-04'],
])('%s goes from %s to %s', (id, from, to) => {
  const week = parseWeek(id);
  expect([week.from, week.to]).toEqual([Date.parse(from), Date.parse(to)]);
  expect(weekOf(week.from).id).toBe(id);
  expect(weekOf(week.to - 1).id).toBe(id);
  expect(weekOf(week.to).id).not.toBe(id);
});

test.each(['2026-20', '2026-W00', '2026-W54', '2025-W53', 'W20', '2026-W2', 'now'])(
  '"%s" is no week',
  (text) => {
    expect(() => parseWeek(text)).toThrow(/is no week/);
  },
);

test('the last week is over, and weeks before go over the new year', () => {
  const monday = Date.parse('2026-05-18T00:00:00Z');
  expect(lastWeek(monday).id).toBe('2026-W20');
  expect(lastWeek(monday - 1).id).toBe('2026-W19');
  expect(weekBefore(parseWeek('2026-W01')).id).toBe('2025-W52');
  expect(weekBefore(parseWeek('2021-W01'), 2).id).toBe('2020-W52');
});
