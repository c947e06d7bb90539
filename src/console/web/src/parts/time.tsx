import { time, utc } from '../lib/format.ts';

/** A moment in the reader's zone; on hover in UTC. */
export function Time({
  at,
  precision = 'minutes',
}: {
  at: string | number;
  precision?: 'minutes' | 'seconds' | 'millis';
}) {
  return (
    <time dateTime={new Date(at).toISOString()} title={utc(at)}>
      {time(at, precision)}
    </time>
  );
}
