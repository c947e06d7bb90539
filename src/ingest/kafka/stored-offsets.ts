/** Where to go on: the offsets that stand in the store beside the rows that came before them. */
import { AppError } from '../../contract/index.ts';
import type { Store } from '../../storage/store.ts';
import type { Watermarks } from './port.ts';
import type { ConsumeMetrics, Log } from './watch.ts';

/** The name that rows and offsets of a topic carry. */
export const sourceOf = (topic: string): string => `kafka:${topic}`;

// The highest of all that was written is true, whoever wrote it: no FINAL is needed.
const STORED = `SELECT partition, max(next_offset) AS next_offset
FROM offsets WHERE source = {source:String} GROUP BY partition`;

/** The first offset of each partition that is not stored. */
export async function readStoredOffsets(
  store: Pick<Store, 'rows'>,
  source: string,
): Promise<ReadonlyMap<number, bigint>> {
  const rows = await store.rows(STORED, { source });
  return new Map(rows.map((row) => [Number(row.partition), BigInt(String(row.next_offset))]));
}

/** Says that everything before `nextOffsets` is stored; call it when it is. */
export async function writeStoredOffsets(
  store: Pick<Store, 'insertRows'>,
  source: string,
  nextOffsets: ReadonlyMap<number, bigint>,
): Promise<void> {
  await store.insertRows(
    'offsets',
    [...nextOffsets].map(([partition, next_offset]) => ({ source, partition, next_offset })),
  );
}

interface ResumeArgs {
  readonly topic: string;
  readonly partitions: readonly number[];
  readonly stored: ReadonlyMap<number, bigint>;
  readonly marks: ReadonlyMap<number, Watermarks>;
  readonly log: Log;
  readonly metrics: ConsumeMetrics;
}

/**
 * Where to begin each partition: after what is stored, whatever the group has committed; at the log's beginning when
 * nothing is stored. What Kafka has deleted in the meantime cannot be read any more: that is said aloud.
 *
 * @throws AppError `kafka-broken` when more is stored than the log ever held: the topic was made anew.
 */
export function resumePositions(args: ResumeArgs): ReadonlyMap<number, bigint> {
  const { topic, partitions, stored, marks, log, metrics } = args;
  return new Map(
    partitions.map((partition) => {
      const { low, high } = marks.get(partition) ?? { low: 0n, high: 0n };
      const next = stored.get(partition) ?? low;
      if (next > high) {
        throw new AppError(
          'kafka-broken',
          `ingest/kafka: ${topic}, partition ${partition}: ${next} messages are stored, and the topic ends at ${high}`,
          {
            fix: `Was the topic made anew? Then its offsets mean other messages: use a new name for it, or forget the old ones: DELETE FROM offsets WHERE source = '${sourceOf(topic)}'.`,
          },
        );
      }
      if (next < low) {
        const messages = Number(low - next);
        log.error('messages were deleted before they could be read', {
          topic,
          partition,
          next: String(next),
          messages,
        });
        metrics.lost(partition, messages);
        return [partition, low];
      }
      return [partition, next];
    }),
  );
}
