/** Names and texts are hostile input: what of them may stand in a label. */

/** Bidi controls, zero-width and other format characters, controls: they would change what stands around them. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;
/** More than two marks on one letter are there to cover its neighbours. */
const PILED_MARKS = /(\p{M}{2})\p{M}+/gu;

/** One line without unseen characters, cut to `longest` characters. */
export function plainLabel(text: string, longest = 40): string {
  const plain = text
    .slice(0, longest * 8)
    .replace(PILED_MARKS, '$1')
    .replace(/\s+/gu, ' ')
    .replace(UNSEEN, '')
    .trim();
  const letters = Array.from(plain);
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : plain;
}
