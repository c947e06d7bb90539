/** The explanation that a person can check by hand: the sum, kind by kind, then the strongest facts, then what speaks against it. */
import type { Against, Bilingual, EvidenceKind, Pattern, SignalResult, Verdict } from '../contract/index.ts';
import type { Sum } from './add-evidence.ts';
import type { Model } from './model.ts';

export const VERDICT_NAMES: Readonly<Record<Verdict, Bilingual>> = {
  organic: { en: 'Organic', zh: '自然行为' },
  insufficient_data: { en: 'Not enough data to say', zh: '数据不足，无法判断' },
  coordinated: {
    en: 'Coordinated: they act together; a person should look',
    zh: '协同行为：确有共同行动，需人工复核',
  },
  water_army: {
    en: 'Water army: they act together and are not who they seem',
    zh: '水军：共同行动且身份不实',
  },
};

export const PATTERN_NAMES: Readonly<Record<Pattern, Bilingual>> = {
  account_farming: { en: 'account farming', zh: '养号' },
  content_farm: { en: 'content farm', zh: '洗稿' },
  engagement_boost: { en: 'engagement boost', zh: '刷量' },
  comment_control: { en: 'comment control', zh: '控评' },
  trend_boost: { en: 'trend boost', zh: '刷榜' },
  traffic_diversion: { en: 'traffic diversion', zh: '引流' },
};

export const KIND_NAMES: Readonly<Record<EvidenceKind, Bilingual>> = {
  synchrony: { en: 'synchrony', zh: '同步' },
  targets: { en: 'targets', zh: '目标' },
  registration: { en: 'registration', zh: '注册' },
  identity: { en: 'identity', zh: '身份' },
  infrastructure: { en: 'devices', zh: '设备' },
  content: { en: 'content', zh: '内容' },
  rhythm: { en: 'rhythm', zh: '节律' },
  reports: { en: 'reports', zh: '举报' },
};

const FACTS = 4;

export interface Explained {
  readonly verdict: Verdict;
  readonly patterns: readonly Pattern[];
  readonly accounts: number;
  readonly signals: readonly SignalResult[];
  readonly against: readonly Against[];
  readonly sum: Sum;
  /** What limits all that is said; null where nothing does. */
  readonly caveat: Bilingual | null;
}

export function explain(input: Explained, model: Model): Bilingual {
  return { en: inLanguage('en', input, model), zh: inLanguage('zh', input, model) };
}

function inLanguage(
  language: 'en' | 'zh',
  { verdict, patterns, accounts, signals, against, sum, caveat }: Explained,
  model: Model,
) {
  const [stop, comma] = language === 'en' ? ['. ', ', '] : ['。', '、'];
  const named = patterns.map((pattern) => PATTERN_NAMES[pattern][language]).join(comma);
  const count = language === 'en' ? `${accounts} accounts` : `${accounts} 个账号`;
  const kinds = [...sum.byKind].map(
    ([kind, nats]) =>
      `${KIND_NAMES[kind][language]} ${signed(nats)}${capped(sum.foundByKind.get(kind), nats, language)}`,
  );
  const parts = [
    `${language === 'en' ? 'prior' : '先验'} ${signed(model.priorNats)}`,
    ...kinds,
    ...(sum.againstNats > 0 ? [`${language === 'en' ? 'against' : '反证'} ${signed(-sum.againstNats)}`] : []),
  ].join(comma);
  const { slope, intercept } = model.calibration;
  // Without a calibration the probability follows from the sum by itself.
  const calibrated =
    slope === 1 && intercept === 0
      ? ''
      : ` = 1/(1+e^−(${slope}·Σ${intercept < 0 ? '−' : '+'}${Math.abs(intercept)}))`;
  const total =
    language === 'en'
      ? `Evidence in nats: ${parts}; sum ${signed(sum.totalNats)}, probability ${probabilityText(sum.probability)}${calibrated}`
      : `证据（奈特）：${parts}；合计 ${signed(sum.totalNats)}，概率 ${probabilityText(sum.probability)}${calibrated}`;
  const facts = [...signals]
    .filter((signal) => signal.weight_nats > 0)
    .sort((a, b) => b.weight_nats - a.weight_nats || (a.id < b.id ? -1 : 1))
    .flatMap((signal) => signal.evidence.slice(0, 1))
    .slice(0, FACTS)
    .map((item) => capital(item[language]));
  const contrary = against.map((item) => item[language]).join(language === 'en' ? '; ' : '；');
  const who = [count, named].filter((part) => part !== '').join(language === 'en' ? ', ' : '，');
  return [
    VERDICT_NAMES[verdict][language] + (language === 'en' ? ` (${who})` : `（${who}）`),
    ...(caveat === null ? [] : [caveat[language]]),
    ...facts,
    ...(contrary === '' ? [] : [`${language === 'en' ? 'Against it: ' : '反证：'}${contrary}`]),
    total,
  ]
    .map((sentence) => sentence + stop)
    .join('')
    .trim();
}

/** Three decimals; never 0 or 1, as nothing is certain. */
export const probabilityText = (probability: number): string =>
  probability > 0.9995 ? '>0.999' : probability < 0.0005 ? '<0.001' : probability.toFixed(3);

/** What was found of a kind, where more than the cap was. */
function capped(found: number | undefined, counted: number, language: 'en' | 'zh'): string {
  if (found === undefined || found <= counted) return '';
  const nats = found < 10 ? found.toFixed(1) : Math.round(found).toString();
  return language === 'en' ? ` (of ${nats} found; capped)` : `（实测 ${nats}，已封顶）`;
}

const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
const capital = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1);
