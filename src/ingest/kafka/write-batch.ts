/**
 * Storing a batch. The order is the promise: rows, dead letters, and last the offsets that say that both are there.
 * A process that dies in between leaves rows that the next reader writes again, to no effect: events collapse by id,
 * dead letters by their place.
 */
import { createHash } from 'node:crypto';
import type { Store } from '../../storage/store.ts';
import { type BuryArgs, bury } from './bury.ts';
import type { ReadMessages } from './message-intake.ts';
import { writeStoredOffsets } from './stored-offsets.ts';

/** Offsets of one partition: from the first to before `next`. */
export interface OffsetRange {
  readonly from: bigint;
  readonly next: bigint;
}

export type OffsetRanges = ReadonlyMap<number, OffsetRange>;

export interface WriteArgs extends BuryArgs {
  readonly store: Pick<Store, 'rows' | 'insertRows' | 'insertArrow'>;
  /** A name that no other process has. */
  readonly life: string;
  /** Runs one step until it is done; rejects when there is no sense in going on. */
  readonly attempt: <T>(what: string, task: () => Promise<T>) => Promise<T>;
}

/**
 * Names a batch, so that an insert that is made again after an unclear answer has no effect. `life` names the process:
 * another one that reads the same offsets must not be told that they are stored when rows were deleted since.
 */
function insertToken(life: string, source: string, ranges: OffsetRanges): string {
  const parts = [...ranges].sort(([a], [b]) => a - b).map(([p, { from, next }]) => `${p}:${from}-${next}`);
  return createHash('sha256')
    .update([life, source, ...parts].join(' '))
    .digest('base64url');
}

export const nextOffsetsOf = (ranges: OffsetRanges): ReadonlyMap<number, bigint> =>
  new Map([...ranges].map(([partition, { next }]) => [partition, next]));

export async function writeBatch(read: ReadMessages, ranges: OffsetRanges, args: WriteArgs): Promise<void> {
  const { store, source, attempt } = args;
  const name = insertToken(args.life, source, ranges);
  for (const [i, { table, ipc }] of read.batches.entries()) {
    await attempt(`storing ${table}`, () => store.insertArrow(table, ipc, { token: `${name}-${i}` }));
  }
  if (read.letters.length > 0) await attempt('storing dead letters', () => bury(read.letters, args));
  await attempt('storing offsets', () => writeStoredOffsets(store, source, nextOffsetsOf(ranges)));
}
