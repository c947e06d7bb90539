/**
 * Cycles: detection over and over, on horizons of different length, by one leader, with its changes published.
 * This file: which horizon is due, and which stretch of time it looks at.
 */
import type { TimeWindow } from '../time-window.ts';

/** How far back a cycle looks, and how often it runs; milliseconds. */
export interface Horizon {
  readonly name: string;
  readonly lookBackMs: number;
  readonly everyMs: number;
}

/** What is known of a horizon while cycles run. */
export interface HorizonState {
  readonly horizon: Horizon;
  /** End of the last window that was done, epoch ms; null when none was. */
  readonly doneUntil: number | null;
  /** How many cycles of others were run since this one became due. */
  readonly passedOver: number;
}

/** A long cycle waits for at most this many shorter ones, so that it comes to its turn when these are always due. */
export const PATIENCE = 3;

/**
 * What a cycle at `now` looks at: `[to − lookBack, to)` with `to` the last multiple of `everyMs` (since 1970).
 * Aligned, because then a cycle has a name that every process gives it at whatever moment it looks: two leaders can
 * tell that they mean the same cycle, one that was cut off is done again over the same stretch, and a cycle can be
 * repeated later from its name alone. The price is that evidence waits for the next multiple, half of `everyMs` on average.
 */
export function alignedWindow({ lookBackMs, everyMs }: Horizon, now: number): TimeWindow {
  const to = Math.floor(now / everyMs) * everyMs;
  return { from: to - lookBackMs, to };
}

/** The horizon to run now: of those that are due the shortest, but first who was passed over too often; null for none. */
export function nextDue(states: readonly HorizonState[], now: number): HorizonState | null {
  const due = states.filter(
    ({ horizon, doneUntil }) => doneUntil === null || doneUntil < alignedWindow(horizon, now).to,
  );
  due.sort(
    (a, b) =>
      Number(b.passedOver >= PATIENCE) - Number(a.passedOver >= PATIENCE) ||
      a.horizon.lookBackMs - b.horizon.lookBackMs ||
      (a.horizon.name < b.horizon.name ? -1 : 1),
  );
  return due[0] ?? null;
}

/** Milliseconds until the next horizon becomes due; 0 when one is. Missed cycles are not made up for: the next sees all. */
export function untilDue(states: readonly HorizonState[], now: number): number {
  return states.reduce((least, { horizon, doneUntil }) => {
    const current = alignedWindow(horizon, now).to;
    const isDue = doneUntil === null || doneUntil < current;
    return Math.min(least, isDue ? 0 : current + horizon.everyMs - now);
  }, Number.POSITIVE_INFINITY);
}

/** The states after a cycle of `name` ended with its window done until `doneUntil`. */
export function afterCycle(
  states: readonly HorizonState[],
  { name, doneUntil, now }: { readonly name: string; readonly doneUntil: number; readonly now: number },
): readonly HorizonState[] {
  return states.map((state) => {
    if (state.horizon.name === name) return { ...state, doneUntil, passedOver: 0 };
    return untilDue([state], now) === 0 ? { ...state, passedOver: state.passedOver + 1 } : state;
  });
}
