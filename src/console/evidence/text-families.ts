/** Texts that say the same, found as detection finds them: equal when folded, or near copies by their signature. */
import { fingerprint, foldText, groupNearCopies } from '../../text/index.ts';

export interface WrittenText {
  readonly eventId: string;
  readonly accountId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly raw: string;
}

export interface FoldedText extends WrittenText {
  readonly folded: string;
}

export interface Family {
  /** In the given order. */
  readonly texts: readonly FoldedText[];
  readonly accounts: number;
  /** Folded wordings. */
  readonly distinct: number;
}

/**
 * Families of at least two texts, the one of most accounts first. A text of which folding leaves nothing (emoji, a link) belongs to
 * none: empty texts are not the same text. Short texts and stock phrases join only what is equal to them when folded. What comes out
 * does not depend on the order of the texts. Linear but for sorting.
 */
export function textFamilies(texts: readonly WrittenText[]): readonly Family[] {
  const byWording = new Map<string, FoldedText[]>();
  for (const text of texts) {
    const folded = foldText(text.raw);
    if (folded === '') continue;
    const same = byWording.get(folded);
    if (same === undefined) byWording.set(folded, [{ ...text, folded }]);
    else same.push({ ...text, folded });
  }
  // Leaders come first: the wording that most texts have, so that a family is named after it.
  const wordings = [...byWording].sort(
    ([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1),
  );
  const groups = new Map<number | string, (readonly FoldedText[])[]>();
  const numbers = familyNumbers(wordings.map(([folded]) => folded));
  wordings.forEach(([folded, same], i) => {
    const key = numbers[i] ?? folded;
    groups.set(key, [...(groups.get(key) ?? []), same]);
  });
  return [...groups.values()]
    .map((wordingsOfIt) => ({
      texts: wordingsOfIt.flat(),
      accounts: new Set(wordingsOfIt.flat().map(({ accountId }) => accountId)).size,
      distinct: wordingsOfIt.length,
    }))
    .filter((family) => family.texts.length > 1)
    .sort((a, b) => b.accounts - a.accounts || b.texts.length - a.texts.length);
}

/** The family of each wording that says enough to be compared; null for the others. */
function familyNumbers(folded: readonly string[]): readonly (number | null)[] {
  const prints = folded.map((text) => fingerprint(text));
  const known = prints.filter((print) => print !== null);
  const bands = new Uint32Array(known.length * 16);
  const signatures = new Uint8Array(known.length * 64);
  known.forEach((print, i) => {
    bands.set(print.bands, 16 * i);
    signatures.set(print.signature, 64 * i);
  });
  const families = groupNearCopies({ bands, signatures });
  let next = 0;
  return prints.map((print) => (print === null ? null : (families[next++] as number)));
}
