/** Which tricks a raw text uses to look like what it is not. */
import { EXACT_LATIN, EXACT_LOOK_ALIKES } from './look-alikes.ts';
import { spellingsInLetters, wordsInPieces } from './respellings.ts';

/**
 * - `zero-width`: invisible characters inside a word of a script that has no use for them;
 * - `confusable`: letters of another script that look like the rest of their word;
 * - `script-mix`: one word in two scripts to and fro ("fяee"), or a contact word half in letters ("V信");
 * - `separators`: signs or spaces between the characters of a word ("加.微.信", "微 信", "w.e.c.h.a.t").
 */
export type HidingKind = 'zero-width' | 'confusable' | 'script-mix' | 'separators';

/** How often a trick occurs: hidden characters, letters, words, or words taken apart. */
export interface Hiding {
  readonly kind: HidingKind;
  readonly count: number;
}

/** Scripts that are written without joiners, so that a hidden character inside a word has no honest use. */
const PLAIN =
  '[\\p{sc=Latin}\\p{sc=Greek}\\p{sc=Cyrillic}\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\uac00-\\ud7a3\\p{Nd}]';
/** Not counted: soft hyphens, which pages are full of, and variation selectors, which choose a glyph. */
const HIDDEN =
  '[\\u034f\\u061c\\u115f\\u1160\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0]';
const HIDDEN_IN_WORD = new RegExp(`(?<=${PLAIN})${HIDDEN}+(?=${PLAIN})`, 'gu');
/** Direction marks are honest wherever a language is written from right to left. */
const RIGHT_TO_LEFT = /[\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Thaana}]/u;
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function hiddenInWords(raw: string): number {
  const text = RIGHT_TO_LEFT.test(raw) ? raw.replace(DIRECTION, '') : raw;
  let count = 0;
  for (const [run] of text.matchAll(HIDDEN_IN_WORD)) count += run.length;
  return count;
}

const LETTERS = /[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}]+/gu;
const LATIN = /\p{sc=Latin}/u;
const LEAST_LETTERS = 3;

interface LetterTricks {
  readonly confusable: number;
  readonly mixed: number;
}

/** Tricks in European words. A text with honest words of the other script may inflect Latin names ("SMSка"). */
function letterTricks(raw: string): LetterTricks {
  const words = [...raw.replace(/\p{Default_Ignorable_Code_Point}/gu, '').matchAll(LETTERS)].map(([word]) => [
    ...word,
  ]);
  const isForeign = (letter: string) => !LATIN.test(letter);
  const isHonestForeign = (word: string[]) =>
    word.every(isForeign) && word.some((letter) => !EXACT_LOOK_ALIKES.has(letter));
  const inForeign = words.some((word) => word.length >= LEAST_LETTERS && isHonestForeign(word));
  const inLatin = !inForeign && words.some((word) => word.length >= LEAST_LETTERS && !word.some(isForeign));
  let [confusable, mixed] = [0, 0];
  for (const word of words) {
    const foreign = word.filter(isForeign);
    if (word.length < LEAST_LETTERS || foreign.length === 0) continue;
    const switches = word.filter(
      (letter, i) => i > 0 && isForeign(letter) !== isForeign(word[i - 1] ?? letter),
    ).length;
    if (switches === 0) {
      if (inLatin && foreign.every((letter) => EXACT_LOOK_ALIKES.has(letter))) confusable += foreign.length;
      continue;
    }
    const latin = word.length - foreign.length;
    const alike =
      foreign.length <= latin
        ? foreign.every((letter) => EXACT_LOOK_ALIKES.has(letter))
        : word.every((letter) => isForeign(letter) || EXACT_LATIN.has(letter));
    if (alike && (switches > 1 || !inForeign)) confusable += Math.min(foreign.length, latin);
    else if (switches > 1) mixed++;
  }
  return { confusable, mixed };
}

/** Three Chinese characters, or five small letters, each alone, with the same sign between them. */
const TAKEN_APART = [
  /(?<!\p{sc=Han})\p{sc=Han}([.*_|~^+=•。·-])\p{sc=Han}(?:\1\p{sc=Han})+(?!\p{sc=Han})/gu,
  /(?<![\p{L}\p{N}])\p{Ll}([.*_|~^+=• -])\p{Ll}(?:\1\p{Ll}){3,}(?![\p{L}\p{N}])/gu,
];

function takenApart(raw: string): number {
  let count = wordsInPieces(raw);
  for (const pattern of TAKEN_APART)
    for (const [word] of raw.matchAll(pattern)) count += wordsInPieces(word) > 0 ? 0 : 1;
  return count;
}

/**
 * The tricks found in a raw text, each once, in the order of `HidingKind`; empty for honest text. Not counted, because
 * honest people write them: joiners of emoji and of Arabic, Persian and Indic words, invisible characters between words,
 * Russian and Greek words, Latin names with a Russian ending, traditional Chinese, fullwidth forms, 威信 for itself.
 * O(length).
 */
export function hiddenCharacters(raw: string): readonly Hiding[] {
  const { confusable, mixed } = letterTricks(raw);
  const counts: Readonly<Record<HidingKind, number>> = {
    'zero-width': hiddenInWords(raw),
    confusable,
    'script-mix': mixed + spellingsInLetters(raw),
    separators: takenApart(raw),
  };
  return (Object.keys(counts) as HidingKind[])
    .filter((kind) => counts[kind] > 0)
    .map((kind) => ({ kind, count: counts[kind] }));
}
