import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hiddenCharacters } from '../../src/text/index.ts';
import { join, randomFrom, randomWords } from './support.ts';

describe('hiddenCharacters', () => {
  it.each([
    ['fr\u200bee mo\u2060ney', 'zero-width', 2],
    ['加\u200b微\u200b信', 'zero-width', 2],
    ['frее money', 'confusable', 2],
    ['аpple pie', 'confusable', 1],
    ['nice рор song', 'confusable', 3],
    ['пpивeт, как дела', 'confusable', 2],
    ['fяee', 'script-mix', 1],
    ['加我V信', 'script-mix', 1],
    ['加.微.信', 'separators', 1],
    ['我的微 信和公 众 号', 'separators', 2],
    ['w.e.c.h.a.t me', 'separators', 1],
  ])('finds in %j: %s × %i', (raw, kind, count) => {
    expect(hiddenCharacters(raw)).toEqual([{ kind, count }]);
  });

  it.each([
    ['a family emoji', 'us 👨‍👩‍👧‍👦 and 🏳️‍🌈 today ❤️'],
    ['Persian with non-joiners', 'می‌خواهم کتاب‌ها را بخوانم'],
    ['Arabic with direction marks', 'مرحبا \u200fhello\u200e world'],
    ['Hindi with joiners', 'क्‍षमा र्‍य'],
    ['Thai with break hints', 'สวัสดี\u200bครับ'],
    ['Russian', 'Сосед нарвал хороший мак, а кот ест рис'],
    ['Russian with Latin names', 'Моя SMSка из Facebookа пришла в IT-отдел'],
    ['Greek', 'Καλημέρα κόσμε, το νερό'],
    ['Greek letters in science', '5 μm, ΔT, β-carotene, αβ'],
    ['traditional Chinese', '這裡的風景很漂亮，歡迎來玩'],
    ['威信 for itself', '政府的威信很重要'],
    ['fullwidth forms', 'ＡＢＣ　１２３'],
    ['invisible characters at the ends of words', '#topic#\u200b 全文\u200b\u200b\u200b'],
    ['soft hyphens', 'Donau\u00addampf\u00adschiff'],
    ['a dot for a full stop', '你好.我是小明.今天很开心'],
    ['names with a middle dot', '约翰·史密斯'],
    ['abbreviations', 'U.S.A. and F.B.I. a.s.a.p., i.e. now'],
    ['a TV signal', 'tv信号不好'],
    ['an ideographic variation', '葛\u{e0100}城'],
  ])('finds nothing in %s', (_, raw) => {
    expect(hiddenCharacters(raw)).toEqual([]);
  });

  it('finds nothing in plain posts, and each hidden character in posts with some', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 5 }), (seed, wanted) => {
        const random = randomFrom(seed);
        for (const language of ['en', 'zh'] as const) {
          const words = randomWords(language, 60, random);
          expect(hiddenCharacters(join(language, words))).toEqual([]);
          const hiding = words.map((word, i) => (i < wanted ? `${word[0]}\u200b${word.slice(1)}` : word));
          const within = hiding.filter((word, i) => i < wanted && word.length > 2).length;
          expect(hiddenCharacters(hiding.join(' '))).toEqual([{ kind: 'zero-width', count: within }]);
        }
      }),
    );
  });
});
