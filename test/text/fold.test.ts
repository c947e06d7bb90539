import fc from 'fast-check';
import { Converter } from 'opencc-js/cn2t';
import { describe, expect, it } from 'vitest';
import { foldText } from '../../src/text/index.ts';
import { LOOK_ALIKES } from '../../src/text/look-alikes.ts';
import { join, pick, randomFrom, randomWords } from './support.ts';

/** Pieces that meet all rules of folding, so that short random sequences bring them together. */
const PIECES = [
  ..."aAbvxwz09135 .,:/@#[]()_-'~\n！，。、；：＠＃／",
  ...'微薇信威加油的國裏裡乾爲扣扣群がかカｶﾞゝー々〇',
  ...'аеорсхВНηΗΣςµéİßﬁ①½ⅧＡ１ﷺ…℡',
  ...'카ㅋㅏ가각ᆨक्षنيًไทย',
  ...[
    '\u200b',
    '\u200d',
    '\ufeff',
    '\u00ad',
    '\u202e',
    '\u0301',
    '\u3099',
    '\uff9e',
    '\u20e3',
    '\ufe0f',
    '\u3000',
    '\u00a0',
  ],
  ...['😀', '👨‍👩‍👧', '🇨🇳', '𝐟', '𝕄', '𠀀', '𡞱', '\ud83d', '\udc00', '🅰'],
  ...[
    'http://',
    'https://t.co/a1',
    'www.',
    't.cn/x',
    '//@',
    'vx',
    'weixin',
    'v信',
    '[doge]',
    '#话题#',
    'fr33dom',
    '哈哈哈哈',
  ],
];
const tricky = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => pieces.join(''));

function post(seed: number): { language: 'en' | 'zh'; text: string; random: () => number } {
  const random = randomFrom(seed);
  const language = seed % 2 === 0 ? 'en' : 'zh';
  return { language, text: join(language, randomWords(language, 8 + random() * 80, random)), random };
}

