/**
 * The same meaning in other words, as deep as wanted: words give way to synonyms, sentences move, and the deeper it goes
 * the more of them are said in an altogether different way. Depth 0.5 changes about 30 % of the words; at 1 only the
 * meaning is left.
 */
import { chance, pick, type Rng, shuffle } from '../rng.ts';
import { type Manuscript, manuscriptText, type Sentence } from './manuscripts.ts';
import { OWN_WORDS } from './own-words.ts';
import { replaceWords } from './synonyms.ts';

type Language = 'zh' | 'en';

/** 0 up to `start`, then rising to 1 at depth 1. */
const ramp = (depth: number, start: number): number => Math.max(0, (depth - start) / (1 - start));

/** The sentence as another way of its claim says it, with its product and number; itself when there is none. */
function sayOtherwise(rng: Rng, { text, others }: Sentence, brand: string): string {
  if (others.length === 0) return text;
  const number = /\d+/.exec(text)?.[0] ?? '';
  const said = pick(rng, others)(rng);
  return said.replace(/%(n|brand)/g, (_, what) => (what === 'n' ? number : brand)).replace(/^[a-z]/, upper);
}

const upper = (letter: string): string => letter.toUpperCase();

/** Neighbours change places with probability `p` each. */
function swapNeighbours<T>(rng: Rng, items: T[], p: number): T[] {
  for (let i = 0; i + 1 < items.length; i++) {
    if (!chance(rng, p)) continue;
    const swapped = items[i] as T;
    items[i] = items[i + 1] as T;
    items[i + 1] = swapped;
  }
  return items;
}

const ENDS: Readonly<Record<Language, readonly string[]>> = {
  zh: ['！', '～', '…', '，', '\n', '；'],
  en: ['!', '...', ' -', '\n', ';'],
};

/** Sentences that a paraphrase may leave out, and add of its own. */
const MOST_DROPPED = 2;
const MOST_ADDED = 2;

/** A manuscript washed to a depth in [0, 1]; exactly itself, without a draw, at 0. O(length). */
export function paraphrase(rng: Rng, manuscript: Manuscript, depth: number): string {
  if (depth <= 0) return manuscriptText(manuscript);
  const { language, brand } = manuscript;
  const deep = Math.min(1, depth);
  const saying = ramp(deep, 0.25) ** 2;
  const words = 0.8 * deep;
  let sentences: string[] = [];
  let dropped = 0;
  for (const sentence of manuscript.sentences) {
    if (dropped < MOST_DROPPED && chance(rng, 0.2 * ramp(deep, 0.5))) {
      dropped++;
      continue;
    }
    const isOther = chance(rng, saying);
    const said = isOther ? sayOtherwise(rng, sentence, brand) : sentence.text;
    sentences.push(replaceWords(rng, said, language, isOther ? 0.25 * words : words));
  }
  swapNeighbours(rng, sentences, 0.5 * deep);
  if (chance(rng, ramp(deep, 0.5))) sentences = shuffle(rng, sentences);
  for (let added = 0; added < MOST_ADDED && chance(rng, 0.5 * ramp(deep, 0.5)); added++)
    sentences.splice(rng.int(sentences.length + 1), 0, OWN_WORDS[language]('sentence', rng));
  return sentences
    .map((sentence) =>
      chance(rng, 0.4 * deep) ? sentence.replace(/[。.]$/u, pick(rng, ENDS[language])) : sentence,
    )
    .join(language === 'zh' ? '' : ' ');
}

/** One line, such as a comment, put into other words; itself, without a draw, at depth 0. */
export function rephrase(rng: Rng, line: string, language: Language, depth: number): string {
  if (depth <= 0) return line;
  const deep = Math.min(1, depth);
  const comma = language === 'zh' ? '，' : ', ';
  const end = /[^\p{L}\p{N}]*$/u.exec(line)?.[0] ?? '';
  const clauses = swapNeighbours(rng, line.slice(0, line.length - end.length).split(comma), 0.6 * deep);
  if (clauses.length > 1 && chance(rng, 0.5 * ramp(deep, 0.5))) clauses.splice(rng.int(clauses.length), 1);
  let said = replaceWords(rng, clauses.join(comma), language, deep);
  if (chance(rng, 0.6 * ramp(deep, 0.25))) said = OWN_WORDS[language]('opening', rng) + said;
  if (chance(rng, 0.6 * ramp(deep, 0.25))) said += OWN_WORDS[language]('aside', rng);
  return said + end;
}
