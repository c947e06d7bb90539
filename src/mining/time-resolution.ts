/** How finely times were written down: a date is not midnight, and a minute is not its first second. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * The coarsest of day, hour, minute, second and millisecond (in ms) of which most times are whole multiples; a day, too,
 * when most stand at one other time of day (dates of another time zone) on three days or more. 1 for no times. O(n).
 */
export function timeResolution(times: Float64Array): number {
  if (times.length === 0) return 1;
  for (const unit of [DAY, HOUR, MINUTE, SECOND]) {
    let whole = 0;
    for (const time of times) if (time % unit === 0) whole++;
    if (whole * 2 > times.length) return unit;
    if (unit === DAY && isMostlyOneTimeOfDay(times)) return DAY;
  }
  return 1;
}

function isMostlyOneTimeOfDay(times: Float64Array): boolean {
  // Boyer and Moore's vote: if any time of day has the majority, it is this one.
  let candidate = Number.NaN;
  let votes = 0;
  for (const time of times) {
    const timeOfDay = time % DAY;
    if (votes === 0) candidate = timeOfDay;
    votes += timeOfDay === candidate ? 1 : -1;
  }
  let count = 0;
  const days = new Set<number>();
  for (const time of times) {
    if (time % DAY !== candidate) continue;
    count++;
    if (days.size < 3) days.add(Math.floor(time / DAY));
  }
  return days.size >= 3 && count * 2 > times.length;
}

/**
 * Marks times that are only dates (midnight sharp) amid finer ones; none when so many midnights can be chance (ten times
 * what seconds at random give) or lie on less than three days. 1 = only a date. O(n).
 */
export function datesAmong(times: Float64Array): Uint8Array {
  const dates = new Uint8Array(times.length);
  const days = new Set<number>();
  let count = 0;
  for (let i = 0; i < times.length; i++) {
    const time = times[i] as number;
    if (time % DAY !== 0) continue;
    dates[i] = 1;
    count++;
    if (days.size < 3) days.add(time);
  }
  const byChance = (times.length * SECOND * 10) / DAY + 3;
  return days.size < 3 || count <= byChance ? dates.fill(0) : dates;
}
