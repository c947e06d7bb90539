/** Words put in place of others: the word level of a paraphrase. */
import { chance, pick, type Rng } from '../rng.ts';
import { SYNONYMS_EN } from './synonyms-en.ts';
import { SYNONYMS_ZH } from './synonyms-zh.ts';

interface Entry {
  readonly word: string;
  readonly others: readonly string[];
}

/** Entries by their first character, the longest word first. */
type Store = ReadonlyMap<string, readonly Entry[]>;

/** Shorter words have too many meanings to be replaced, but may replace. */
const SHORTEST = { zh: 2, en: 3 };
const LETTER = /[a-z]/i;

function createStore(families: readonly string[], shortest: number): Store {
  const store = new Map<string, Entry[]>();
  const known = new Set<string>();
  for (const family of families) {
    const words = family.split('/');
    for (const word of words) {
      if (word.length < shortest || known.has(word)) continue;
      known.add(word);
      const first = word.charAt(0);
      const entries = store.get(first) ?? [];
      entries.push({ word, others: words.filter((other) => other !== word) });
      store.set(first, entries);
    }
  }
  for (const entries of store.values()) entries.sort((a, b) => b.word.length - a.word.length);
  return store;
}

const STORES = {
  zh: createStore(SYNONYMS_ZH, SHORTEST.zh),
  en: createStore(SYNONYMS_EN, SHORTEST.en),
};

function entryAt(store: Store, text: string, at: number): Entry | undefined {
  const entries = store.get(text.charAt(at));
  return entries?.find(({ word }) => text.startsWith(word, at));
}

/** Replaces each word that has synonyms with probability `p`. Latin words are replaced whole. O(length). */
export function replaceWords(rng: Rng, text: string, language: 'zh' | 'en', p: number): string {
  const store = STORES[language];
  const lower = text.toLowerCase();
  let written = '';
  let kept = 0;
  let at = 0;
  while (at < text.length) {
    const isInside = language === 'en' && at > 0 && LETTER.test(lower.charAt(at - 1));
    const entry = isInside ? undefined : entryAt(store, lower, at);
    const end = at + (entry?.word.length ?? 1);
    if (!entry || (language === 'en' && LETTER.test(lower.charAt(end)))) {
      at++;
      continue;
    }
    if (chance(rng, p)) {
      const other = pick(rng, entry.others);
      const isCapital = text.charAt(at) !== lower.charAt(at);
      written += text.slice(kept, at) + (isCapital ? other.charAt(0).toUpperCase() + other.slice(1) : other);
      kept = end;
    }
    // A word is passed over as one, so that no shorter word is found inside it.
    at = end;
  }
  return written + text.slice(kept);
}
