/** Opens a file or stdin: decompressed bytes, their format, and errors that say how to mend them. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { AppError } from '../contract/index.ts';
import { compressionOf, decompress } from './decompress.ts';
import type { Format } from './formats/format.ts';
import { FORMATS, formatOfBytes, formatOfName } from './formats/index.ts';
import type { InputSpec } from './input-spec.ts';
import { readFile } from './read-file.ts';

export interface OpenInput {
  readonly format: Format;
  /** Decompressed, without a byte order mark. A chunk holds until the next one is asked for. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Bytes of the file as it stands on the disk; null for stdin. Throws `input-missing` and `bad-input`. */
export async function inputSize(input: InputSpec): Promise<number | null> {
  if (input.path === '-') return null;
  const stats = await stat(input.path).catch((cause: unknown) => {
    throw ioError(input.name, cause);
  });
  if (stats.isDirectory()) {
    throw new AppError('bad-input', `ingest/open-input: ${input.name} is a directory`, {
      fix: 'name its files, say with a wildcard: DIR/*.ndjson',
    });
  }
  // Pipes and devices have no size that means anything.
  return stats.isFile() ? stats.size : null;
}

export interface OpenOptions {
  readonly stdin: Readable;
  /** Told of the bytes read, before decompression. */
  readonly onBytes: (count: number) => void;
  /** Ends the reading, also where nothing comes. */
  readonly signal?: AbortSignal | undefined;
}

/** Throws `input-missing` and `bad-input`, here or while the chunks are read. */
export async function openInput(
  input: InputSpec,
  { stdin, onBytes, signal }: OpenOptions,
): Promise<OpenInput> {
  const { name } = input;
  const source = await openSource(input.path, stdin, signal);
  const raw = await peek(withErrors(name, counted(source, onBytes)), 4);
  const compression = compressionOf(raw.head);
  const claimed = /\.(gz|zst)$/i.exec(name)?.[1];
  if (compression === undefined && claimed !== undefined) {
    throw new AppError(
      'bad-input',
      `ingest/open-input: ${name} is named .${claimed} but does not begin like one`,
      {
        fix: 'copy or compress it again, or take the ending off its name if it is plain',
      },
    );
  }
  const plain =
    compression === undefined ? raw.chunks : withErrors(name, decompress(copies(raw.chunks), compression));
  const { head, chunks } = await peek(plain, 4096);
  const bom = bomLength(head, name);
  const format =
    input.format === undefined
      ? (formatOfName(name) ?? formatOfBytes(head.subarray(bom), name))
      : FORMATS[input.format];
  return { format, chunks: bom === 0 ? chunks : withoutFirst(chunks, bom) };
}

/** Files by their bytes; what is no plain file, such as a pipe, as a stream that the signal ends also where nothing comes. */
async function openSource(
  path: string,
  stdin: Readable,
  signal: AbortSignal | undefined,
): Promise<AsyncIterable<unknown>> {
  if (path !== '-' && (await stat(path).catch(() => undefined))?.isFile()) return readFile(path, signal);
  const stream = path === '-' ? stdin : createReadStream(path, { highWaterMark: 1024 * 1024 });
  return signal === undefined ? stream : addAbortSignal(signal, stream);
}

/** Decoders read ahead. */
async function* copies(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield chunk.slice();
}

function bomLength(head: Uint8Array, name: string): number {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    throw new AppError('bad-input', `ingest/open-input: ${name} is UTF-16`, {
      fix: `convert it: iconv -f UTF-16 -t UTF-8 ${name}`,
    });
  }
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
}

async function* counted(
  source: AsyncIterable<unknown>,
  onBytes: (count: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
    onBytes(bytes.length);
    yield bytes;
  }
}

async function* withErrors(name: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (cause) {
    throw cause instanceof AppError ? cause : ioError(name, cause);
  }
}

function ioError(name: string, cause: unknown): AppError {
  const code = String((cause as { code?: unknown }).code ?? '');
  const say = (errorCode: 'input-missing' | 'bad-input', what: string, fix: string) =>
    new AppError(errorCode, `ingest/open-input: ${name} ${what}`, { cause, fix });
  if (code === 'ENOENT')
    return say(
      'input-missing',
      'does not exist',
      'check the path; relative ones start at the working directory, in --inputs at the YAML',
    );
  if (code === 'EACCES' || code === 'EPERM')
    return say('bad-input', 'may not be read', 'give this user the right to read it');
  if (code === 'Z_BUF_ERROR')
    return say('bad-input', 'is compressed and cut off in the middle', 'copy or compress it again');
  if (code.startsWith('Z_') || code.startsWith('ZSTD_')) {
    return say('bad-input', `is damaged: ${(cause as Error).message}`, 'copy or compress it again');
  }
  return say('bad-input', `cannot be read: ${(cause as Error).message}`, 'check the disk and the path');
}

/** The first bytes (fewer when there are no more), and the whole stream from its beginning. */
async function peek(
  source: AsyncIterable<Uint8Array>,
  bytes: number,
): Promise<{ head: Uint8Array; chunks: AsyncIterable<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  while (length < bytes) {
    const next = await iterator.next();
    if (next.done) break;
    first.push(next.value);
    length += next.value.length;
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield* first.splice(0);
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      // Whoever stops early closes the file.
      await iterator.return?.();
    }
  }
  return { head: Buffer.concat(first), chunks: all() };
}

async function* withoutFirst(chunks: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const chunk of chunks) {
    if (left === 0) yield chunk;
    else if (chunk.length <= left) left -= chunk.length;
    else {
      yield chunk.subarray(left);
      left = 0;
    }
  }
}
