/** Words and numbers in the reader's language; what strangers wrote, made harmless to look at. */
import type { Bilingual, Measure } from '../../contract/index.ts';
import { PATTERN_NAMES } from '../../verdicts/index.ts';
import { type ChartLook, PAPER } from '../charts/index.ts';
import type { Language } from '../print/page.ts';
import type { Unit } from './data/figures.ts';

const VERDICTS: Readonly<Record<string, Bilingual>> = {
  organic: { en: 'Organic', zh: '自然' },
  insufficient_data: { en: 'Too little data', zh: '数据不足' },
  coordinated: { en: 'Coordinated', zh: '协同' },
  water_army: { en: 'Water army', zh: '水军' },
};
const STATES: Readonly<Record<string, Bilingual>> = {
  new: { en: 'new', zh: '新出现' },
  grown: { en: 'grown', zh: '扩大' },
  returned: { en: 'came back', zh: '重新出现' },
  'going on': { en: 'going on', zh: '持续' },
  ended: { en: 'ended', zh: '结束' },
};
const MEASURES: Readonly<Record<Measure, Bilingual>> = {
  label: { en: 'Label', zh: '添加标识' },
  limit_reach: { en: 'Limited reach', zh: '限制推荐' },
  remove_interaction: { en: 'Interactions taken back', zh: '撤回互动' },
  captcha: { en: 'Captcha', zh: '真人验证' },
  mute: { en: 'Mute', zh: '禁言' },
  freeze: { en: 'Freeze', zh: '冻结' },
  suspend: { en: 'Suspension', zh: '封停' },
};
const NAMES: Readonly<Record<string, Bilingual>> = { ...VERDICTS, ...STATES, ...MEASURES, ...PATTERN_NAMES };

export interface Words {
  readonly language: Language;
  readonly say: (en: string, zh: string) => string;
  readonly pick: (text: Bilingual) => string;
  /** Of a verdict, pattern, state or measure; the id itself where there is none. */
  readonly name: (id: string) => string;
  readonly number: (value: number, digits?: number) => string;
  /** `–` for null. */
  readonly value: (value: number | null, unit: Unit) => string;
  /** `+12 %`; empty where there is nothing to compare with. */
  readonly change: (value: number | null, before: number | null) => string;
  readonly list: (items: readonly string[]) => string;
}

export function wordsOf(language: Language): Words {
  const locale = language === 'zh' ? 'zh-CN' : 'en';
  const say = (en: string, zh: string) => (language === 'zh' ? zh : en);
  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  const pick = (text: Bilingual) => text[language];
  /** In the largest unit of which there are two. */
  const time = (seconds: number): string => {
    if (seconds >= 172_800)
      return say(`${number(seconds / 86_400, 1)} days`, `${number(seconds / 86_400, 1)} 天`);
    if (seconds >= 7_200) return say(`${number(seconds / 3_600, 1)} h`, `${number(seconds / 3_600, 1)} 小时`);
    if (seconds >= 120) return say(`${number(seconds / 60, 1)} min`, `${number(seconds / 60, 1)} 分钟`);
    return say(`${number(seconds, 1)} s`, `${number(seconds, 1)} 秒`);
  };
  return {
    language,
    say,
    pick,
    name: (id) => (NAMES[id] === undefined ? id : pick(NAMES[id])),
    number,
    value(value, unit) {
      if (value === null) return '–';
      // What is not quite all is never shown as all.
      if (unit === 'share') return `${number(100 * value, value > 0.995 && value < 1 ? 2 : 1)} %`;
      if (unit === 'hours') return time(value * 3_600);
      if (unit === 'seconds') return time(value);
      return number(value, Number.isInteger(value) ? 0 : 1);
    },
    change(value, before) {
      if (value === null || before === null) return '';
      if (before === 0) return value === 0 ? '±0 %' : '';
      const share = Math.round((100 * (value - before)) / before);
      return `${share > 0 ? '+' : share < 0 ? '−' : '±'}${number(Math.abs(share))} %`;
    },
    list: (items) => items.join(language === 'zh' ? '、' : ', '),
  };
}

/** Without what turns the text around it, breaks lines or cannot be seen; cut. */
export function plain(text: string, longest = 80): string {
  const shown = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '·').trim();
  return [...shown].length > longest ? `${[...shown].slice(0, longest).join('')}…` : shown;
}

export const minute = (iso: string): string => (iso === '' ? '' : iso.slice(0, 16).replace('T', ' '));

export const lookOf = ({ language, name }: Words): ChartLook => ({ language, name, colours: PAPER });
