/** Ticks of a time axis in the reader's zone and language. */
import { scaleTime } from 'd3-scale';
import i18n from 'i18next';

export interface AxisTick {
  readonly x: number;
  readonly label: string;
}

export const timeScale = (from: number, to: number, width: number) =>
  scaleTime().domain([from, to]).range([0, width]);

/** As fine as the stretch needs: dates, minutes, seconds, or thousandths. */
export function axisTicks(from: number, to: number, width: number): readonly AxisTick[] {
  if (width === 0) return [];
  const scale = timeScale(from, to, width);
  const span = to - from;
  const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const style: Intl.DateTimeFormatOptions =
    span > 4 * 86_400_000
      ? { month: '2-digit', day: '2-digit' }
      : span > 86_400_000
        ? { day: '2-digit', ...clock }
        : span > 600_000
          ? clock
          : { ...clock, second: '2-digit', ...(span > 5_000 ? {} : { fractionalSecondDigits: 3 }) };
  const format = new Intl.DateTimeFormat(i18n.language, style);
  return scale
    .ticks(Math.max(2, Math.floor(width / 110)))
    .map((at) => ({ x: scale(at), label: format.format(at) }));
}
