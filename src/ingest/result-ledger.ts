/** Adds up what became of the runs, and brings dead letters back into the order of the input. */
import type { DeadLetter } from '../contract/index.ts';
import type { RefusedRecord } from './cut-records.ts';
import type { InputContext, RunResult } from './intake.ts';
import { type BadLines, createBadLineLimit, type MaxBad } from './max-bad.ts';
import { emptyTally, TIME_UNITS, type TimeTally } from './times.ts';

export interface IngestCounts {
  /** Lines that were not empty; `events` of them were taken in, `deadLetters` were not. */
  readonly lines: number;
  readonly events: number;
  readonly accounts: number;
  readonly actions: number;
  readonly reports: number;
  readonly deadLetters: number;
}

/** What one run came to; a refused record counts as a run of its own. */
export type Part = Omit<RunResult, 'batches'>;

/** A dead letter with the place it has in the store's table. */
export interface PlacedDeadLetter extends DeadLetter {
  readonly partition: number;
}

export interface ResultLedger {
  /** Gives a run its place in the order of the input. */
  nextPlace(): number;
  /** Takes the result of the run at `place`, in any order. Throws `too-many-bad-lines`. */
  settle(place: number, input: InputContext, part: Part): void;
  /** Throws `too-many-bad-lines`; call it when all is settled. */
  finish(): void;
  counts(): IngestCounts;
  timeUnits(inputIndex: number): TimeTally;
  /** The most frequent kinds of mistakes. */
  badLines(): readonly BadLines[];
}

export const refusedPart = (record: RefusedRecord): Part => ({
  lines: 1,
  accounts: 0,
  actions: 0,
  reports: 0,
  timeUnits: emptyTally(),
  refused: [record],
});

/** `onDeadLetter` is called in the order of inputs and lines, whatever the order of the threads. */
export function createResultLedger(
  maxBad: MaxBad | undefined,
  onDeadLetter: (letter: PlacedDeadLetter) => void,
): ResultLedger {
  const limit = createBadLineLimit(maxBad);
  const counts = { lines: 0, accounts: 0, actions: 0, reports: 0, deadLetters: 0 };
  const tallies = new Map<number, TimeTally>();
  /** Results that wait for an earlier one; as many as runs are in flight. */
  const early = new Map<number, { input: InputContext; part: Part }>();
  let places = 0;
  let settled = 0;

  function tallyOf(index: number): TimeTally {
    const known = tallies.get(index) ?? emptyTally();
    tallies.set(index, known);
    return known;
  }

  function count(input: InputContext, part: Part): void {
    counts.lines += part.lines;
    counts.accounts += part.accounts;
    counts.actions += part.actions;
    counts.reports += part.reports;
    const tally = tallyOf(input.index);
    for (const unit of TIME_UNITS) tally[unit] += part.timeUnits[unit];
    const { source, partition } = input;
    for (const { line, dead, raw } of part.refused) {
      counts.deadLetters++;
      limit.add(dead.group, `${source}:${line}: ${dead.reason}\n    ${raw.slice(0, 120)}`);
      onDeadLetter({ source, line, reason: dead.reason, raw, partition });
    }
    limit.check(counts.lines, false);
  }

  return {
    nextPlace: () => places++,
    settle(place, input, part) {
      early.set(place, { input, part });
      for (let next = early.get(settled); next !== undefined; next = early.get(settled)) {
        early.delete(settled++);
        count(next.input, next.part);
      }
    },
    finish: () => limit.check(counts.lines, true),
    counts: () => ({ ...counts, events: counts.lines - counts.deadLetters }),
    timeUnits: tallyOf,
    badLines: limit.worst,
  };
}
