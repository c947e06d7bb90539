/** How each account lives: the hours it keeps, the evenness of its pauses, and when it awoke from a long silence. */
import { CLOCKWORK_UNEVENNESS, type Habits, type Platform, SLEEPLESS_HOURS } from '../signals/index.ts';
import { type Facts, groupRows } from '../traces/index.ts';
import type { TimeWindow } from './time-window.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** With fewer actions, on fewer days, nobody's hours are known. */
const HOURS_ACTIONS = 48;
const HOURS_DAYS = 3;
/** Pauses above it are the end of a sitting. */
const SITTING_MS = 10 * MINUTE;
const PAUSES = 12;
/** A silence this long is sleep, not a holiday weekend. */
export const SLEEP_MS = 7 * DAY;

export interface HabitsOfAll {
  of(account: number): Habits;
  readonly census: Platform['habits'];
  /** When accounts awoke, sorted; and how many were watched for long enough to be seen asleep. */
  readonly awakenings: Float64Array;
  readonly watched: number;
}

/** Reads everybody's habits out of the acts of a window. O(acts). */
export function findHabits({ acts, known, accounts }: Facts, window: TimeWindow): HabitsOfAll {
  const { start, rows } = groupRows(acts.account, accounts);
  const hours = new Uint8Array(accounts);
  const unevenness = new Float64Array(accounts).fill(Number.NaN);
  const awoke = new Float64Array(accounts).fill(Number.NaN);
  let watched = 0;
  for (let account = 0; account < accounts; account++) {
    const own = rows.subarray(start[account], start[account + 1]);
    if (own.length === 0) continue;
    const times = Float64Array.from(own, (row) => acts.at[row] as number);
    hours[account] = hoursOf(times);
    unevenness[account] = unevennessOf(times);
    const registered = known.registeredAt[account] as number;
    // Who was there before the window began was silent until its first action.
    const since = registered < window.from ? window.from : (times[0] as number);
    if (window.to - since >= SLEEP_MS) watched++;
    awoke[account] = awakening(times, since);
  }
  const count = (values: ArrayLike<number>, has: (value: number) => boolean) => {
    let sum = 0;
    for (let account = 0; account < accounts; account++) if (has(values[account] as number)) sum++;
    return sum;
  };
  const orNull = (value: number) => (Number.isNaN(value) ? null : value);
  return {
    of: (account) => ({
      hoursOfDay: hours[account] === 0 ? null : (hours[account] as number),
      unevenness: orNull(unevenness[account] as number),
      awokeAt: orNull(awoke[account] as number),
    }),
    census: {
      hoursKnown: count(hours, (value) => value > 0),
      sleepless: count(hours, (value) => value >= SLEEPLESS_HOURS),
      pacesKnown: count(unevenness, (value) => !Number.isNaN(value)),
      clockwork: count(unevenness, (value) => value < CLOCKWORK_UNEVENNESS),
    },
    awakenings: awoke.filter((at) => !Number.isNaN(at)).sort(),
    watched,
  };
}

/** Hours of the day with an action; 0 where they cannot be known. Times ascend. */
function hoursOf(times: Float64Array): number {
  if (times.length < HOURS_ACTIONS) return 0;
  const hours = new Set<number>();
  const days = new Set<number>();
  for (const at of times) {
    hours.add(Math.floor((at % DAY) / HOUR));
    days.add(Math.floor(at / DAY));
  }
  return days.size < HOURS_DAYS ? 0 : hours.size;
}

/** Standard deviation over mean of the pauses within sittings; NaN for too few. */
function unevennessOf(times: Float64Array): number {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let i = 1; i < times.length; i++) {
    const pause = (times[i] as number) - (times[i - 1] as number);
    if (pause === 0 || pause > SITTING_MS) continue;
    count++;
    sum += pause;
    squares += pause * pause;
  }
  if (count < PAUSES) return Number.NaN;
  const mean = sum / count;
  return Math.sqrt(Math.max(0, squares / count - mean * mean)) / mean;
}

/** The first action after the longest silence of a week or more; NaN where there was none. */
function awakening(times: Float64Array, since: number): number {
  let longest = SLEEP_MS;
  let at = Number.NaN;
  let last = since;
  for (const time of times) {
    if (time - last >= longest) {
      longest = time - last;
      at = time;
    }
    last = time;
  }
  return at;
}
