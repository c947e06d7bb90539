/** Accounts that return to one author's content again and again, and always within the same minute. */
import { NO_OWNER } from '../mining/index.ts';
import { ACTS } from '../traces/index.ts';
import { FAST_MS } from './arrivals.ts';
import type { KindTraces } from './read-traces.ts';

/** Accounts in one window that are more than company. */
const MIN_PRESENT = 5;
const MIN_RETURNS = 5;
/** Of all content of the author that an account acted on: the share at which it came along with the others. */
const MIN_TOGETHER = 0.8;
const MIN_GROUP = 5;

/** Do an author's regulars meet in traces of this kind? */
export const isFast = ({ kind, owners }: Pick<KindTraces, 'kind' | 'owners'>): boolean =>
  owners !== null && ACTS.has(kind.family) && kind.windowMs <= FAST_MS;

/**
 * For each author and kind of act, the accounts that came to at least five pieces of its content within the fullest minute
 * of each, and seldom at another time. Pairs do not find them: meetings on one author's content weigh little, since fans
 * come again, too, but at their own times. Sorted accounts, the largest groups first; an account may be in several.
 * O(rows + authors · log).
 */
export function findRegulars(kinds: readonly KindTraces[]): readonly Uint32Array[] {
  return kinds
    .filter(isFast)
    .flatMap(regularsOf)
    .sort((a, b) => b.length - a.length || (a[0] as number) - (b[0] as number));
}

function regularsOf({ columns, owners, kind: { windowMs } }: KindTraces): Uint32Array[] {
  const { bucket, length } = columns;
  const visits = new Map<number, Map<number, Visits>>();
  for (let start = 0, end = 0; start < length; start = end) {
    while (end < length && bucket[end] === bucket[start]) end += 1;
    const owner = owners?.[bucket[start] as number] ?? NO_OWNER;
    if (owner === NO_OWNER || end - start < MIN_PRESENT) continue;
    const fullest = fullestWindow(columns, { start, end, windowMs });
    if (fullest.size < MIN_PRESENT) continue;
    const ofOwner = visits.get(owner) ?? new Map<number, Visits>();
    visits.set(owner, ofOwner);
    const here = new Set(columns.account.subarray(start, end));
    for (const who of here) {
      const { came = 0, together = 0 } = ofOwner.get(who) ?? {};
      ofOwner.set(who, { came: came + 1, together: together + (fullest.has(who) ? 1 : 0) });
    }
  }
  return [...visits.values()]
    .map((ofOwner) =>
      Uint32Array.from(
        [...ofOwner]
          .filter(([, { came, together }]) => together >= MIN_RETURNS && together >= MIN_TOGETHER * came)
          .map(([who]) => who),
      ).sort(),
    )
    .filter((group) => group.length >= MIN_GROUP);
}

/** Content of one author that an account acted on, and of that in the fullest window. */
interface Visits {
  readonly came: number;
  readonly together: number;
}

/** The accounts of the window of a bucket with the most rows; the first of equal ones. */
function fullestWindow(
  { at, account }: KindTraces['columns'],
  { start, end, windowMs }: { readonly start: number; readonly end: number; readonly windowMs: number },
): ReadonlySet<number> {
  let best = { from: start, to: start };
  for (let from = start, to = start; from < end; from += 1) {
    while (to < end && (at[to] as number) - (at[from] as number) <= windowMs) to += 1;
    if (to - from > best.to - best.from) best = { from, to };
  }
  return new Set(account.subarray(best.from, best.to));
}
