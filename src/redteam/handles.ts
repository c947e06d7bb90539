/** Handles and display names in the styles of honest people, and in the styles of generators. */
import { chance, pick, type Rng } from './rng.ts';

const SURNAMES = 'li wang zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo'.split(
  ' ',
);
const SYLLABLES = (
  'xiao ming hua jie yan fei ling tao hao yu xin mei jun lei na peng qi rui shan ting wei xue ying zi han ' +
  'bo cheng dan fang gang hui jia kai lan min ning ping qing rong shu'
).split(' ');
const NAMES =
  'amy ben carl dana erik fay gus holly ivan jill kurt lena milo nora otto pia quin rosa sven tess'.split(
    ' ',
  );
const WORDS = (
  'coffee river panda night cloud lemon pixel autumn tiger paper noodle maple quiet storm garden ' +
  'rocket violet copper harbor fox window candle puzzle mango'
).split(' ');
const NICK_HEAD =
  '爱吃 会飞的 努力的 一只 想睡觉的 不加糖的 迷路的 安静的 追光的 下雨天的 靠窗的 半糖 佛系 今天也是'.split(
    ' ',
  );
const NICK_TAIL =
  '鱼 小鹿 柠檬 猫 土豆 奶茶 橘子 熊 云朵 咖啡 番茄 草莓 星星 小陈 阿月 豆浆 汤圆 麦子 山竹 大橙子'.split(
    ' ',
  );
const MARKS = ['', '', '', '丶', '_', '~', 'er', '☆', '呀', '酱', '同学', '°'];
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

const digits = (rng: Rng, count: number): string => {
  let text = '';
  for (let i = 0; i < count; i++) text += rng.int(10);
  return text;
};
const letters = (rng: Rng, count: number): string => {
  let text = '';
  for (let i = 0; i < count; i++) text += LETTERS[rng.int(26)];
  return text;
};
const year = (rng: Rng): string => (chance(rng, 0.5) ? String(1975 + rng.int(35)) : digits(rng, 2));
const pinyin = (rng: Rng): string =>
  pick(rng, SURNAMES) + pick(rng, SYLLABLES) + (chance(rng, 0.6) ? pick(rng, SYLLABLES) : '');
const nickname = (rng: Rng): string => pick(rng, NICK_HEAD) + pick(rng, NICK_TAIL) + pick(rng, MARKS);

/** The ways people get a handle; the last two are what the platform gives to those who choose none. */
const STYLES = {
  pinyin: (rng: Rng) => pinyin(rng) + pick(rng, ['', '', '_', '.']) + (chance(rng, 0.7) ? year(rng) : ''),
  nickname: (rng: Rng) => nickname(rng) + (chance(rng, 0.35) ? digits(rng, 1 + rng.int(4)) : ''),
  english: (rng: Rng) =>
    pick(rng, NAMES) + pick(rng, ['', '_', '.']) + pick(rng, WORDS) + (chance(rng, 0.5) ? year(rng) : ''),
  words: (rng: Rng) =>
    `${pick(rng, WORDS)}${pick(rng, ['', '-', '_'])}${pick(rng, WORDS)}${chance(rng, 0.4) ? rng.int(999) : ''}`,
  mash: (rng: Rng) => letters(rng, 5 + rng.int(6)) + (chance(rng, 0.4) ? digits(rng, 1 + rng.int(5)) : ''),
  defaultEn: (rng: Rng) => `user${digits(rng, 8)}`,
  defaultZh: (rng: Rng) => `用户${digits(rng, 10)}`,
  /** What a patient operator types: a name, an underscore, two letters, three digits. */
  tagged: (rng: Rng) => `${pinyin(rng)}_${letters(rng, 2)}${digits(rng, 3)}`,
  /** What a batch tool makes: six letters, four digits. */
  generated: (rng: Rng) => letters(rng, 6) + digits(rng, 4),
} as const;
export type HandleStyle = keyof typeof STYLES;

const HONEST: readonly HandleStyle[] = [
  ...Array.from({ length: 5 }, () => 'pinyin' as const),
  ...Array.from({ length: 5 }, () => 'nickname' as const),
  'words',
  'mash',
  'defaultEn',
  'defaultEn',
  'defaultZh',
  'defaultZh',
  'defaultZh',
];
const HONEST_EN: readonly HandleStyle[] = [
  'english',
  'english',
  'english',
  'words',
  'words',
  'mash',
  'defaultEn',
  'defaultEn',
];

/** A style as the crowd has them. */
export function honestStyle(rng: Rng, language: 'zh' | 'en'): HandleStyle {
  return pick(rng, language === 'zh' ? HONEST : HONEST_EN);
}

/** A handle and the name shown beside it, which often are the same. */
export function makeHandle(
  rng: Rng,
  style: HandleStyle,
  language: 'zh' | 'en',
): { handle: string; displayName: string } {
  const handle = STYLES[style](rng);
  if (chance(rng, style.startsWith('default') ? 0.75 : 0.4)) return { handle, displayName: handle };
  return {
    handle,
    displayName: language === 'zh' ? nickname(rng) : `${pick(rng, NAMES)} ${pick(rng, WORDS)}`,
  };
}
