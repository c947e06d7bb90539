/** Rows in order of time, account and event. Plain loops: a function called for each row would take eight times as long. */

/** Rows and the keys that they are sorted by; both change places together. */
interface Keyed {
  readonly rows: Uint32Array;
  readonly keys: Uint32Array;
}

const MOST_BITS = 11;

/** A column's values of these rows. */
export function gather(column: Uint32Array, rows: Uint32Array): Uint32Array {
  const values = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) values[i] = column[rows[i] as number] as number;
  return values;
}

/** 0, 1, 2 … */
export function rowNumbers(count: number): Uint32Array {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  return rows;
}

/** Rows in order of their keys, equals as they came: a radix sort from the low digits up. O(rows · digits). */
export function sortedBy(rows: Uint32Array, keys: Uint32Array): Uint32Array {
  let top = 0;
  for (let i = 0; i < keys.length; i++) top = Math.max(top, keys[i] as number);
  const bits = 32 - Math.clz32(top);
  const passes = Math.ceil(bits / MOST_BITS);
  const width = passes === 0 ? 0 : Math.ceil(bits / passes);
  let source: Keyed = { rows, keys };
  let target = spareOf(rows.length);
  for (let pass = 0; pass < passes; pass++) {
    scatter(source, target, { shift: pass * width, width });
    // What was given is not written to.
    [source, target] = [target, pass === 0 ? spareOf(rows.length) : source];
  }
  return source.rows;
}

const spareOf = (length: number): Keyed => ({ rows: new Uint32Array(length), keys: new Uint32Array(length) });

function scatter(
  source: Keyed,
  target: Keyed,
  { shift, width }: { readonly shift: number; readonly width: number },
): void {
  const mask = (1 << width) - 1;
  const next = new Uint32Array((1 << width) + 1);
  const { rows, keys } = source;
  for (let i = 0; i < keys.length; i++) {
    const digit = ((keys[i] as number) >>> shift) & mask;
    next[digit + 1] = (next[digit + 1] as number) + 1;
  }
  for (let digit = 1; digit < next.length; digit++)
    next[digit] = (next[digit] as number) + (next[digit - 1] as number);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as number;
    const digit = (key >>> shift) & mask;
    const place = next[digit] as number;
    target.rows[place] = rows[i] as number;
    target.keys[place] = key;
    next[digit] = place + 1;
  }
}

/** The rows in order of their times, whole epoch milliseconds; equals as they came. O(rows). */
export function byTime(rows: Uint32Array, at: Float64Array): Uint32Array {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < rows.length; i++) {
    const time = at[rows[i] as number] as number;
    if (time < first) first = time;
    if (time > last) last = time;
  }
  const low = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) low[i] = (at[rows[i] as number] as number) - first;
  const sorted = sortedBy(rows, low);
  if (!(last - first >= 2 ** 32)) return sorted;
  const high = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++)
    high[i] = Math.floor(((at[sorted[i] as number] as number) - first) / 2 ** 32);
  return sortedBy(sorted, high);
}

export interface OrderInput {
  /** Whole epoch milliseconds. */
  readonly at: Float64Array;
  readonly account: Uint32Array;
  readonly event: BigUint64Array;
  /** The rows to put in order. */
  readonly rows: Uint32Array;
}

export interface TimeOrder {
  readonly rows: Uint32Array;
  /** The time of each of them. */
  readonly at: Float64Array;
}

/** The rows in order of (at, account, event). Linear but for what one account did in one millisecond. */
export function timeOrder({ at, account, event, rows }: OrderInput): TimeOrder {
  const sorted = byTime(sortedBy(rows, gather(account, rows)), at);
  const times = new Float64Array(sorted.length);
  for (let i = 0; i < sorted.length; i++) times[i] = at[sorted[i] as number] as number;
  const who = (i: number) => account[sorted[i] as number];
  const byEvent = (a: number, b: number) => ((event[a] as bigint) < (event[b] as bigint) ? -1 : 1);
  let from = 0;
  for (let to = 1; to <= sorted.length; to++) {
    if (to < sorted.length && times[to] === times[from] && who(to) === who(from)) continue;
    if (to - from > 1) sorted.subarray(from, to).sort(byEvent);
    from = to;
  }
  return { rows: sorted, at: times };
}
