/** Whether a text is so common that sharing it proves nothing. */
import { foldText } from './fold.ts';
import { STOCK_PHRASES, type StockPhraseList } from './stock-phrases.ts';

/** Says of a folded text whether it consists of stock phrases only, or of one short piece said again and again. */
export type StockPhraseTest = (folded: string) => boolean;

const SPACE = 0x20;
const LONGEST_UNIT = 4;
const LEAST_REPEATS = 3;

/** "哈哈哈", "66666666", "lollollol", "ha ha ha": one unit of up to four characters, three times or more. */
function isOneUnitRepeated(folded: string): boolean {
  for (let unit = 1; unit <= LONGEST_UNIT; unit++) if (hasPeriod(folded, unit)) return true;
  return false;
}

/** Whether each character equals the one `period` before it, spaces left out, for three periods at least. */
function hasPeriod(folded: string, period: number): boolean {
  let at = 0;
  for (let skipped = 0; skipped < period; at++)
    if (at >= folded.length || folded.charCodeAt(at) !== SPACE) skipped++;
  let compared = 0;
  for (let before = 0; at < folded.length; at++, before++) {
    if (folded.charCodeAt(at) === SPACE) at++;
    if (folded.charCodeAt(before) === SPACE) before++;
    if (folded.charCodeAt(at) !== folded.charCodeAt(before)) return false;
    compared++;
  }
  return compared >= period * (LEAST_REPEATS - 1);
}

/**
 * A test for the given phrases (those built in, and more of one's own). Phrases are folded first, so they may be
 * written in any case and script. A text of several phrases one after another is stock, too ("加油！支持！").
 */
export function createStockPhrases(lists: readonly StockPhraseList[]): StockPhraseTest {
  const byFirst = new Map<number, string[]>();
  const known = new Set(lists.flatMap((list) => list.phrases.split('|').map(foldText)));
  known.delete('');
  for (const phrase of [...known].sort()) {
    const first = phrase.charCodeAt(0);
    const group = byFirst.get(first);
    if (group === undefined) byFirst.set(first, [phrase]);
    else group.push(phrase);
  }

  /** Whether phrases cover the text from end to end. Latin phrases must end where a word ends. */
  function isCovered(folded: string): boolean {
    const candidates = byFirst.get(folded.charCodeAt(0));
    if (candidates === undefined || !candidates.some((phrase) => folded.startsWith(phrase))) return false;
    const open = new Set([0]);
    for (const at of open) {
      for (const phrase of byFirst.get(folded.charCodeAt(at)) ?? []) {
        if (!folded.startsWith(phrase, at)) continue;
        const end = at + phrase.length;
        if (end === folded.length) return true;
        if (folded[end] === ' ') open.add(end + 1);
        else if (!(isAsciiWord(folded.charCodeAt(end)) && isAsciiWord(folded.charCodeAt(end - 1))))
          open.add(end);
      }
    }
    return false;
  }

  return (folded) => folded === '' || isCovered(folded) || isOneUnitRepeated(folded);
}

function isAsciiWord(code: number): boolean {
  return code < 0x7f && code > 0x20;
}

/** The test for the built-in phrases. Empty text (only mentions, links, emoji, hashtags before folding) is stock. */
export const isStockPhrase: StockPhraseTest = createStockPhrases(STOCK_PHRASES);
