/** Numbers and times as the reader's language and zone write them. */
import i18n from 'i18next';

export const number = (value: number, digits = 0): string =>
  new Intl.NumberFormat(i18n.language, {
    maximumFractionDigits: digits,
    minimumFractionDigits: digits,
  }).format(value);
export const percent = (value: number, digits = 0): string =>
  new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: digits }).format(value);
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
