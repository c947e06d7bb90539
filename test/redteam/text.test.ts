import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../src/redteam/index.ts';
import { CLAIMS_EN } from '../../src/redteam/text/claims-en.ts';
import { CLAIMS_ZH } from '../../src/redteam/text/claims-zh.ts';
import { draftManuscript, manuscriptText } from '../../src/redteam/text/manuscripts.ts';
import { paraphrase, rephrase } from '../../src/redteam/text/paraphrase.ts';
import {
  compileGrammar,
  TOPICS,
  washManuscript,
  writeManuscript,
  writeText,
} from '../../src/redteam/text-grammar.ts';
import { composeSmall, fold, jaccard, outputsOf, quantile } from './support.ts';

/** Similarities of random pairs of a list. */
function similarities(texts: readonly string[], pairs: number, seed: number): number[] {
  const rng = createRng(seed);
  return Array.from({ length: pairs }, () => {
    const a = rng.int(texts.length);
    const b = (a + 1 + rng.int(texts.length - 1)) % texts.length;
    return jaccard(texts[a] ?? '', texts[b] ?? '');
  });
}

describe('honest texts', () => {
  test.each(['zh', 'en'] as const)('two %s posts about one event are related and not copied', (language) => {
    for (const [topic] of TOPICS.entries()) {
      const rng = createRng(topic + 1);
      const posts = Array.from({ length: 400 }, () => writeText(rng, 'post', topic, language));
      const near = similarities(posts, 1500, topic);
      expect(quantile(near, 0.5)).toBeLessThan(0.1);
      expect(quantile(near, 0.99)).toBeLessThan(0.45);
      const other = Array.from({ length: 400 }, () => writeText(rng, 'post', topic + 1, language));
      const mean = (values: readonly number[]): number =>
        values.reduce((sum, value) => sum + value, 0) / values.length;
      const across = posts.map((post, i) => jaccard(post, other[i] ?? ''));
      expect(mean(near)).toBeGreaterThan(mean(across));
    }
  });

  test('witnesses of breaking news stay far from copies, a farm’s copies of one manuscript do not', () => {
    const outputs = outputsOf(composeSmall(6, ['breaking-news', 'content-farm']));
    const posts = (name: string): string[] =>
      (outputs.get(name)?.events ?? []).flatMap(({ event }) =>
        event.type === 'action' && event.action === 'post' ? [String(event.text)] : [],
      );
    const honest = posts('breaking-news').filter((text) => text.length >= 8);
    expect(quantile(similarities(honest, 2500, 1), 0.995)).toBeLessThan(0.4);
    const farm = posts('content-farm').filter((text) => text.length > 100);
    const nearest = farm
      .slice(0, 30)
      .map((text, i) => Math.max(...farm.map((other, j) => (i === j ? 0 : jaccard(text, other)))));
    expect(quantile(nearest, 0.1)).toBeGreaterThan(0.6);
  });

  test('a grammar draws inline choices, rules and digits, leaves an escaped sign, and refuses a rule that is not there', () => {
    const grammar = compileGrammar({ line: ['{who} [sees|hears {who}] ##'], who: ['a', 'b'] });
    const rng = createRng(1);
    for (let i = 0; i < 50; i++) expect(grammar('line', rng)).toMatch(/^[ab] (sees|hears [ab]) [1-9][0-9]$/);
    expect(compileGrammar({ line: ['\\#tag\\# #'] })('line', rng)).toMatch(/^#tag# [1-9]$/);
    expect(() => grammar('nothing', rng)).toThrow(/no rule named "nothing"/);
  });
});

describe('washing', () => {
  test('depth 0 is a copy', () => {
    const rng = createRng(2);
    const manuscript = writeManuscript(rng, 'zh');
    expect(washManuscript(manuscript, rng, 0)).toBe(manuscript);
  });

  test.each(['zh', 'en'] as const)('the deeper a %s text is washed, the less is left of it', (language) => {
    const left = [0.1, 0.3, 0.6, 1].map((depth) => {
      const rng = createRng(12);
      const similar = Array.from({ length: 150 }, () => {
        const manuscript = writeManuscript(rng, language);
        return jaccard(manuscript, washManuscript(manuscript, rng, depth));
      });
      return quantile(similar, 0.5);
    });
    expect(left).toEqual(left.toSorted((a, b) => b - a));
    expect(left[0]).toBeGreaterThan(0.8);
    expect(left[1]).toBeGreaterThan(0.6);
    expect(left[3]).toBeLessThan(0.6);
  });

  test('washing keeps every sentence: folded text of a shallow wash has about the same length', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0, max: 1, noNaN: true }), (seed, depth) => {
        const rng = createRng(seed >>> 0);
        const manuscript = writeManuscript(rng, 'zh');
        const washed = fold(washManuscript(manuscript, rng, depth));
        const sentences = (text: string): number => text.split('。').length;
        expect(sentences(washed)).toBe(sentences(manuscript));
        expect(Math.abs([...washed].length / [...manuscript].length - 1)).toBeLessThan(0.2);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test('the same seed washes the same way', () => {
    const manuscript = writeManuscript(createRng(3), 'zh');
    const once = washManuscript(manuscript, createRng(4), 0.5);
    expect(washManuscript(manuscript, createRng(4), 0.5)).toBe(once);
    expect(washManuscript(manuscript, createRng(5), 0.5)).not.toBe(once);
  });
});

/** The share of a text's words that are not in another text. */
function changedWords(from: string, to: string, language: 'zh' | 'en'): number {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  const words = (text: string): string[] =>
    [...segmenter.segment(text.toLowerCase())].flatMap(({ segment, isWordLike }) =>
      isWordLike ? [segment] : [],
    );
  const left = words(to);
  const before = words(from);
  const gone = before.filter((word) => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return gone.length / before.length;
}

describe('paraphrasing', () => {
  test('depth 0 is a copy', () => {
    const rng = createRng(2);
    const manuscript = draftManuscript(rng, 'en');
    expect(paraphrase(rng, manuscript, 0)).toBe(manuscriptText(manuscript));
    expect(rephrase(rng, '理性看待，支持到底！', 'zh', 0)).toBe('理性看待，支持到底！');
  });

  test.each(['zh', 'en'] as const)(
    'a %s text keeps its words at 0.1, most at 0.5, and few at 1',
    (language) => {
      const changed = [0.1, 0.25, 0.5, 0.75, 1].map((depth) => {
        const rng = createRng(13);
        const shares = Array.from({ length: 100 }, () => {
          const manuscript = draftManuscript(rng, language);
          return changedWords(manuscriptText(manuscript), paraphrase(rng, manuscript, depth), language);
        });
        return quantile(shares, 0.5);
      });
      expect(changed).toEqual(changed.toSorted((a, b) => a - b));
      expect(changed[0]).toBeLessThan(0.1);
      expect(Math.abs((changed[2] ?? 0) - 0.3)).toBeLessThan(0.1);
      expect(changed[4]).toBeGreaterThan(0.65);
    },
  );

  test.each(['zh', 'en'] as const)(
    'two copies of one %s manuscript at depth 1 are as far apart as honest posts about one event',
    (language) => {
      const rng = createRng(14);
      const similar = Array.from({ length: 20 }, () => draftManuscript(rng, language)).flatMap(
        (manuscript) => {
          const copies = Array.from({ length: 10 }, () => paraphrase(rng, manuscript, 1));
          return similarities(copies, 30, 1);
        },
      );
      expect(quantile(similar, 0.5)).toBeLessThan(0.1);
      expect(quantile(similar, 0.99)).toBeLessThan(0.45);
    },
  );

  test('the product and the number of a sentence stay what they were', () => {
    const rng = createRng(15);
    for (const language of ['zh', 'en'] as const) {
      for (let i = 0; i < 60; i++) {
        const manuscript = draftManuscript(rng, language);
        const washed = paraphrase(rng, manuscript, 1);
        expect(washed).not.toMatch(/%n|%brand|undefined/);
        const numbers = new Set(manuscriptText(manuscript).match(/\d+/g));
        expect((washed.match(/\d+/g) ?? []).filter((number) => !numbers.has(number))).toEqual([]);
      }
    }
  });

  test('every claim can be said in at least six ways', () => {
    for (const { intro, body, close } of [CLAIMS_ZH, CLAIMS_EN])
      for (const ways of [...intro, ...body, ...close]) expect(new Set(ways).size).toBeGreaterThanOrEqual(6);
  });
});
