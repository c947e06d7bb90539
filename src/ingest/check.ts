/** Checks an event against the contract and its times against the calendar. */
import type { AccountEvent, ActionEvent, ReportEvent } from '../contract/index.ts';
import { completeEvent } from './complete.ts';
import { explainIssue } from './explain-issue.ts';
import { EVENT_SCHEMAS, type EventType, TIME_FIELDS } from './fields.ts';
import type { RawEvent } from './mapping.ts';
import { dead, type Outcome, ok, shown } from './outcome.ts';
import { readTime, type TimeTally } from './times.ts';

/** A checked event; times are epoch milliseconds, null when absent. */
export type CheckedEvent =
  | {
      readonly type: 'account';
      readonly event: AccountEvent;
      readonly at: number | null;
      readonly registeredAt: number | null;
    }
  | { readonly type: 'action'; readonly event: ActionEvent; readonly at: number }
  | { readonly type: 'report'; readonly event: ReportEvent; readonly at: number };

/** No platform of today is older; also catches zeros and seconds taken for milliseconds. */
const EARLIEST_MS = Date.UTC(1995, 0, 1);
const DAY_MS = 86_400_000;

export interface Checker {
  /** Checks an event that came as an object; counts its times. */
  event(raw: RawEvent, tally: TimeTally): Outcome<CheckedEvent>;
  /** Whether something may have happened at this time, in epoch milliseconds. */
  isPlausible(ms: number): boolean;
}

/** A checker that refuses times later than a day after `now` (epoch milliseconds). */
export function createChecker(now: number): Checker {
  const latestMs = now + DAY_MS;
  const isPlausible = (ms: number): boolean => ms >= EARLIEST_MS && ms <= latestMs;

  function time(field: string, value: string | number, tally: TimeTally): Outcome<number> {
    const read = readTime(value);
    if (read === undefined) {
      return dead(
        `${field}: no time`,
        `${field}: ${shown(value)} is no time — write ISO 8601 or epoch seconds, milliseconds or microseconds`,
      );
    }
    if (!isPlausible(read.ms)) {
      const early = read.ms < EARLIEST_MS;
      const iso = Math.abs(read.ms) <= 8.64e15 ? new Date(read.ms).toISOString() : String(read.ms);
      const why = early ? 'before 1995-01-01' : 'in the future';
      return dead(
        `${field}: ${why}`,
        `${field}: ${shown(value)}, read as ${read.unit}, is ${iso}, ${why} — check the unit and the clock that wrote it`,
      );
    }
    tally[read.unit]++;
    return ok(read.ms);
  }

  function event(raw: RawEvent, tally: TimeTally): Outcome<CheckedEvent> {
    const typed = completeEvent(raw);
    if (!typed.ok) return typed;
    const type: EventType = typed.value;
    const parsed = EVENT_SCHEMAS[type].safeParse(raw);
    if (!parsed.success) return explainIssue(parsed.error.issues[0] as never, raw, type);
    const checked = parsed.data;
    switch (checked.type) {
      case 'action': {
        const at = time(TIME_FIELDS.action[0], checked.occurred_at, tally);
        return at.ok ? ok({ type: 'action', event: checked, at: at.value }) : at;
      }
      case 'report': {
        const at = time(TIME_FIELDS.report[0], checked.reported_at, tally);
        return at.ok ? ok({ type: 'report', event: checked, at: at.value }) : at;
      }
      case 'account': {
        const at = checked.observed_at == null ? ok(null) : time('observed_at', checked.observed_at, tally);
        if (!at.ok) return at;
        const registered =
          checked.registered_at == null ? ok(null) : time('registered_at', checked.registered_at, tally);
        if (!registered.ok) return registered;
        return ok({ type: 'account', event: checked, at: at.value, registeredAt: registered.value });
      }
    }
  }

  return { event, isPlausible };
}
