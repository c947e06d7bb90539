/** The bytes of a dead letter as a text column holds them, and back. */
import { isUtf8 } from 'node:buffer';

/** `text`: as they are; `base64`: they are no UTF-8; `none`: there were none, a tombstone. */
export type LetterEncoding = 'text' | 'base64' | 'none';

export interface EncodedBytes {
  readonly raw: string;
  readonly encoding: LetterEncoding;
}

/** Loses nothing: `decodeBytes` gives the same bytes again. */
export function encodeBytes(value: Uint8Array | null): EncodedBytes {
  if (value === null) return { raw: '', encoding: 'none' };
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (isUtf8(bytes)) return { raw: bytes.toString('utf8'), encoding: 'text' };
  return { raw: bytes.toString('base64'), encoding: 'base64' };
}

export function decodeBytes({ raw, encoding }: EncodedBytes): Buffer | null {
  if (encoding === 'none') return null;
  return Buffer.from(raw, encoding === 'base64' ? 'base64' : 'utf8');
}
