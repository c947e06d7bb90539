import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractTemplate } from '../../src/text/index.ts';
import { join, randomFrom, randomWords } from './support.ts';

describe('extractTemplate', () => {
  it('finds the slots of a Chinese template', () => {
    const places = ['海底捞', '肯德基', '小龙坎', '全聚德'];
    const words = ['很辣', '超级好', '一般般', '棒'];
    const texts = places.map((place, i) => `今天去了${place}，味道${words[i]}！推荐给大家`);
    expect(extractTemplate(texts)).toMatchObject({ template: '今天去了{…}，味道{…}！推荐给大家', slots: 2 });
  });

  it('finds the slots of an English template', () => {
    const texts = [
      ['Maria', 'phone', 'a1'],
      ['Peter', 'camera', 'b2'],
      ['Olga', 'jacket', 'c3'],
    ].map(
      ([name, thing, link]) =>
        `Thanks to ${name} I bought this ${thing} today. Look here: https://t.co/${link}`,
    );
    expect(extractTemplate(texts).template).toBe('Thanks to {…} I bought this {…} today. Look here: {…}');
  });

  it('compares words by their folded form and shows them as written', () => {
    expect(extractTemplate(['加微信領紅包', '加微信领红包', '加\u200b微信领红包'])).toMatchObject({
      slots: 0,
      coverage: 1,
    });
  });

  it('of equal texts is the text, fully covered', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom('en', 'zh'),
        fc.integer({ min: 1, max: 40 }),
        (seed, language, copies) => {
          const text = join(language as 'en', randomWords(language as 'en', 60, randomFrom(seed)));
          expect(extractTemplate(new Array<string>(copies).fill(text))).toEqual({
            template: text,
            slots: 0,
            coverage: 1,
          });
        },
      ),
      { numRuns: 30 },
    );
  });

  it('does not depend on the order of the texts, and covers at most everything', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 20 }), { maxLength: 8 }), (texts) => {
        const result = extractTemplate(texts);
        expect(extractTemplate([...texts].reverse())).toEqual(result);
        expect(result.coverage).toBeGreaterThanOrEqual(0);
        expect(result.coverage).toBeLessThanOrEqual(1);
        expect(result.slots).toBe(result.template.split('{…}').length - 1);
      }),
    );
  });

  it('leaves out a text that does not belong, at the price of coverage', () => {
    const family = ['a', 'b', 'c', 'd', 'e'].map((x) => `we all love the new stadium in town, section ${x}`);
    const result = extractTemplate([...family, '完全不同的另一句话']);
    expect(result.template).toBe('we all love the new stadium in town, section {…}');
    expect(result.coverage).toBeLessThan(extractTemplate(family).coverage);
  });

  it('does not take a chance character between two gaps for template', () => {
    expect(extractTemplate(['恭喜王的店开张', '恭喜李的公司开张', '恭喜赵的饭馆开张']).template).toBe(
      '恭喜{…}开张',
    );
  });

  it('of nothing is nothing', () => {
    expect(extractTemplate([])).toEqual({ template: '', slots: 0, coverage: 0 });
    expect(extractTemplate(['', ''])).toEqual({ template: '', slots: 0, coverage: 0 });
  });
});
