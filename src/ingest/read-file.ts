/** A file's bytes, read ahead into memory that is used again: new memory for each chunk would keep the collector busy. */
import { open } from 'node:fs/promises';

const CHUNK_BYTES = 1024 * 1024;

/**
 * Whole chunks, and a shorter one at the end. A chunk holds until the next one is asked for. Rejects with the errors of
 * `node:fs`, and with the signal's reason.
 */
export async function* readFile(path: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const handle = await open(path);
  let chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  let ahead = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  /** Reads may be short before the end: on network disks, or while the file grows. */
  async function fill(into: Buffer): Promise<number> {
    let used = 0;
    while (used < into.length) {
      const { bytesRead } = await handle.read(into, used, into.length - used);
      if (bytesRead === 0) break;
      used += bytesRead;
    }
    return used;
  }
  let reading = fill(ahead);
  try {
    for (let length = await reading; length > 0; length = await reading) {
      signal?.throwIfAborted();
      [chunk, ahead] = [ahead, chunk];
      reading = fill(ahead);
      // Awaited above; whoever stops early does not want to hear of it.
      reading.catch(() => {});
      yield chunk.subarray(0, length);
    }
  } finally {
    await reading.catch(() => {});
    await handle.close();
  }
}
