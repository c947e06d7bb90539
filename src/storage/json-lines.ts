/** Rows as JSONEachRow: one object a line. */

/** Bytes of the rows; bigints become decimal strings, which the engine reads as integers. */
export function encodeRows(rows: readonly Readonly<Record<string, unknown>>[]): Buffer {
  return Buffer.from(rows.map((row) => `${JSON.stringify(row, bigintAsText)}\n`).join(''));
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

/** The rows of a result. */
export function decodeRows(bytes: Uint8Array): readonly Record<string, unknown>[] {
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}
