/** Numbers and times as the reader's language and zone write them. */
import i18n from 'i18next';

export const number = (value: number, digits = 0): string =>
  new Intl.NumberFormat(i18n.language, {
    maximumFractionDigits: digits,
    minimumFractionDigits: digits,
  }).format(value);
export const percent = (value: number, digits = 0): string =>
  new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: digits }).format(value);
/** A probability to a tenth of a percent, and never as certainty: nothing seen is ever certain. */
export function probability(value: number): string {
  if (value > 0.999) return `>${percent(0.999, 1)}`;
  if (value < 0.001) return `<${percent(0.001, 1)}`;
  return percent(value, 1);
}
/** `seconds`: to the second; `millis`: to the thousandth; else to the minute. */
export function time(at: string | number, precision: 'minutes' | 'seconds' | 'millis' = 'minutes'): string {
  return new Intl.DateTimeFormat(i18n.language, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(precision === 'minutes' ? {} : { second: '2-digit' }),
    ...(precision === 'millis' ? { fractionalSecondDigits: 3 } : {}),
  }).format(new Date(at));
}
export const utc = (at: string | number): string =>
  `${new Date(at).toISOString().replace('T', ' ').replace('Z', '')} UTC`;
/** A number of unknown size, to three significant digits. */
export const short = (value: number): string =>
  new Intl.NumberFormat(
    i18n.language,
    Math.abs(value) >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 },
  ).format(value);
/** A stretch of time in the unit that suits it: `350 ms`, `12 s`, `3 h`. */
export function duration(ms: number): string {
  const size = Math.abs(ms);
  const [value, unit] =
    size < 1_000
      ? [ms, 'millisecond']
      : size < 120_000
        ? [ms / 1_000, 'second']
        : size < 7_200_000
          ? [ms / 60_000, 'minute']
          : size < 172_800_000
            ? [ms / 3_600_000, 'hour']
            : [ms / 86_400_000, 'day'];
  return new Intl.NumberFormat(i18n.language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: size < 120_000 && size >= 1_000 ? 1 : 0,
  }).format(value);
}
