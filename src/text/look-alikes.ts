/** Letters of other scripts that are drawn like Latin ones: data for folding and for evidence. */

/**
 * Latin letter → letters that stand in for it, both cases. A short selection of the idea of Unicode TS #39
 * (confusables): Cyrillic, Greek and phonetic letters. Compatibility forms (fullwidth, mathematical, circled)
 * are not listed, because NFKC takes care of them. Upper and lower case are placed by their own look
 * (Η is an H, η an n).
 */
export const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: 'аАαΑɑ',
  b: 'вВβΒ',
  c: 'сСϲϹ',
  d: 'ԁԀđĐ',
  e: 'еЕεΕ',
  g: 'ɡ',
  h: 'һҺнНΗ',
  i: 'іІιΙı',
  j: 'јЈ',
  k: 'кКκΚ',
  l: 'ӏӀłŁ',
  m: 'мМΜ',
  n: 'ηΝ',
  o: 'оОοΟøØ',
  p: 'рРρΡ',
  q: 'ԛԚ',
  s: 'ѕЅ',
  t: 'тТτΤ',
  u: 'υμ',
  v: 'νѵѴ',
  w: 'ԝԜω',
  x: 'хХχΧ',
  y: 'уУүҮΥγ',
  z: 'Ζζ',
};

/**
 * The part of the above that no reader can tell from Latin. Only these count as evidence of hiding;
 * the rest is folded all the same, which does no harm to honest Russian or Greek: it is folded alike everywhere.
 */
export const EXACT_LOOK_ALIKES: ReadonlySet<string> = new Set(
  'аАВсСԁеЕһНіІјЈКӏМоОрРԛѕЅТԝхХуУΑΒΕΖΗΙΚΜΝοΟρΡΤΥνΧα',
);

/** Latin letters that can hide in a Cyrillic or Greek word in the same way. */
export const EXACT_LATIN: ReadonlySet<string> = new Set('aABcCdeEhHiIjJKlMoOpPqsSTwxXyYZNv');

/** Digits that stand in for letters inside a Latin word ("fr33", "v1agra"). */
export const LEET_DIGITS: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
};
