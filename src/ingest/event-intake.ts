/**
 * Events in, rows out: an event's bytes are taken apart in place where that is safe, and go through `JSON.parse` and
 * the contract's schema where it is not. The short way lets only pass what the long way would take, too, and makes the
 * same row of it; it refuses nothing.
 */
import { AppError } from '../contract/index.ts';
import type { Checker } from './check.ts';
import { createEventTables, type ReadyBatch } from './event-tables.ts';
import type { EventType } from './fields.ts';
import type { RawEvent } from './mapping.ts';
import { type Outcome, ok } from './outcome.ts';
import { createPseudonymiser } from './pseudonymise.ts';
import type { EventTimes, RowOrigin } from './rows/cells.ts';
import { EventScan } from './scan/event-scan.ts';
import { RULES, slotOf, TEXT } from './scan/layout.ts';
import { readUtcTime } from './scan/utc-time.ts';
import { createWordTable } from './scan/word-table.ts';
import type { TextFunctions } from './text-functions.ts';
import { type ReadTime, readTime, type TimeTally } from './times.ts';

/** What the events of one run have in common. */
export interface RunFacts extends RowOrigin {
  readonly check: Checker;
  /** Counts the times of the events that were taken. */
  readonly tally: TimeTally;
}

export interface EventIntake {
  /** Takes the event whose JSON, in UTF-8, stands in [start, end); undefined when it has to go the long way. */
  takeBytes(bytes: Buffer, start: number, end: number, run: RunFacts, line: number): EventType | undefined;
  /** Checks an event and takes it if it is good. */
  takeParsed(raw: RawEvent, run: RunFacts, line: number): Outcome<EventType>;
  /** Batches that are full; with `all`, whatever is there. */
  batches(all: boolean): ReadyBatch[];
}

export interface EventIntakeSettings {
  readonly text: TextFunctions;
  readonly pseudonymKey: Uint8Array;
  /** Rows of a batch. */
  readonly batchRows: number;
}

const TYPE = slotOf('type');
const TYPES = createWordTable(Object.keys(RULES));
const TIME_SLOTS: Readonly<Record<EventType, readonly [at: number, registeredAt?: number]>> = {
  action: [slotOf('occurred_at')],
  report: [slotOf('reported_at')],
  account: [slotOf('observed_at'), slotOf('registered_at')],
};

export function createEventIntake({ text, pseudonymKey, batchRows }: EventIntakeSettings): EventIntake {
  const tables = createEventTables(text, createPseudonymiser(pseudonymKey), batchRows);
  const event = new EventScan();

  function typeOf(): EventType | undefined {
    if (event.kinds[TYPE] !== TEXT) return undefined;
    const index = TYPES.find(event.bytes, event.starts[TYPE] as number, event.ends[TYPE] as number);
    return TYPES.words[index] as EventType | undefined;
  }

  /** Null when there is none, undefined when the slot holds something that is no good time. */
  function timeIn(slot: number | undefined, run: RunFacts): ReadTime | null | undefined {
    if (slot === undefined || !event.has(slot)) return null;
    const utcMs =
      event.kinds[slot] === TEXT
        ? readUtcTime(event.bytes, event.starts[slot] as number, event.ends[slot] as number)
        : Number.NaN;
    const read: ReadTime | undefined = !Number.isNaN(utcMs)
      ? { ms: utcMs, unit: 'ISO 8601' }
      : readTime(event.text(slot) ?? (event.number(slot) as number));
    return read !== undefined && run.check.isPlausible(read.ms) ? read : undefined;
  }

  function timesOf(type: EventType, run: RunFacts): EventTimes | undefined {
    const [atSlot, registeredSlot] = TIME_SLOTS[type];
    const at = timeIn(atSlot, run);
    const registered = timeIn(registeredSlot, run);
    if (at === undefined || registered === undefined) return undefined;
    if (at !== null) run.tally[at.unit]++;
    if (registered !== null) run.tally[registered.unit]++;
    return { at: at?.ms ?? null, registeredAt: registered?.ms ?? null };
  }

  return {
    takeBytes(bytes, start, end, run, line) {
      if (!event.scan(bytes, start, end)) return undefined;
      const type = typeOf();
      if (type === undefined || !event.fits(RULES[type])) return undefined;
      const times = timesOf(type, run);
      if (times === undefined) return undefined;
      tables.push(type, event, times, run, line);
      return type;
    },
    takeParsed(raw, run, line) {
      const checked = run.check.event(raw, run.tally);
      if (!checked.ok) return checked;
      const { type, at } = checked.value;
      const json = Buffer.from(JSON.stringify(checked.value.event));
      if (!event.scan(json, 0, json.length)) {
        throw new AppError('internal', 'ingest/event-intake: a checked event that cannot be scanned');
      }
      const registeredAt = checked.value.type === 'account' ? checked.value.registeredAt : null;
      tables.push(type, event, { at, registeredAt }, run, line);
      return ok(type);
    },
    batches: (all) => tables.take(all),
  };
}
