/** The changes of a saved run onto the verdicts topic, each once. */
import type { Store } from '../../storage/index.ts';
import { readGoneKeys, readPublished, readVerdicts, rememberPublished } from './published-state.ts';
import { type PublishedCluster, verdictChanges } from './verdict-changes.ts';

/** A message as a queue takes it. */
export interface OutgoingMessage {
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Where messages go; resolves once all of them are acknowledged as durable. */
export interface Publisher {
  publish(topic: string, messages: readonly OutgoingMessage[]): Promise<void>;
}

export interface PublishInput {
  readonly store: Store;
  readonly publisher: Publisher;
  readonly topic: string;
  readonly horizon: string;
  readonly runId: string;
  /** End of the run's window, epoch ms. */
  readonly asOf: number;
  /** Whether this process may still speak: asked before each batch. */
  readonly mayPublish: () => Promise<boolean>;
  readonly now: () => number;
}

/** How many messages of each sort were sent, and whether that was all. */
export interface PublishedCounts {
  /** False when somebody else leads by now: what is left is theirs to send. */
  readonly isComplete: boolean;
  readonly new: number;
  readonly changed: number;
  readonly gone: number;
}

const BATCH = 200;

/**
 * Sends what changed since the last published state and remembers each batch after it was acknowledged. Cut off between
 * the two, the next attempt sends the same messages with the same keys, as both the run and the state are the same.
 */
export async function publishRun(input: PublishInput): Promise<PublishedCounts> {
  const { store, publisher, topic, horizon, runId, asOf } = input;
  const verdicts = await readVerdicts(store, runId);
  const published = await readPublished(store, horizon);
  const ids = verdicts.map(({ cluster_id }) => cluster_id);
  const goneKeys = await readGoneKeys(store, horizon, ids);
  // What a later cycle has said holds: a run that somebody went on from is not news any more.
  const isOld = published.some(({ message }) => Date.parse(message.as_of) > asOf);
  const changes = isOld ? [] : verdictChanges({ horizon, runId, asOf, verdicts, published, goneKeys });
  const counts = { new: 0, changed: 0, gone: 0 };
  for (let from = 0; from < changes.length; from += BATCH) {
    const batch = changes.slice(from, from + BATCH);
    if (!(await input.mayPublish())) return { ...counts, isComplete: false };
    await publisher.publish(topic, batch.map(toMessage));
    await rememberPublished(store, batch, input.now());
    for (const { message } of batch) counts[message.change] += 1;
  }
  return { ...counts, isComplete: true };
}

function toMessage({ message }: PublishedCluster): OutgoingMessage {
  return {
    key: message.cluster_id,
    value: JSON.stringify(message),
    headers: { idempotency_key: message.idempotency_key, change: message.change, horizon: message.horizon },
  };
}
