/** What each character becomes when text is folded, as flat tables: built once, when the room is loaded. */
import traditionalToSimplified from 'opencc-js/dict/TSCharacters';
import { LOOK_ALIKES } from './look-alikes.ts';

/** What a folded character is (the low two bits of `TRAITS`). */
export const KIND_MASK = 3;
export const SEPARATOR = 0;
/** A letter of a script that is written with spaces, or without them but with few signs (Latin … Thai). */
export const LETTER = 1;
export const DIGIT = 2;
/** Han, Kana, Hangul: a character carries about as much as half a word, and spaces say nothing. */
export const DENSE = 3;
/** The text must go through NFKC as a whole, because this character composes with its neighbours. */
export const COMPOSES = 4;

/** Values of `FOLDED` below the space are orders to the scanner; no folded character is that small. */
export const DROP = 0;
export const EXPAND = 1;
export const AT_SIGN = 2;
export const HASH_SIGN = 3;
export const COLON = 4;
export const SLASH = 5;
export const DOT = 6;
export const BRACKET = 7;
export const SURROGATE = 8;
export const SPACE = 0x20;

const IGNORABLE = /\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb]|(?![\t-\r\x85])\p{Cc}/u;
const APOSTROPHE = /['’‘ʼ＇`´]/u;
const WORD = /[\p{L}\p{N}\p{M}]/u;
/** Marks that are dropped: European diacritics, stacked marks, keycaps, and kana voicing that did not compose. */
const STRIPPED_MARKS =
  /(?:[\u0300-\u036f]|[\u0483-\u0489]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]|[\ufe20-\ufe2f]|[\u3099\u309a])+/gu;
const EUROPEAN = /^[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}]/u;
const IS_DENSE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Bopomofo}\u30fc\uac00-\ud7a3\ud800-\udfff]/u;
const IS_DIGIT = /\p{N}/u;
const MAY_COMPOSE = /[\p{M}\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]/u;
const ORDERS: Readonly<Record<string, number>> = {
  '@': AT_SIGN,
  '＠': AT_SIGN,
  '#': HASH_SIGN,
  '＃': HASH_SIGN,
  ':': COLON,
  '/': SLASH,
  '.': DOT,
  '[': BRACKET,
};

const replacements = new Map<string, string>([
  ['ς', 'σ'],
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
]);
/** Variants of Taiwan and Hong Kong that the dictionary of traditional characters leaves alone. */
for (const [from, to] of ['著着', '彷仿', '衞卫', '妳你', '牠它']) {
  if (from !== undefined && to !== undefined) replacements.set(from, to);
}
for (const entry of traditionalToSimplified.split('|')) {
  const [from, to] = entry.split(' ');
  if (from !== undefined && to !== undefined) replacements.set(from, to);
}
for (const [latin, others] of Object.entries(LOOK_ALIKES)) {
  for (const other of others) replacements.set(other, latin);
}

/** Follows replacements to their end, so that folding twice changes nothing; a cycle ends where it began. */
function replaced(character: string): string {
  let current = character;
  for (let step = 0; step < 4; step++) {
    const next = replacements.get(current);
    if (next === undefined || next === character) return current;
    current = next;
  }
  return current;
}

/**
 * Folds one character without looking at its neighbours: NFKC, lower case, no European diacritics, look-alikes to
 * Latin, traditional to simplified. '' for what is dropped, ' ' for what separates words.
 */
export function foldCharacter(character: string): string {
  // Before NFKC, because a Greek or Cyrillic capital is placed by its own look, not by that of its small letter.
  const lookAlike = replacements.get(character);
  if (lookAlike !== undefined) return replaced(character);
  if (IGNORABLE.test(character) || APOSTROPHE.test(character)) return '';
  const compatible = character.normalize('NFKC');
  const plain = EUROPEAN.test(compatible) ? compatible.normalize('NFKD') : compatible;
  let folded = '';
  for (const part of plain.replace(STRIPPED_MARKS, '')) {
    const lowered = replacements.has(part) ? part : part.toLowerCase().replace(STRIPPED_MARKS, '');
    for (const lower of lowered) {
      const simple = replaced(lower);
      const dropped = IGNORABLE.test(simple) || APOSTROPHE.test(simple);
      folded += dropped ? '' : WORD.test(simple) ? simple : ' ';
    }
  }
  return folded;
}

function kindOf(character: string): number {
  if (!WORD.test(character) && !/[\ud800-\udfff]/.test(character)) return SEPARATOR;
  if (IS_DENSE.test(character)) return DENSE;
  return IS_DIGIT.test(character) ? DIGIT : LETTER;
}

/** UTF-16 code unit → folded code unit, or an order below `SPACE`. */
export const FOLDED = new Uint16Array(0x10000);
/** UTF-16 code unit → its kind, and whether it composes. */
export const TRAITS = new Uint8Array(0x10000);
/** Code point → what it becomes, for characters that become several code units or are outside the BMP. */
const expansions = new Map<number, string>();

/** What a code point becomes that has no single code unit: '' and ' ' included. */
export function expansionOf(codePoint: number): string {
  let folded = expansions.get(codePoint);
  if (folded === undefined) {
    folded = foldCharacter(String.fromCodePoint(codePoint));
    expansions.set(codePoint, folded);
  }
  return folded;
}

function isPlainHan(code: number): boolean {
  return (code >= 0x3400 && code <= 0x4dbf) || (code >= 0x4e00 && code <= 0x9fff);
}

for (let code = 0; code < 0x10000; code++) {
  if (code >= 0xd800 && code <= 0xdfff) {
    FOLDED[code] = SURROGATE;
    TRAITS[code] = DENSE;
    continue;
  }
  if (code >= 0xe000 && code <= 0xf8ff) {
    FOLDED[code] = SPACE; // private use
    continue;
  }
  const character = String.fromCharCode(code);
  if (isPlainHan(code) || (code >= 0xac00 && code <= 0xd7a3)) {
    const simple = replaced(character);
    FOLDED[code] = simple.length === 1 ? simple.charCodeAt(0) : EXPAND;
    TRAITS[code] = DENSE;
    continue;
  }
  const order = ORDERS[character];
  const folded = foldCharacter(character);
  FOLDED[code] = order ?? (folded === '' ? DROP : folded.length === 1 ? folded.charCodeAt(0) : EXPAND);
  const composes = MAY_COMPOSE.test(character.normalize('NFKC')) && !/[\u0300-\u036f]/.test(character);
  TRAITS[code] = kindOf(character) | (composes ? COMPOSES : 0);
}
