/** Undoes respelling inside text that is folded already: contact words and digits that stand for letters. */
import { EVASION_WORDS, LETTERS_FOR_HAN } from './evasion-words.ts';
import { LEET_DIGITS } from './look-alikes.ts';

const canonicalOf = new Map<string, string>();
for (const word of EVASION_WORDS) {
  for (const spelling of [...word.spellings, ...word.abbreviations])
    canonicalOf.set(spelling, word.canonical);
}
for (const { spelling, canonical } of LETTERS_FOR_HAN) canonicalOf.set(spelling, canonical);

const spellings = EVASION_WORDS.flatMap((word) => word.spellings);
const abbreviations = EVASION_WORDS.flatMap((word) => word.abbreviations).join('|');
const letterForHan = LETTERS_FOR_HAN.map((word) => word.spelling).join('|');
const RESPELLED = new RegExp(
  `${spellings.join('|')}|(?<![a-z])(?:${letterForHan}|(?:${abbreviations})(?![a-z]))`,
  'g',
);

/** By code unit: whether a character other than ASCII occurs in a spelling; text without any holds none. */
const telling = new Uint8Array(0x10000);
for (const spelling of canonicalOf.keys()) {
  for (const character of spelling) if (character > '\u007f') telling[character.charCodeAt(0)] = 1;
}

/** Whether text with this folded character may hold a respelled word (always asked before `canonicalWords`). */
export function isTelling(code: number): boolean {
  return telling[code] === 1;
}

/**
 * Replaces respelled words by what they stand for, all in one pass (so that no text makes folding slow). `folded` is
 * folded text with a Chinese, Japanese or Korean character in it: elsewhere abbreviations may mean anything.
 */
export function canonicalWords(folded: string): string {
  return folded.replace(RESPELLED, (spelling) => canonicalOf.get(spelling) ?? spelling);
}

const LATIN_WORD = /[a-z0-9]{4,}/g;
const INNER_DIGITS = /(?<=[a-z])[013457]{1,2}(?=[a-z])/g;

/**
 * Reads digits as letters where they stand inside a Latin word ("v1agra", "fr33dom"): one or two at a time,
 * between letters, in a word with at least three letters and more letters than digits ("b2b", "a1b2" stay).
 */
export function straightenLeet(folded: string): string {
  return folded.replace(LATIN_WORD, (word) => {
    const letters = word.replace(/[0-9]/g, '').length;
    if (letters < 3 || letters * 2 <= word.length || letters === word.length) return word;
    return word.replace(INNER_DIGITS, (digits) => [...digits].map((d) => LEET_DIGITS[d] ?? d).join(''));
  });
}

const hiding = LETTERS_FOR_HAN.filter((word) => word.hides).map((word) => word.spelling);
const HIDING = new RegExp(`(?<![a-z])(?:${hiding.join('|')})`, 'g');
const SIGNS = '[\\s.*_|~^+=•·/-]{1,3}';
const dense = [...new Set(EVASION_WORDS.flatMap((word) => [word.canonical, ...word.spellings]))].filter(
  (word) => /^\p{sc=Han}+$/u.test(word),
);
const IN_PIECES = new RegExp(dense.map((word) => `${[...word].join(`(?:${SIGNS})?`)}`).join('|'), 'gu');

/** How many contact words of a raw text are written partly in letters ("V信"); honest look-alikes (威信) are not. */
export function spellingsInLetters(raw: string): number {
  return [...raw.normalize('NFKC').toLowerCase().matchAll(HIDING)].length;
}

/** How many contact words of a raw text are taken apart by signs or spaces ("微.信", "公 众 号"). */
export function wordsInPieces(raw: string): number {
  return [...raw.matchAll(IN_PIECES)].filter(([word]) => !dense.includes(word)).length;
}
