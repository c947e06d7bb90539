import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createFingerprint,
  createStockPhrases,
  fingerprint,
  foldText,
  jaccard,
  STOCK_PHRASES,
  shingles,
  signatureSimilarity,
} from '../../src/text/index.ts';
import { shingleSet } from '../../src/text/shingles.ts';
import { join, type Language, randomFrom, randomWords, replaceWords } from './support.ts';

function printOf(raw: string) {
  const print = fingerprint(foldText(raw));
  if (print === null) throw new Error(`no fingerprint: ${raw}`);
  return print;
}

describe('shingles', () => {
  it('are as many distinct hashes as there are distinct pieces', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = randomFrom(seed);
        const folded = foldText(
          `${join('en', randomWords('en', 40, random))}，${join('zh', randomWords('zh', 30, random))}`,
        );
        expect(new Set(shingles(folded)).size).toBe(shingleSet(folded).size);
      }),
    );
  });

  it('are pairs of Chinese and fives of Latin characters', () => {
    expect([...shingleSet('今天ok去了iphone')]).toEqual(['今天', 'ok', '去了', 'iphon', 'phone']);
  });

  it('make Jaccard similarity symmetric, 1 with itself and 0 with nothing', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 }), (rawA, rawB) => {
        const [a, b] = [foldText(rawA), foldText(rawB)];
        expect(jaccard(a, b)).toBe(jaccard(b, a));
        expect(jaccard(a, a)).toBe(a === '' ? 0 : 1);
        expect(jaccard(a, '')).toBe(0);
      }),
    );
  });
});

describe('fingerprint', () => {
  it.each(['en', 'zh'] as const)('estimates the exact Jaccard similarity without bias (%s)', (language) => {
    const random = randomFrom(11);
    const [errors, variances]: [number[], number[]] = [[], []];
    for (let i = 0; i < 6000; i++) {
      const words = randomWords(language, 10 + random() * 150, random);
      const [a, b] = [words, replaceWords(language, words, random() * 0.6, random)].map((w) =>
        foldText(join(language, w)),
      );
      const exact = jaccard(a as string, b as string);
      errors.push(
        signatureSimilarity(printOf(a as string).signature, printOf(b as string).signature) - exact,
      );
      variances.push((exact * (1 - exact)) / 64);
    }
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const standardError = Math.sqrt(mean(variances));
    expect(mean(errors.map(Math.abs))).toBeLessThan(standardError);
    expect(Math.sqrt(mean(errors.map((e) => e * e)))).toBeLessThan(1.15 * standardError);
    expect(Math.abs(mean(errors))).toBeLessThan(0.1 * standardError);
  });

  it('is the same for the same words, and its bands never meet those of another number', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const text = join('zh', randomWords('zh', 20, randomFrom(seed)));
        expect(printOf(`${text}！`)).toEqual(printOf(text));
        expect([...printOf(text).bands].map((band) => band >>> 28)).toEqual([...Array(16).keys()]);
      }),
    );
  });

  it('gives unrelated texts no similarity', () => {
    const random = randomFrom(5);
    let total = 0;
    for (let i = 0; i < 500; i++) {
      const [a, b] = [0, 1].map(() =>
        printOf(
          String.fromCodePoint(...Array.from({ length: 60 }, () => 0x4e00 + Math.floor(random() * 5000))),
        ),
      );
      total += signatureSimilarity(
        (a as { signature: Uint8Array }).signature,
        (b as { signature: Uint8Array }).signature,
      );
    }
    expect(total / 500).toBeLessThan(0.005);
  });

  it.each([
    '加油',
    '加油！加油！！支持！！！',
    '转发微博',
    '轉發微博//@某人:今天去了',
    '沙发',
    '打卡',
    '每日签到打卡',
    '哈哈哈哈哈哈哈哈哈哈哈哈',
    '哈哈哈哈加油！',
    '66666666666',
    'lollollollol',
    'ha ha ha ha ha ha ha',
    'Great post!!!',
    'Thanks for sharing 🙏🙏',
    'first',
    'LOL!!! so true',
    'This. So true. Great post, thanks for sharing!',
    'Happy Birthday!!! 🎂🎂🎂',
    '@somebody @else https://t.co/abc #topic 😀😀😀😀😀😀😀😀',
    '#一个很长很长的话题词# @小明 [赞][赞]',
    '短短的一句话',
    'so short',
    '',
  ])('is null for %j, which proves nothing', (raw) => {
    expect(fingerprint(foldText(raw))).toBeNull();
  });

  it.each([
    '加油站的价格又涨了吧',
    '这家店的味道真好',
    'first time visiting this city',
    'thanks for sharing your recipe',
    '13812345678',
    '微信12345678',
  ])('is not null for %j', (raw) => {
    expect(fingerprint(foldText(raw))).not.toBeNull();
  });
});

describe('createFingerprint', () => {
  it('takes stock phrases of a community’s own, beside those built in', () => {
    const own = { language: 'zh', about: 'our own', phrases: '祝哥哥演出圆满成功' };
    const withOwn = createFingerprint(createStockPhrases([...STOCK_PHRASES, own]));
    const text = foldText('祝哥哥演出圓滿成功！！加油');
    expect(withOwn(text)).toBeNull();
    expect(fingerprint(text)).not.toBeNull();
    expect(withOwn(foldText('今天去了这家新开的餐厅'))).toEqual(
      fingerprint(foldText('今天去了这家新开的餐厅')),
    );
  });
});

/** Share of near copies with at least one common band, over texts of about so many characters. */
function recall(language: Language, length: number, share: number, suffix: boolean): number {
  const random = randomFrom(7);
  let [found, all] = [0, 0];
  while (all < 1000) {
    const words = randomWords(language, length, random);
    const text = join(language, words);
    const number = Math.floor(random() * 1e6);
    const copy = suffix
      ? `${text} #promo${number} https://t.co/${number}`
      : join(language, replaceWords(language, words, share, random));
    const [a, b] = [fingerprint(foldText(text)), fingerprint(foldText(copy))];
    if (a === null || b === null) continue;
    all++;
    if (a.bands.some((band, i) => band === b.bands[i])) found++;
  }
  return found / all;
}

describe('bands', () => {
  // The first measurements of the design: one word .97/1.0, suffix 1.0/1.0, a tenth .91/.98, 30 % .40/.42.
  it.each([
    // A word is a third of the shortest texts: what is left of them is hardly a copy any more.
    ['en', 'one word replaced', 30, 0, 0.7],
    ['en', 'one word replaced', 60, 0, 0.97],
    ['en', 'one word replaced', 120, 0, 0.99],
    ['en', 'a tenth of the words replaced', 60, 0.1, 0.97],
    ['en', 'a tenth of the words replaced', 120, 0.1, 0.97],
    ['en', '30 % of the words replaced', 120, 0.3, 0.4],
    ['zh', 'one word replaced', 8, 0, 0.5],
    ['zh', 'one word replaced', 15, 0, 0.94],
    ['zh', 'one word replaced', 30, 0, 0.99],
    ['zh', 'a tenth of the words replaced', 60, 0.1, 0.98],
    ['zh', '30 % of the words replaced', 60, 0.3, 0.4],
  ] as const)(
    '%s, %s in %i characters: replaced share %d (0 = one word), recall at least %d',
    (language, _, length, share, least) => {
      expect(recall(language, length, share, false)).toBeGreaterThanOrEqual(least);
    },
  );

  it.each([8, 15, 30, 60, 120])('a tag and a link behind %i characters change nothing', (length) => {
    for (const language of ['en', 'zh'] as const) expect(recall(language, length, 0, true)).toBe(1);
  });
});
