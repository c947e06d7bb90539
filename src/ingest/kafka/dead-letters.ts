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

// FINAL: a letter that was buried twice, or replayed, counts as it was written last. ORDER BY is the table's own.
const LETTERS = `SELECT source, partition, offset, kind, reason, raw, encoding, received_at, replayed_at
FROM dead_letters FINAL
WHERE (source, partition, offset) > ({source:String}, {partition:Int32}, {offset:Int64})
    AND ({replayed:Bool} OR replayed_at IS NULL)
    AND (NOT {topics:Bool} OR startsWith(source, 'kafka:'))
ORDER BY source, partition, offset
LIMIT ${PAGE}`;

/** All dead letters by source, partition and offset; a page of them in memory. */
export async function* readDeadLetters(
  store: Pick<Store, 'rows'>,
  { replayed = false, topicsOnly = false }: LetterFilter = {},
): AsyncGenerator<StoredLetter> {
  let after: { source: string; partition: number; offset: string } = {
    source: '',
    partition: 0,
    offset: '0',
  };
  for (;;) {
    const rows = await store.rows(LETTERS, { ...after, replayed, topics: topicsOnly });
    const page = rows as unknown as readonly StoredLetter[];
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = { source: last.source, partition: last.partition, offset: last.offset };
  }
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

  async function replayPage(page: readonly StoredLetter[]): Promise<void> {
    const source = (page[0] as StoredLetter).source;
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

  let page: StoredLetter[] = [];
  for await (const letter of readDeadLetters(store, { topicsOnly: true })) {
    if (page.length > 0 && (page.length === PAGE || page[0]?.source !== letter.source)) {
      await replayPage(page);
      page = [];
    }
    page.push(letter);
  }
  if (page.length > 0) await replayPage(page);
  return { letters, stored, stillDead };
}
