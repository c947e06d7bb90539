/** Messages that could not be used: what there is, and taking them in once they can be. */
import type { Store } from '../../storage/store.ts';
import { decodeBytes, type LetterEncoding } from './letter-bytes.ts';
import { createMessageIntake, packMessages } from './message-intake.ts';

/** A dead letter as the store has it. */
export interface StoredLetter {
  /** `kafka:TOPIC`, or the file that it stood in. */
  readonly source: string;
  readonly partition: number;
  /** The message's offset, or the line. */
  readonly offset: string;
  readonly kind: string;
  readonly reason: string;
  readonly raw: string;
  readonly encoding: LetterEncoding;
  /** ISO 8601. */
  readonly received_at: string;
  readonly replayed_at: string | null;
}

export interface LetterFilter {
  /** Those that were taken in after all, too. */
  readonly replayed?: boolean;
  /** Only letters of topics: those of files have lost what is beyond 4 KiB, and the file is still there. */
  readonly topicsOnly?: boolean;
}

const PAGE = 200;
/** Of letters that are read at once; a larger one comes alone. */
const PAGE_BYTES = 16 * 1024 * 1024;

// FINAL: a letter that was buried twice, or replayed, counts as it was written last. ORDER BY is the table's own.
const OPEN = `FROM dead_letters FINAL
WHERE (source, partition, offset) > ({source:String}, {partition:Int32}, {offset:Int64})
    AND ({replayed:Bool} OR replayed_at IS NULL)
    AND (NOT {topics:Bool} OR startsWith(source, 'kafka:'))`;
const SIZES = `SELECT source, partition, offset, length(raw) AS bytes ${OPEN}
ORDER BY source, partition, offset
LIMIT ${PAGE}`;
const LETTERS = `SELECT source, partition, offset, kind, reason, raw, encoding, received_at, replayed_at ${OPEN}
    AND (source, partition, offset) <= ({lastSource:String}, {lastPartition:Int32}, {lastOffset:Int64})
ORDER BY source, partition, offset`;

type Place = Pick<StoredLetter, 'source' | 'partition' | 'offset'>;

/** All dead letters by source, partition and offset; a page of them in memory. */
export async function* readDeadLetters(
  store: Pick<Store, 'rows'>,
  filter: LetterFilter = {},
): AsyncGenerator<StoredLetter> {
  for await (const page of readPages(store, filter)) yield* page;
}

/** Pages that are never empty, bounded in letters and bytes. */
async function* readPages(
  store: Pick<Store, 'rows'>,
  { replayed = false, topicsOnly = false }: LetterFilter,
): AsyncGenerator<readonly StoredLetter[]> {
  let after: Place = { source: '', partition: 0, offset: '0' };
  for (;;) {
    const given = { ...after, replayed, topics: topicsOnly };
    const sizes = (await store.rows(SIZES, given)) as unknown as readonly (Place & { bytes: string })[];
    const last = lastThatFits(sizes);
    if (last === undefined) return;
    const { source: lastSource, partition: lastPartition, offset: lastOffset } = last;
    const rows = await store.rows(LETTERS, { ...given, lastSource, lastPartition, lastOffset });
    yield rows as unknown as readonly StoredLetter[];
    after = last;
  }
}

function lastThatFits(sizes: readonly (Place & { readonly bytes: string })[]): Place | undefined {
  let bytes = 0;
  const tooMany = sizes.findIndex((size) => {
    bytes += Number(size.bytes);
    return bytes > PAGE_BYTES;
  });
  return tooMany < 0 ? sizes.at(-1) : sizes[Math.max(0, tooMany - 1)];
}

export interface ReplayResult {
  /** Letters that were looked at again. */
  readonly letters: number;
  /** Of them, taken in now. */
  readonly stored: number;
  /** The others by kind. */
  readonly stillDead: Readonly<Record<string, number>>;
}

export interface ReplayArgs {
  readonly store: Pick<Store, 'rows' | 'insertRows' | 'insertArrow'>;
  readonly pseudonymKey: Uint8Array;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Checks the stored bytes of all open letters anew, stores what is good now, with the place that it came from, and
 * marks it. Killed in the middle, it is run again: what was stored already collapses by its id.
 */
export async function replayDeadLetters({ store, pseudonymKey, now }: ReplayArgs): Promise<ReplayResult> {
  const stillDead: Record<string, number> = {};
  let letters = 0;
  let stored = 0;

  async function replayPage(source: string, page: readonly StoredLetter[]): Promise<void> {
    const intake = createMessageIntake({ source, pseudonymKey });
    for (const letter of page) {
      const message = { offset: BigInt(letter.offset), value: decodeBytes(letter) };
      intake.add(packMessages([message], letter.partition, now()));
    }
    const { batches, letters: refused } = intake.take();
    for (const { table, ipc } of batches) await store.insertArrow(table, ipc);
    const dead = new Set(refused.map(({ partition, offset }) => `${partition}:${offset}`));
    for (const { kind } of refused) stillDead[kind] = (stillDead[kind] ?? 0) + 1;
    const taken = page.filter(({ partition, offset }) => !dead.has(`${partition}:${offset}`));
    await store.insertRows(
      'dead_letters',
      taken.map((letter) => ({
        ...letter,
        // The newer row counts; a millisecond makes it newer without hiding when the message came.
        received_at: Date.parse(letter.received_at) + 1,
        replayed_at: now(),
      })),
    );
    letters += page.length;
    stored += taken.length;
  }

  for await (const page of readPages(store, { topicsOnly: true }))
    for (const [source, ofSource] of Map.groupBy(page, (letter) => letter.source))
      await replayPage(source, ofSource);
  return { letters, stored, stillDead };
}
