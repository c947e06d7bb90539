import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/contract/index.ts';
import { fingerprint, foldText, groupNearCopies } from '../../src/text/index.ts';
import {
  columns,
  join,
  type Language,
  pick,
  type Random,
  randomFrom,
  randomWords,
  replaceWords,
  wordsOf,
} from './support.ts';

function familiesOf(texts: readonly string[], minSimilarity?: number): number[] {
  const prints = texts.map((text) => {
    const print = fingerprint(foldText(text));
    if (print === null) throw new Error(`no fingerprint: ${text}`);
    return print;
  });
  return [
    ...groupNearCopies({ ...columns(prints), ...(minSimilarity === undefined ? {} : { minSimilarity }) }),
  ];
}

/** Families of `copies` near copies each, with a word replaced in each copy, of texts of about 80 characters. */
function planted(families: number, copies: number, random: Random): { text: string; family: number }[] {
  return Array.from({ length: families }, (_, family) => {
    const language: Language = family % 2 === 0 ? 'en' : 'zh';
    const words = randomWords(language, language === 'en' ? 160 : 60, random);
    return Array.from({ length: copies }, () => ({
      text: join(language, replaceWords(language, words, 0, random)),
      family,
    }));
  }).flat();
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}

function sizes(families: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const family of families) counts.set(family, (counts.get(family) ?? 0) + 1);
  return [...counts.values()].sort((a, b) => b - a);
}

describe('groupNearCopies', () => {
  it('finds planted families, whatever the order of the texts', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = randomFrom(seed);
        const rows = shuffled(planted(8, 12, random), random);
        const found = familiesOf(rows.map((row) => row.text));
        const mixed = new Set(rows.map((row, i) => `${found[i]} ${row.family}`)).size;
        const families = new Set(found).size;
        // No family holds texts of two; and of 96 texts hardly one shares no band with its leader.
        expect(mixed).toBe(families);
        expect(families).toBeLessThanOrEqual(8 + 3);
      }),
      { numRuns: 20 },
    );
  });

  it('numbers families densely, in order of their first text', () => {
    const [a, b, c] = [
      '今天去了这家新开的餐厅',
      'the river runs through our village',
      '明天的比赛在主场进行',
    ];
    expect(familiesOf([a, b, a, c, b, a] as string[])).toEqual([0, 1, 0, 2, 1, 0]);
  });

  it.each(['en', 'zh'] as const)('does not merge different texts on one topic (%s)', (language) => {
    const random = randomFrom(3);
    const topic = Array.from({ length: 20 }, () => pick(wordsOf(language), random));
    const texts = Array.from({ length: 3000 }, () => {
      const words = randomWords(language, language === 'en' ? 80 : 30, random);
      return join(
        language,
        words.map((word) => (random() < 0.6 ? pick(topic, random) : word)),
      );
    });
    expect(sizes(familiesOf(texts))[0]).toBeLessThanOrEqual(2);
    expect(new Set(familiesOf(texts)).size).toBeGreaterThan(2950);
  });

  it('does not let families drift along a chain of small changes', () => {
    const random = randomFrom(9);
    let words = randomWords('zh', 60, random);
    const chain: string[] = [];
    for (let step = 0; step < 60; step++) {
      chain.push(join('zh', words));
      words = replaceWords('zh', words, 0, random);
    }
    const found = familiesOf(chain);
    expect(found[1]).toBe(found[0]);
    expect(found[59]).not.toBe(found[0]);
  });

  it('puts 20,000 copies of one text in one family, in time linear in their number', () => {
    const print = fingerprint(foldText('今天去了这家新开的餐厅，味道不错，推荐大家去')) as NonNullable<
      ReturnType<typeof fingerprint>
    >;
    const elapsed = (copies: number) => {
      const input = columns(new Array(copies).fill(print));
      const start = performance.now();
      const families = groupNearCopies(input);
      expect(new Set(families)).toEqual(new Set([0]));
      return performance.now() - start;
    };
    elapsed(20_000);
    // 400 million comparisons would take seconds; 20,000 take a few milliseconds.
    expect(elapsed(20_000)).toBeLessThan(500);
  });

  it('is linear when one band is shared by all texts, and still finds copies in the crowd', () => {
    const random = randomFrom(4);
    const flood = (texts: number) => {
      const input = columns([]);
      const bands = new Uint32Array(texts * 16);
      const signatures = new Uint8Array(texts * 64);
      for (let text = 0; text < texts; text++) {
        for (let i = 0; i < 64; i++) signatures[text * 64 + i] = random() * 256;
        for (let band = 0; band < 16; band++)
          bands[text * 16 + band] = band < 8 ? band << 28 : (band << 28) + (text >> 1);
        // Every second text is a copy of the one before it.
        if (text % 2 === 1) signatures.copyWithin(text * 64, (text - 1) * 64, text * 64);
      }
      return { ...input, bands, signatures };
    };
    const start = performance.now();
    const families = groupNearCopies(flood(20_000));
    expect(performance.now() - start).toBeLessThan(2000);
    expect([...families]).toEqual(Array.from({ length: 20_000 }, (_, text) => text >> 1));
  });

  it('joins equal texts only, at a least similarity of 1', () => {
    const texts = planted(2, 5, randomFrom(1)).map((row) => row.text);
    expect(new Set(familiesOf(texts, 1)).size).toBe(new Set(texts).size);
  });

  it('takes no texts, and refuses arrays that do not belong together', () => {
    expect(groupNearCopies(columns([]))).toEqual(new Uint32Array(0));
    expect(() => groupNearCopies({ bands: new Uint32Array(16), signatures: new Uint8Array(63) })).toThrow(
      AppError,
    );
  });

  it('reads signatures at any offset of their buffer', () => {
    const { bands, signatures } = columns(
      planted(4, 4, randomFrom(2)).map(
        (row) => fingerprint(foldText(row.text)) as NonNullable<ReturnType<typeof fingerprint>>,
      ),
    );
    const shifted = new Uint8Array(signatures.length + 3).subarray(3);
    shifted.set(signatures);
    expect(groupNearCopies({ bands, signatures: shifted })).toEqual(groupNearCopies({ bands, signatures }));
  });
});