describe('foldText', () => {
  it('is idempotent', () => {
    fc.assert(
      fc.property(fc.oneof(tricky, fc.string({ unit: 'binary', maxLength: 40 })), (raw) => {
        const folded = foldText(raw);
        expect(foldText(folded)).toBe(folded);
      }),
      { numRuns: 10_000 },
    );
  });

  it('folds every single character to a fixed point', () => {
    for (let code = 0; code < 0x30000; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const folded = foldText(`x${String.fromCodePoint(code)}`);
      if (foldText(folded) !== folded) expect.fail(`U+${code.toString(16)}: ${folded} → ${foldText(folded)}`);
    }
  });

  it('leaves words, and nothing but single spaces between them', () => {
    fc.assert(
      fc.property(tricky, (raw) => {
        expect(foldText(raw)).toMatch(/^([\p{L}\p{N}\p{M}]+( [\p{L}\p{N}\p{M}]+)*)?$/u);
      }),
      { numRuns: 5_000 },
    );
  });

  it('gives long texts the same fold as their parts', () => {
    const parts = Array.from({ length: 800 }, (_, i) => `part number ${i} 第${i}段`);
    expect(foldText(parts.join('\n'))).toBe(foldText(parts.map(foldText).join('\n')));
  });

  it('does not see zero-width characters', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom('\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u202a'),
        (seed, hidden) => {
          const { text, random } = post(seed);
          const evaded = [...text].map((c) => (random() < 0.3 ? c + hidden : c)).join('');
          expect(foldText(evaded)).toBe(foldText(text));
        },
      ),
    );
  });

  it('reads look-alike letters as Latin', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { text, random } = post(seed * 2);
        const evaded = [...text]
          .map((c) => (random() < 0.5 ? pick([...(LOOK_ALIKES[c] ?? c)], random) : c))
          .join('');
        expect(foldText(evaded)).toBe(foldText(text));
      }),
    );
  });

  it('reads fullwidth and mathematical letters as plain ones', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { text } = post(seed * 2);
        const shifted = (base: number) =>
          text.replace(/[a-z]/g, (c) => String.fromCodePoint(base + c.charCodeAt(0) - 97));
        expect(foldText(shifted(0xff41))).toBe(foldText(text));
        expect(foldText(shifted(0x1d41a))).toBe(foldText(text));
        expect(foldText(text.toUpperCase())).toBe(foldText(text));
      }),
    );
  });

  it.each(['t', 'tw', 'hk'] as const)(
    'folds simplified Chinese and its traditional form (%s) alike',
    (to) => {
      const convert = Converter({ from: 'cn', to });
      fc.assert(
        fc.property(fc.nat(), (seed) => {
          const { text } = post(seed * 2 + 1);
          expect(foldText(convert(text))).toBe(foldText(text));
        }),
      );
    },
  );

  it('joins Chinese that was taken apart by signs, spaces or emoji', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom('.', ' ', '*', '·', '|', '~', '。', '❤️', '😀', '  - '),
        (seed, sign) => {
          const { text } = post(seed * 2 + 1);
          expect(foldText([...text].join(sign))).toBe(foldText(text));
        },
      ),
    );
  });

  it.each([
    ['薇信', '微信'],
    ['加 V 信', '加微信'],
    ['加vx：abc', '加微信abc'],
    ['tv信号', 'tv信号'],
    ['the vx engine', 'the vx engine'],
    ['v1agra and fr33dom', 'viagra and freedom'],
    ['b2b, h264 and covid19', 'b2b h264 and covid19'],
    ['soooooooo good!!!!!', 'sooo good'],
    ['1000000 yuan', '1000000 yuan'],
    ['don’t', 'dont'],
    ['Café Zürich', 'cafe zurich'],
    ['用 iPhone 拍照', '用iphone拍照'],
  ])('folds %j to %j', (raw, folded) => {
    expect(foldText(raw)).toBe(folded);
  });

  it.each([
    ['a mention', '@小明 ', '@some_one '],
    ['a link', 'https://t.co/abc?d=e#f ', 'www.example.com/x '],
    ['a link without a scheme', 't.cn/A6xyz ', 'bit.ly/3abc '],
    ['a hashtag', '#话题 有空格# ', '#tag '],
    ['an emoticon code', '[doge] ', '[哈哈] '],
    ['emoji', '😀😀😀 ', '🇨🇳 '],
  ])('drops %s', (_, a, b) => {
    for (const part of [a, b]) {
      expect(foldText(part)).toBe('');
      expect(foldText(`${part}今天天气很好`)).toBe('今天天气很好');
      expect(foldText(`good weather ${part}today`)).toBe('good weather today');
    }
  });

  it('keeps an author’s words apart from the reposts below them', () => {
    expect(foldText('说得对//@甲:今天去了//@乙:第一次')).toBe('说得对');
  });

  it('keeps what only looks like a mention, hashtag or link', () => {
    expect(foldText('mail bob@example.com')).toBe('mail bob example com');
    expect(foldText('#1 choice and/or 3.5/7 e.g./i.e.')).toBe('1 choice and or 3 5 7 e g i e');
    expect(foldText(`@${'很长的一句话不是名字'.repeat(3)}`)).toBe('很长的一句话不是名字'.repeat(3));
  });

  it.each([
    ['abbreviations', `${'vx '.repeat(40_000)}加`],
    ['digits in one word', `${'a1'.repeat(60_000)}1`],
    ['slashes', 'a.bc/'.repeat(1) + '/'.repeat(120_000)],
    ['hashes', '#a'.repeat(60_000)],
    ['marks', 'a\u0301'.repeat(60_000) + 'क्'.repeat(30_000)],
  ])('is linear for 120,000 characters of %s', (_, raw) => {
    const start = performance.now();
    foldText(raw);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
