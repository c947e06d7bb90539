/** Sources that long texts retell, read through the real engine. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { ActionEvent } from '../../src/contract/index.ts';
import { readFacts } from '../../src/detection/facts/read-facts.ts';
import { findRetoldTexts } from '../../src/detection/retold-texts.ts';
import { createRng, type Rng } from '../../src/redteam/index.ts';
import { storedEvents } from '../support/stored-events.ts';

const stored = storedEvents();
beforeEach(() => stored.clear());

const T = Date.UTC(2026, 4, 2);
const WINDOW = { from: T, to: T + 86_400_000 };
const CROWD = 300;

const wrote = (n: number, text: string): ActionEvent => ({
  type: 'action',
  event_id: `e${n}`,
  account_id: `u${n}`,
  action: 'post',
  target_id: `p${n}`,
  occurred_at: T + n * 1_000,
  text,
});

/** A language of made-up words, the more usual the smaller their number. */
interface Language {
  readonly word: (rng: Rng) => string;
  readonly gap: string;
}
const often = (rng: Rng, words: number) => Math.floor(words * rng.next() ** 2);
const LANGUAGES: Readonly<Record<string, Language>> = {
  Chinese: {
    word: (rng) => String.fromCharCode(0x4e00 + often(rng, 1500), 0x4e00 + often(rng, 1500)),
    gap: '',
  },
  Latin: {
    word: (rng) => {
      const own = createRng(often(rng, 3_000));
      return Array.from({ length: 6 }, () => String.fromCharCode(97 + own.int(26))).join('');
    },
    gap: ' ',
  },
};

describe.each(Object.keys(LANGUAGES))('in %s', (name) => {
  const { word, gap } = LANGUAGES[name] as Language;
  const sentence = (rng: Rng) => Array.from({ length: 6 }, () => word(rng));
  const draft = (rng: Rng) => Array.from({ length: 10 }, () => sentence(rng));
  const spell = (sentences: readonly (readonly string[])[]) =>
    sentences.map((words) => words.join(gap)).join(gap === '' ? '。' : '. ');
  /** In another order, a quarter of the words another, and characters between them that nobody sees. */
  const retell = (rng: Rng, source: readonly (readonly string[])[]) => {
    const from = rng.int(source.length);
    const turned = [...source.slice(from), ...source.slice(0, from)];
    return spell(turned.map((words) => words.map((own) => (rng.next() < 0.25 ? word(rng) : own)))).replace(
      /(.{9})/gsu,
      '$1\u200b',
    );
  };

  async function sourcesOf(texts: readonly string[]) {
    await stored.add(texts.map((text, n) => wrote(n, text)));
    const read = await readFacts(stored.store, WINDOW);
    const found = await findRetoldTexts({ ...read, store: stored.store, window: WINDOW });
    // Texts stand in order of time, as they were made.
    const groups = Map.groupBy(found.sources.keys(), (text) => found.sources.get(text) as number);
    return { found, groups: [...groups.values()].map((group) => group.sort((a, b) => a - b)) };
  }

  test.each([1, 2, 3])('two manuscripts that an army retells are two sources (seed %i)', async (seed) => {
    const rng = createRng(seed);
    const crowd = Array.from({ length: CROWD }, () => spell(draft(rng)));
    const [one, two] = [draft(rng), draft(rng)];
    const army = Array.from({ length: 24 }, (_, n) => retell(rng, n % 2 === 0 ? one : two));
    const { found, groups } = await sourcesOf([...crowd, ...army]);
    expect(groups).toHaveLength(2);
    for (const group of groups) {
      expect(group.length).toBeGreaterThanOrEqual(10);
      expect(group.every((text) => text >= CROWD)).toBe(true);
      expect(new Set(group.map((text) => text % 2)).size).toBe(1);
    }
    expect([...found.accountsOfSource.values()].sort()).toEqual(groups.map(({ length }) => length).sort());
    // Every text is a trace: those that retell nothing might have.
    expect(found.traces?.columns.length).toBe(crowd.length + army.length);
  });

  test('a crowd that writes for itself has none', async () => {
    const rng = createRng(4);
    const { groups } = await sourcesOf(Array.from({ length: CROWD }, () => spell(draft(rng))));
    expect(groups).toEqual([]);
  });

  test('with few long texts, or short ones, nothing is compared', async () => {
    const rng = createRng(5);
    const source = draft(rng);
    const { found } = await sourcesOf([
      ...Array.from({ length: 30 }, () => retell(rng, source)),
      ...Array.from({ length: CROWD }, () => spell([sentence(rng)])),
    ]);
    expect(found.traces).toBeNull();
  });
});
