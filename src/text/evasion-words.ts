/** Words that diverters of traffic respell so that filters miss them: data; extend freely. */

/** A word and its respellings, all written as folded text (lower case, simplified, no separators). */
export interface EvasionWord {
  readonly canonical: string;
  /** Respellings that are replaced wherever they stand. */
  readonly spellings: readonly string[];
  /** Latin abbreviations: replaced only as a whole Latin word in a text that is not all Latin ("加vx"). */
  readonly abbreviations: readonly string[];
}

export const EVASION_WORDS: readonly EvasionWord[] = [
  {
    canonical: '微信',
    // 威信 and 维信 are honest words, too; folding them alike everywhere costs nothing, and they are never evidence.
    spellings: [
      '薇信',
      '威信',
      '葳信',
      '溦信',
      '徽信',
      '维信',
      '嶶信',
      '微芯',
      '薇芯',
      '危信',
      '微伈',
      '微兴',
    ],
    abbreviations: ['vx', 'wx', 'weixin', 'wexin', 'vxin', 'wechat'],
  },
  { canonical: 'qq', spellings: ['扣扣', '抠抠', '蔻蔻', '球球号'], abbreviations: [] },
  { canonical: '加微信', spellings: ['伽微信', '佳微信', '家微信', '嘉微信', '茄微信'], abbreviations: [] },
  { canonical: '抖音', spellings: ['抖阴', '斗音', '陡音'], abbreviations: ['douyin'] },
  {
    canonical: '公众号',
    spellings: ['公仲号', '公种号', '公众浩', '工众号', '宫众号'],
    abbreviations: ['gzh'],
  },
  { canonical: '兼职', spellings: ['兼值', '兼直'], abbreviations: [] },
];

/** A Chinese word of which letters took a part. `hides`: honest people do not write it so, and it counts as evidence. */
export interface LetterForHan {
  readonly spelling: string;
  readonly canonical: string;
  readonly hides: boolean;
}

/** Replaced where no other Latin letter stands before ("v信" is one, "tv信号" is none). */
export const LETTERS_FOR_HAN: readonly LetterForHan[] = [
  { spelling: 'v信', canonical: '微信', hides: true },
  { spelling: 'w信', canonical: '微信', hides: true },
  { spelling: 'wei信', canonical: '微信', hides: true },
  { spelling: '微xin', canonical: '微信', hides: true },
  { spelling: '兼zhi', canonical: '兼职', hides: true },
  { spelling: 'q群', canonical: 'qq群', hides: false },
];
