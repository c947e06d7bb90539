/** Folding: what two spellings of the same words have in common. */
import {
  AT_SIGN,
  BRACKET,
  COLON,
  COMPOSES,
  DENSE,
  DIGIT,
  DOT,
  DROP,
  EXPAND,
  expansionOf,
  FOLDED,
  HASH_SIGN,
  KIND_MASK,
  LETTER,
  SLASH,
  SPACE,
  SURROGATE,
  TRAITS,
} from './code-points.ts';
import {
  endOfEmoticon,
  endOfHashtag,
  endOfLink,
  endOfMention,
  followsHost,
  opensLink,
} from './not-own-words.ts';
import { canonicalWords, isTelling, straightenLeet } from './respellings.ts';

/** Text with both Latin letters and dense characters, where an abbreviation may stand for a contact word. */
const MIXED = (1 << LETTER) | (1 << DENSE);

/** Grows as needed and is reused by every call; it never leaves this file. */
let out = new Uint16Array(1024);

/** Writes one folded code unit (and the space before it, if spaces say something there); returns the new length. */
function emit(code: number, length: number, spaced: boolean): number {
  let n = length;
  const kind = (TRAITS[code] as number) & KIND_MASK;
  if (spaced && n > 0 && kind !== DENSE && ((TRAITS[out[n - 1] as number] as number) & KIND_MASK) !== DENSE) {
    out[n++] = SPACE;
  }
  // "sooooo" and 哈哈哈哈哈 say no more than "sooo" and 哈哈哈; amounts do (10000).
  if (n > 2 && out[n - 1] === code && out[n - 2] === code && out[n - 3] === code && kind !== DIGIT) return n;
  out[n] = code;
  return n + 1;
}

/** Whether a host name or scheme may contain this ASCII character: links are cut back to the first that may not. */
function continuesToken(raw: number): boolean {
  return raw < 0x7f && raw > 0x2c && raw !== 0x3a && raw !== 0x2f;
}

function asString(length: number): string {
  if (length < 2048) return String.fromCharCode.apply(null, out.subarray(0, length) as unknown as number[]);
  return Buffer.from(out.buffer, 0, length * 2).toString('utf16le');
}

/** The folded text, or undefined if `raw` must be composed first (and `composed` says that it was not). */
function scan(raw: string, composed: boolean): string | undefined {
  if (out.length < raw.length + 64) out = new Uint16Array(raw.length * 2 + 64);
  let n = 0;
  let spaced = false;
  let tokenStart = 0;
  let leet = false;
  let telling = false;
  let kinds = 0;
  for (let i = 0; i < raw.length; i++) {
    const unit = raw.charCodeAt(i);
    if (!composed && ((TRAITS[unit] as number) & COMPOSES) !== 0) return undefined;
    const folded = FOLDED[unit] as number;
    if (folded > SPACE) {
      if (folded > 0x7f) {
        telling = telling || isTelling(folded);
      } else if (folded < 0x3a && !spaced && n > 0) {
        leet = leet || ((TRAITS[out[n - 1] as number] as number) & KIND_MASK) === LETTER;
      }
      kinds |= 1 << ((TRAITS[folded] as number) & KIND_MASK);
      n = emit(folded, n, spaced);
      if (unit > 0x7f) tokenStart = n;
      spaced = false;
      continue;
    }
    let next = i + 1;
    switch (folded) {
      case DROP:
        continue;
      case SURROGATE:
      case EXPAND: {
        const codePoint = raw.codePointAt(i) as number;
        const expansion = expansionOf(codePoint);
        if (codePoint > 0xffff) i++;
        if (out.length < n + (raw.length - i) + expansion.length * 2 + 2) {
          const grown = new Uint16Array(out.length * 2 + expansion.length * 2);
          grown.set(out);
          out = grown;
        }
        for (let k = 0; k < expansion.length; k++) {
          const code = expansion.charCodeAt(k);
          if (code === SPACE) {
            spaced = true;
          } else {
            telling = telling || isTelling(code);
            leet = leet || code < 0x3a;
            kinds |= 1 << ((TRAITS[code] as number) & KIND_MASK);
            n = emit(code, n, spaced);
            spaced = false;
          }
        }
        tokenStart = n;
        continue;
      }
      case AT_SIGN:
        next = endOfMention(raw, i);
        break;
      case HASH_SIGN:
        next = endOfHashtag(raw, i);
        break;
      case BRACKET:
        next = endOfEmoticon(raw, i);
        break;
      case SLASH:
        // "//@name: …" is the chain of those who were reposted: not this author's words.
        if (raw[i + 1] === '/' && FOLDED[raw.charCodeAt(i + 2)] === AT_SIGN) next = raw.length;
        else if (followsHost(raw, i)) {
          next = endOfLink(raw, i);
          n = tokenStart;
        }
        break;
      case COLON:
      case DOT:
        if (opensLink(raw, i)) {
          next = endOfLink(raw, i);
          n = tokenStart;
        }
        break;
    }
    spaced = true;
    if (next > i + 1) i = next - 1;
    if (next > i + 1 || !continuesToken(unit)) tokenStart = n;
  }
  const text = asString(n);
  const straight = leet ? straightenLeet(text) : text;
  const plain = telling || (kinds & MIXED) === MIXED ? canonicalWords(straight) : straight;
  return plain === text ? text : foldText(plain);
}

/**
 * Folds a post to its author's bare words, so that spellings meant to look different become equal: NFKC, lower
 * case, no diacritics on European letters, no invisible characters, look-alike letters as Latin, traditional as
 * simplified Chinese (by character), letters three times at most, respelled contact words (薇信, V信) as what they
 * stand for, digits for letters inside Latin words ("fr33dom"). Punctuation, symbols and emoji become spaces, and spaces
 * stand only where they say something: never beside a Chinese, Japanese or Korean character, so that "加.油",
 * "加 油" and "加油" are one. Mentions, hashtags, links, emoticon codes and a repost chain ("//@name: …") are dropped.
 *
 * Idempotent; never throws. The result is for comparing, not for showing. O(length).
 */
export function foldText(raw: string): string {
  const folded = scan(raw, false);
  if (folded !== undefined) return folded;
  const composed = scan(raw.normalize('NFKC'), true) as string;
  const again = composed.normalize('NFKC');
  return again === composed ? composed : foldText(again);
}
