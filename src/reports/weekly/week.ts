/** ISO weeks, in UTC: from Monday 00:00 to the next. */
import { AppError } from '../../contract/index.ts';

const DAY = 86_400_000;
export const WEEK_MS = 7 * DAY;

export interface Week {
  /** `2026-W20`. */
  readonly id: string;
  /** Epoch milliseconds; `to` is exclusive. */
  readonly from: number;
  readonly to: number;
}

/** Monday of the week that holds the moment. */
const mondayOf = (at: number): number => {
  const day = Math.floor(at / DAY);
  // Day 0 was a Thursday.
  return (day - ((day + 3) % 7)) * DAY;
};

export function weekOf(at: number): Week {
  const from = mondayOf(at);
  // The week belongs to the year of its Thursday.
  const year = new Date(from + 3 * DAY).getUTCFullYear();
  const number = Math.round((from - mondayOf(Date.UTC(year, 0, 4))) / WEEK_MS) + 1;
  return { id: `${year}-W${String(number).padStart(2, '0')}`, from, to: from + WEEK_MS };
}

/** @throws AppError `bad-usage` when the text names no week. */
export function parseWeek(text: string): Week {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(text) ?? [];
  const from = mondayOf(Date.UTC(Number(year), 0, 4)) + (Number(number) - 1) * WEEK_MS;
  const week = year === undefined ? null : weekOf(from);
  if (week?.id === text) return week;
  throw new AppError('bad-usage', `reports/weekly: "${text.slice(0, 40)}" is no week`, {
    fix: 'an ISO week, from Monday to Sunday in UTC: 2026-W20',
  });
}

/** The last week that is over. */
export const lastWeek = (now: number): Week => weekOf(mondayOf(now) - 1);
export const weekBefore = ({ from }: Week, weeks = 1): Week => weekOf(from - weeks * WEEK_MS);
