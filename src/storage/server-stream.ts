/** Response bodies of a ClickHouse server. */
import type { Readable } from 'node:stream';
import { type RecordBatch, RecordBatchReader } from 'apache-arrow';
import { AppError } from '../contract/index.ts';
import { endsAsStream } from './arrow-ipc.ts';

/** A whole body. */
export async function readAll(stream: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * The record batches of an Arrow body, as they arrive. Leaving the loop closes the connection, which stops the query.
 *
 * @throws AppError `store-broken` when the body ends without the end mark: a cut result is never taken for a whole one.
 */
export async function* readBatches(stream: Readable): AsyncGenerator<RecordBatch> {
  let tail: Uint8Array = new Uint8Array(0);
  async function* watched(): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      tail = chunk.length >= 8 ? chunk : Buffer.concat([tail, chunk]);
      yield chunk;
    }
  }
  try {
    const reader = await RecordBatchReader.from(watched());
    yield* reader;
    if (!endsAsStream(tail)) {
      throw new AppError('store-broken', 'storage/server: the result was cut off', {
        fix: "Look into the server's log for the reason, then run the command again.",
      });
    }
  } finally {
    stream.destroy();
  }
}
