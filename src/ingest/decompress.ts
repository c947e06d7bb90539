/** gzip and zstd by their first bytes, whatever the file is called. */
import { pipeline, Readable } from 'node:stream';
import { createGunzip, createZstdDecompress, type ZstdDecompress } from 'node:zlib';

export type Compression = 'gzip' | 'zstd';

/** The compression that the first four bytes tell. */
export function compressionOf(head: Uint8Array): Compression | undefined {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd) return 'zstd';
  return undefined;
}

const CHUNK = { chunkSize: 256 * 1024 };

/** The bytes inside; rejects with zlib's error when they are cut off or damaged. */
export function decompress(
  chunks: AsyncIterable<Uint8Array>,
  compression: Compression,
): AsyncIterable<Uint8Array> {
  if (compression === 'zstd') return zstdFrames(chunks);
  // gunzip reads on over concatenated members by itself; its errors reach whoever iterates.
  return pipeline(Readable.from(chunks), createGunzip(CHUNK), () => {});
}

/** Node's decoder ends after one frame and drops the rest, but `cat`, pzstd and log shippers write many. */
async function* zstdFrames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  let rest: Uint8Array | undefined;
  try {
    for (;;) {
      while (rest === undefined || rest.length === 0) {
        const next: IteratorResult<Uint8Array> = await source.next();
        if (next.done) return;
        rest = next.value;
      }
      const decoder = createZstdDecompress(CHUNK);
      const feeding = feedFrame(decoder, rest, source);
      // Awaited below; until then its failure also destroys the decoder, which ends the loop.
      feeding.catch((error: unknown) => decoder.destroy(error as Error));
      for await (const bytes of decoder) yield bytes as Uint8Array;
      rest = await feeding;
    }
  } finally {
    await source.return?.();
  }
}

/** Feeds a decoder until its frame ends; returns the bytes behind the frame. */
async function feedFrame(
  decoder: ZstdDecompress,
  first: Uint8Array,
  source: AsyncIterator<Uint8Array>,
): Promise<Uint8Array> {
  const ended = new Promise<'ended'>((resolve) => {
    decoder.once('end', () => resolve('ended'));
    decoder.once('close', () => resolve('ended'));
  });
  let fed = 0;
  for (let chunk = first; ; ) {
    fed += chunk.length;
    // A write that the frame ends in may never be answered.
    const written = new Promise<'written'>((resolve) => decoder.write(chunk, () => resolve('written')));
    const state = await Promise.race([written, ended]);
    const left = fed - decoder.bytesWritten;
    if (left > 0 || state === 'ended') return chunk.subarray(chunk.length - left);
    const next = await source.next();
    if (next.done) {
      decoder.end();
      return new Uint8Array(0);
    }
    chunk = next.value;
  }
}
