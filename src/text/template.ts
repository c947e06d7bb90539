/** The template behind a family of near copies: what stays, and where it changes. */
import { DENSE, KIND_MASK, SEPARATOR, TRAITS } from './code-points.ts';
import { foldText } from './fold.ts';

/** "今天去了{…}，味道{…}": fixed words with `slots` gaps; `coverage` is the share of an average text that is fixed. */
export interface TextTemplate {
  readonly template: string;
  readonly slots: number;
  readonly coverage: number;
}

const MOST_TEXTS = 20;
const MOST_TOKENS = 400;
const SLOT = '{…}';

interface Token {
  readonly shown: string;
  /** What is compared; '' never occurs. */
  readonly key: string;
  readonly spaced: boolean;
  /** How much it says: 0 a sign, 1 a Chinese character or short word, 2 a word. */
  readonly weight: number;
}

/** Fixed tokens in order; `open[i]` says that something varies before token i (the last entry: behind them all). */
interface Pattern {
  readonly tokens: readonly Token[];
  readonly open: readonly boolean[];
}

const TOKEN =
  /(\s*)(https?:\/\/[!-~]+|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[@#]?(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}\p{M}\p{Cf}_'’])+|\S)/gu;

/** Characters without any look; joiners stay, because they change how emoji and some scripts look. */
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

function kindOf(code: number): number {
  return (TRAITS[code] as number) & KIND_MASK;
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const [, space = '', shown = ''] of text.replace(INVISIBLE, '').matchAll(TOKEN)) {
    if (tokens.length === MOST_TOKENS) break;
    const kind = kindOf(shown.charCodeAt(0));
    const says = kind !== SEPARATOR;
    const key = (says ? foldText(shown) : '') || shown.normalize('NFKC').toLowerCase();
    tokens.push({
      shown,
      key,
      spaced: space !== '' && tokens.length > 0,
      weight: says ? (kind !== DENSE && key.length > 3 ? 2 : 1) : 0,
    });
  }
  return tokens;
}

/** Which tokens of the pattern the text has, too, in the same order: one longest common subsequence. O(n·m). */
function alignment(
  pattern: readonly Token[],
  text: readonly Token[],
): readonly (readonly [number, number])[] {
  const width = text.length + 1;
  const longest = new Uint16Array((pattern.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] as number;
  for (let i = pattern.length - 1; i >= 0; i--) {
    for (let j = text.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        pattern[i]?.key === text[j]?.key ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < pattern.length && j < text.length; ) {
    if (pattern[i]?.key === text[j]?.key) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

/** Keeps what the text shares with the pattern and opens gaps where either has something else. */
function narrowed(pattern: Pattern, pairs: readonly (readonly [number, number])[], length: number): Pattern {
  const tokens: Token[] = [];
  const open: boolean[] = [];
  let [from, fromText] = [0, 0];
  for (const [i, j] of [...pairs, [pattern.tokens.length, length] as const]) {
    open.push(i > from || j > fromText || pattern.open.slice(from, i + 1).some(Boolean));
    const token = pattern.tokens[i];
    if (token !== undefined) tokens.push(token);
    [from, fromText] = [i + 1, j + 1];
  }
  return { tokens, open };
}

/** A lone character, short word or sign between two gaps is chance, not template: it goes into one gap with them. */
function withoutIslands({ tokens, open }: Pattern): Pattern {
  const kept: Token[] = [];
  const gaps: boolean[] = [open[0] ?? false];
  for (let start = 0; start < tokens.length; ) {
    let end = start + 1;
    while (end < tokens.length && open[end] !== true) end++;
    const stretch = tokens.slice(start, end);
    const closedIn = gaps[gaps.length - 1] === true && open[end] === true;
    if (!(closedIn && stretch.reduce((sum, token) => sum + token.weight, 0) < 2)) {
      kept.push(...stretch);
      for (let i = start + 1; i <= end; i++) gaps.push(open[i] ?? false);
    }
    start = end;
  }
  return { tokens: kept, open: gaps };
}

function render({ tokens, open }: Pattern): string {
  let text = '';
  const slot = (beforeDense: boolean) => {
    const last = text.charCodeAt(text.length - 1);
    const needsSpace = text !== '' && kindOf(last) !== DENSE && last < 0x3000 && !beforeDense;
    text += needsSpace ? ` ${SLOT}` : SLOT;
  };
  tokens.forEach((token, i) => {
    if (open[i] === true) slot(kindOf(token.shown.charCodeAt(0)) === DENSE);
    text += token.spaced ? ` ${token.shown}` : token.shown;
  });
  if (open[tokens.length] === true) slot(false);
  return text.trim();
}

/** The text that has most tokens in common with all others: where the alignment starts. */
function mostTypical(texts: readonly (readonly Token[])[]): readonly Token[] {
  const frequency = new Map<string, number>();
  const distinct = texts.map((tokens) => new Set(tokens.map((token) => token.key)));
  for (const keys of distinct) for (const key of keys) frequency.set(key, (frequency.get(key) ?? 0) + 1);
  let [best, most]: [readonly Token[], number] = [[], -1];
  texts.forEach((tokens, i) => {
    let score = 0;
    for (const key of distinct[i] ?? []) score += (frequency.get(key) ?? 0) - texts.length / 2;
    if (score > most) [best, most] = [tokens, score];
  });
  return best;
}

/**
 * The common template of a family of near copies, from at most 20 of them, as they were written (not folded): tokens
 * are Chinese characters, words, links and signs, compared by their folded form; the template is what is left after
 * aligning one text after the other (longest common subsequence). A text that shares less than half of the template
 * is left out of it and counts as not covered. The order of the texts does not matter.
 *
 * No texts give an empty template without slots. O(texts · tokens²), tokens ≤ 400 a text.
 */
export function extractTemplate(texts: readonly string[]): TextTemplate {
  const sorted = [...texts].sort();
  const step = Math.max(1, sorted.length / MOST_TEXTS);
  const chosen: (readonly Token[])[] = [];
  for (let i = 0; i < sorted.length && chosen.length < MOST_TEXTS; i += step) {
    chosen.push(tokensOf(sorted[Math.floor(i)] ?? ''));
  }
  const base = mostTypical(chosen);
  let pattern: Pattern = { tokens: base, open: new Array<boolean>(base.length + 1).fill(false) };
  let covered = 0;
  let length = 0;
  for (const tokens of chosen) {
    length += tokens.length;
    const pairs = alignment(pattern.tokens, tokens);
    if (pairs.length * 2 < pattern.tokens.length) continue;
    pattern = narrowed(pattern, pairs, tokens.length);
    covered++;
  }
  const result = withoutIslands(pattern);
  return {
    template: render(result),
    slots: result.open.filter(Boolean).length,
    coverage: length === 0 ? 0 : (result.tokens.length * covered) / length,
  };
}
