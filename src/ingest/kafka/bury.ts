/** Where messages go that could not be used: first the topic for dead letters, then the table, which remembers it. */
import type { Store } from '../../storage/store.ts';
import { encodeBytes } from './letter-bytes.ts';
import type { MessageLetter } from './message-intake.ts';
import { MessageTooLarge, type ProducedMessage, type ProducerPort } from './port.ts';

export interface BuryArgs {
  readonly store: Pick<Store, 'rows' | 'insertRows'>;
  readonly producer: Pick<ProducerPort, 'send'>;
  readonly source: string;
  /** The topic that the messages came from, and the one that they go to. */
  readonly topic: string;
  readonly deadLetterTopic: string;
}

/** Of letters that go to Kafka together; larger ones go alone, so that a refusal concerns only one. */
const SEND_BYTES = 512 * 1024;
/** Of one insert, which holds its letters several times over. */
const INSERT_BYTES = 8 * 1024 * 1024;
/** Of a letter that the topic refuses for its size this much is sent; the table has all of it. */
const KEPT_BYTES = 64 * 1024;

const BURIED = `SELECT partition, offset FROM dead_letters
WHERE source = {source:String} AND offset >= {first:Int64} AND offset <= {last:Int64}`;

const placeOf = ({ partition, offset }: { partition: unknown; offset: unknown }) => `${partition}:${offset}`;

/**
 * Buries letters that are not buried yet: a batch that is read again finds its letters in the table. When the process
 * dies between topic and table, the topic gets a letter twice, under the same key.
 */
export async function bury(letters: readonly MessageLetter[], args: BuryArgs): Promise<void> {
  const { store, producer, source, topic, deadLetterTopic } = args;
  const fresh = await notBuried(letters, args);
  for (const group of inGroups(fresh, INSERT_BYTES)) {
    for (const together of inGroups(group, SEND_BYTES)) {
      const messages = together.map((letter) => toMessage(letter, topic));
      try {
        await producer.send(deadLetterTopic, messages);
      } catch (error) {
        if (!(error instanceof MessageTooLarge)) throw error;
        await producer.send(deadLetterTopic, messages.map(cut));
      }
    }
    await store.insertRows(
      'dead_letters',
      group.map(({ partition, offset, kind, reason, value }) => ({
        source,
        partition,
        offset,
        kind,
        reason,
        ...encodeBytes(value),
      })),
    );
  }
}

async function notBuried(
  letters: readonly MessageLetter[],
  { store, source }: BuryArgs,
): Promise<readonly MessageLetter[]> {
  if (letters.length === 0) return [];
  const offsets = letters.map(({ offset }) => offset);
  const rows = await store.rows(BURIED, {
    source,
    first: offsets.reduce((a, b) => Math.min(a, b)),
    last: offsets.reduce((a, b) => Math.max(a, b)),
  });
  const buried = new Set(rows.map((row) => placeOf({ partition: row.partition, offset: row.offset })));
  return letters.filter((letter) => !buried.has(placeOf(letter)));
}

function* inGroups(letters: readonly MessageLetter[], limit: number): Generator<readonly MessageLetter[]> {
  let group: MessageLetter[] = [];
  let bytes = 0;
  for (const letter of letters) {
    const size = letter.value?.length ?? 0;
    if (group.length > 0 && bytes + size > limit) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(letter);
    bytes += size;
  }
  if (group.length > 0) yield group;
}

/** The key says which message it was, so that a reader, or compaction, can tell a repeated letter. */
function toMessage(
  { partition, offset, kind, reason, value }: MessageLetter,
  topic: string,
): ProducedMessage {
  return {
    key: `${topic}/${partition}/${offset}`,
    value,
    headers: { topic, partition: String(partition), offset: String(offset), kind, reason },
  };
}

function cut(message: ProducedMessage): ProducedMessage {
  const { value } = message;
  if (value === null || value.length <= KEPT_BYTES) return message;
  return {
    ...message,
    value: value.subarray(0, KEPT_BYTES),
    headers: { ...message.headers, cut_from_bytes: String(value.length) },
  };
}
