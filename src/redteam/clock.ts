/** When people are awake, when they sign up, and events in order of time. */
import type { BreakwaterEvent } from '../contract/index.ts';
import { between, chance, exponential, type Rng } from './rng.ts';

/** An event beside its time in epoch milliseconds, so that merging needs no parsing. */
export interface TimedEvent {
  readonly at: number;
  readonly event: BreakwaterEvent;
}

/** `from` is the first millisecond, `to` the first after it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The crowd lives at UTC+8. */
const LOCAL_OFFSET = 8 * HOUR;
const OPENED_AT = Date.UTC(2017, 2, 1);
/** A sign-up promotion: three days in March 2026 that brought many honest accounts close together. */
const PROMOTION = { from: Date.UTC(2026, 2, 13, 4), days: 3, share: 0.03 };

const BY_HOUR = [
  0.42, 0.24, 0.14, 0.09, 0.08, 0.1, 0.22, 0.45, 0.66, 0.74, 0.76, 0.84, 1, 0.92, 0.78, 0.74, 0.75, 0.8, 0.9,
  1.02, 1.15, 1.2, 1.02, 0.7,
];
const BY_WEEKDAY = [1.08, 0.94, 0.93, 0.95, 0.97, 1.02, 1.11];
const PEAK = 1.2 * 1.11;

/** How busy the platform is at a time, relative to its mean hour: interpolated over the local day and week. */
export function rhythm(at: number): number {
  const local = at + LOCAL_OFFSET;
  const hour = (((local % DAY) + DAY) % DAY) / HOUR;
  const index = Math.floor(hour);
  const left = BY_HOUR[index] as number;
  const right = BY_HOUR[(index + 1) % 24] as number;
  const weekday = (((Math.floor(local / DAY) + 4) % 7) + 7) % 7;
  return (left + (right - left) * (hour - index)) * (BY_WEEKDAY[weekday] as number);
}

/** A time in [from, to), drawn by the rhythm of day and week. */
export function wakingTime(rng: Rng, from: number, to: number): number {
  for (;;) {
    const at = between(rng, from, to);
    if (rng.next() * PEAK < rhythm(at)) return Math.floor(at);
  }
}

/** A time after `since`, on average `meanMs` later when people are up, and rarely while they sleep. */
export function wakingDelay(rng: Rng, since: number, meanMs: number): number {
  for (;;) {
    const at = since + exponential(rng, meanMs);
    if (rng.next() * PEAK < rhythm(at)) return Math.floor(at);
  }
}

const localHour = (at: number): number => ((((at + LOCAL_OFFSET) % DAY) + DAY) % DAY) / HOUR;

/** Days of a stretch, at least one. */
export function daysIn(from: number, to: number): number {
  return Math.max(1, Math.round((to - from) / DAY));
}

/** When the local clock shows `hour` (8.5 is half past eight) on a day of the stretch; a shorter stretch is a day in small. */
export function localTime({ from, to }: Stretch, hour: number, day = 0): number {
  const hours = (hour - localHour(from) + 24) % 24;
  return from + hours * HOUR * Math.min(1, (to - from) / DAY) + day * DAY;
}

/** From Monday to Friday, at UTC+8. */
export function isWorkday(at: number): boolean {
  const weekday = (Math.floor((at + LOCAL_OFFSET) / DAY) + 4) % 7;
  return weekday > 0 && weekday < 6;
}

/** A registration before `before`, as the crowd's are: years of growth, day and week rhythm, one promotion. */
export function naturalRegistration(rng: Rng, before: number): number {
  if (before > PROMOTION.from + PROMOTION.days * DAY && chance(rng, PROMOTION.share)) {
    return wakingTime(rng, PROMOTION.from, PROMOTION.from + PROMOTION.days * DAY);
  }
  const day = OPENED_AT + (before - DAY - OPENED_AT) * rng.next() ** 0.75;
  return wakingTime(rng, day - DAY / 2, day + DAY / 2);
}

/** Adds an event; events outside the stretch are left out. */
export type Emit = (timed: TimedEvent) => void;

const byTime = (a: TimedEvent, b: TimedEvent): number => a.at - b.at;

/** Events that were made in any order, sorted and cut to [from, to); for groups, whose events fit in memory. */
export function sortEvents(from: number, to: number, make: (emit: Emit) => void): TimedEvent[] {
  const events: TimedEvent[] = [];
  make((timed) => {
    if (timed.at >= from && timed.at < to) events.push(timed);
  });
  return events.sort(byTime);
}

/**
 * Streams events in order of time while holding only those of the near future: `fill` is called for one slot after
 * the other and may emit from the slot's start onwards.
 */
export function* streamBySlot(
  range: { from: number; to: number; slotMs: number },
  fill: (slotFrom: number, slotTo: number, emit: Emit) => void,
): Iterable<TimedEvent> {
  const { from, to, slotMs } = range;
  const pending = new Map<number, TimedEvent[]>();
  const emit: Emit = (timed) => {
    if (timed.at < from || timed.at >= to) return;
    const slot = Math.floor((timed.at - from) / slotMs);
    const waiting = pending.get(slot);
    if (waiting) waiting.push(timed);
    else pending.set(slot, [timed]);
  };
  for (let slot = 0; from + slot * slotMs < to; slot++) {
    fill(from + slot * slotMs, Math.min(to, from + (slot + 1) * slotMs), emit);
    const due = pending.get(slot);
    pending.delete(slot);
    if (due) yield* due.sort(byTime);
  }
}

/** Merges streams that are each in order of time; equal times keep the order of the streams. O(k) per event. */
export function* mergeByTime(streams: readonly Iterable<TimedEvent>[]): Iterable<TimedEvent> {
  const heads = streams
    .map((stream, order) => ({ iterator: stream[Symbol.iterator](), order }))
    .flatMap(({ iterator, order }) => {
      const first = iterator.next();
      return first.done ? [] : [{ iterator, order, timed: first.value }];
    });
  const isBefore = (a: (typeof heads)[number], b: (typeof heads)[number]): boolean =>
    a.timed.at !== b.timed.at ? a.timed.at < b.timed.at : a.order < b.order;
  // k is the number of parts (tens), so a sorted list with insertion beats a heap and is plainer.
  heads.sort((a, b) => (isBefore(a, b) ? -1 : 1));
  for (let head = heads[0]; head; head = heads[0]) {
    yield head.timed;
    const next = head.iterator.next();
    if (next.done) {
      heads.shift();
      continue;
    }
    head.timed = next.value;
    let place = 0;
    while (place + 1 < heads.length && isBefore(heads[place + 1] as (typeof heads)[number], head)) {
      heads[place] = heads[place + 1] as (typeof heads)[number];
      place++;
    }
    heads[place] = head;
  }
}
