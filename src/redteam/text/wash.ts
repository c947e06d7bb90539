/** Washing a manuscript (洗稿): the same text made to look new, as far as `depth` goes. */
import { Converter } from 'opencc-js/cn2t';
import { chance, pick, type Rng } from '../rng.ts';
import { stickerEmoji } from './manuscripts.ts';

/** Words that may stand for each other; the first spelling is the one in the manuscripts. */
const SYNONYMS: readonly (readonly string[])[] = [
  ['非常', '特别', '十分'],
  ['很多人', '不少人', '许多人'],
  ['知道', '清楚', '明白'],
  ['方法', '办法', '方式'],
  ['坚持', '保持', '持续'],
  ['推荐', '安利', '介绍'],
  ['朋友', '好友', '小伙伴'],
  ['完全', '根本', '压根'],
  ['效果', '成效', '作用'],
  ['显著', '明显', '突出'],
  ['简单', '容易', '方便'],
  ['便宜', '实惠', '划算'],
  ['现在', '如今', '目前'],
  ['过去', '以前', '从前'],
  ['大家', '各位', '大伙'],
  ['分享', '说说', '聊聊'],
  ['真实', '切身', '亲身'],
  ['感受', '体会', '体验'],
  ['选择', '选用', '挑选'],
  ['希望', '盼望', '但愿'],
  ['帮助', '用处', '启发'],
  ['快速', '迅速', '很快'],
  ['获得', '得到', '取得'],
  ['成功', '成果', '收获'],
  ['发现', '察觉', '意识到'],
  ['担心', '害怕', '顾虑'],
  ['变化', '改变', '转变'],
  ['购买', '下单', '入手'],
  ['优惠', '折扣', '活动'],
  ['能够', '可以', '能'],
  ['认真', '用心', '负责'],
  ['正确', '对的', '合适的'],
  ['轻松', '不费力', '毫不费劲'],
  ['产品', '东西', '好物'],
  ['very', 'really', 'super'],
  ['popular', 'trendy', 'well known'],
  ['simple', 'easy', 'effortless'],
  ['cheap', 'affordable', 'low'],
  ['amazing', 'incredible', 'great'],
  ['quickly', 'fast', 'in no time'],
  ['recommend', 'suggest', 'endorse'],
  ['everyone', 'everybody', 'all of you'],
  ['spend', 'waste', 'burn'],
  ['finally', 'in the end', 'at last'],
  ['worried', 'afraid', 'concerned'],
  ['change', 'transform', 'improve'],
  ['more than', 'over', 'upwards of'],
  ['satisfied', 'happy', 'pleased'],
];
const HOMOPHONES: readonly (readonly string[])[] = [
  ['的', '地', '哒'],
  ['在', '再'],
  ['做', '作'],
  ['他', '她'],
  ['微信', '薇信', '威芯'],
  ['钱', '米', '前'],
  ['免费', '勉费', '免廢'],
  ['客服', '克服', '客伏'],
  ['减', '剪'],
  ['价', '阶'],
  ['推', '忒'],
  ['买', '麦'],
  ['a', 'а'],
  ['o', 'о'],
  ['e', 'е'],
  ['i', '1'],
];
const ZERO_WIDTH = ['\u200b', '\u200c', '\u200d', '\u2060'];

const convert = Converter({ from: 'cn', to: 't' });
const TRADITIONAL = new Map<string, string>();

/** A memo of a pure function: some thousand characters at most. */
function toTraditional(char: string): string {
  const known = TRADITIONAL.get(char);
  if (known !== undefined) return known;
  const traditional: string = convert(char);
  TRADITIONAL.set(char, traditional);
  return traditional;
}

function substitution(families: readonly (readonly string[])[]): {
  pattern: RegExp;
  others: Map<string, readonly string[]>;
} {
  return {
    // Latin words are replaced whole, single Latin letters and Chinese words anywhere.
    pattern: new RegExp(
      families.map(([word = '']) => (/^\w{2,}/.test(word) ? `\\b${word}\\b` : word)).join('|'),
      'g',
    ),
    others: new Map(families.map(([word, ...rest]) => [word as string, rest])),
  };
}
const BY_SYNONYM = substitution(SYNONYMS);
const BY_HOMOPHONE = substitution(HOMOPHONES);

function substitute(text: string, rng: Rng, p: number, { pattern, others }: typeof BY_SYNONYM): string {
  return text.replace(pattern, (word) => (chance(rng, p) ? pick(rng, others.get(word) ?? [word]) : word));
}

/** Neighbouring sentences change places with probability `p` each. */
function reorder(text: string, rng: Rng, p: number): string {
  const sentences = text.match(/[^。！？.!?]+[。！？.!?]*\s*/gu) ?? [text];
  for (let i = 0; i + 1 < sentences.length; i++) {
    if (!chance(rng, p)) continue;
    const swapped = sentences[i] as string;
    sentences[i] = sentences[i + 1] as string;
    sentences[i + 1] = swapped;
  }
  return sentences.join('');
}

/**
 * Rewrites a text without changing what it says: synonyms, order of sentences, homophones and look-alike letters,
 * traditional characters, zero-width characters. `depth` from 0 (exact copy) to 1 (every word that can be touched).
 */
export function washManuscript(text: string, rng: Rng, depth: number): string {
  if (depth <= 0) return text;
  let washed = reorder(text, rng, 0.6 * depth);
  washed = substitute(washed, rng, 0.8 * depth, BY_SYNONYM);
  washed = disguise(rng, washed, depth);
  return chance(rng, 0.5 * depth) ? washed + stickerEmoji(rng) : washed;
}

/**
 * Changes what machines compare and eyes do not see: homophones and look-alike letters, traditional characters,
 * zero-width characters; itself, without a draw, at strength 0.
 */
export function disguise(rng: Rng, text: string, depth: number): string {
  if (depth <= 0) return text;
  const washed = substitute(text, rng, 0.15 * depth, BY_HOMOPHONE);
  const traditional = chance(rng, 0.4 * depth) ? 0.9 : 0.1 * depth;
  // Put together from stretches, not from characters: strings of many small parts are heavy.
  let spelled = '';
  let kept = 0;
  let at = 0;
  for (const char of washed) {
    const end = at + char.length;
    const other = char > '\u3400' && chance(rng, traditional) ? toTraditional(char) : char;
    const hidden = chance(rng, 0.06 * depth) ? pick(rng, ZERO_WIDTH) : '';
    if (other !== char || hidden !== '') {
      spelled += washed.slice(kept, at) + other + hidden;
      kept = end;
    }
    at = end;
  }
  return spelled + washed.slice(kept);
}
