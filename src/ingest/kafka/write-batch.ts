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
  /** Runs one step until it is done; rejects when there is no sense in going on. */
  readonly attempt: <T>(what: string, task: () => Promise<T>) => Promise<T>;
}

/** The same ranges give the same token, so that an insert that is made again has no effect. */
export function insertToken(source: string, ranges: OffsetRanges): string {
  const parts = [...ranges].sort(([a], [b]) => a - b).map(([p, { from, next }]) => `${p}:${from}-${next}`);
  return createHash('sha256')
    .update([source, ...parts].join(' '))
    .digest('base64url');
}

export async function writeBatch(read: ReadMessages, ranges: OffsetRanges, args: WriteArgs): Promise<void> {
  const { store, source, attempt } = args;
  const token = insertToken(source, ranges);
  for (const { table, ipc } of read.batches) {
    await attempt(`storing ${table}`, () => store.insertArrow(table, ipc, { token }));
  }
  if (read.letters.length > 0) await attempt('storing dead letters', () => bury(read.letters, args));
  const nextOffsets = new Map([...ranges].map(([partition, { next }]) => [partition, next]));
  await attempt('storing offsets', () => writeStoredOffsets(store, source, nextOffsets));
}
