/** Manuscripts for content farms and releases for newsrooms: long texts put together from pools of sentences. */
import { pick, type Rng, sample } from '../rng.ts';
import type { Claim, ClaimStore } from './claims.ts';
import { CLAIMS_EN } from './claims-en.ts';
import { CLAIMS_ZH } from './claims-zh.ts';
import { compileAlternatives, compileGrammar, type Rules, type Writer } from './grammar.ts';

const RELEASE: Rules = {
  place: ['云溪大桥', '滨河新馆', '北岸隧道', '学府路枢纽', '星湾港区'],
  release: [
    '【快讯】{place}今日[上午|下午]#时正式[开通|启用]。据[指挥部|建设方]介绍，工程历时##个月，[总长|面积]###[米|平方米]，预计每天服务###0人次。[周边|沿线]公交同步调整##条。',
    '【通报】受强降雨影响，{place}[今日|今晚]#时起实行临时管制，预计持续#小时。请[过往车辆|市民]提前绕行，具体恢复时间以后续通报为准，咨询电话0##-####。',
    '【关注】{place}[改造|扩建]方案公示，[征求意见|公示]期##天。方案提出新增[绿地|停车位]###处，[保留|修缮]历史建筑##栋，[意见|建议]可通过书面或线上方式提交。',
  ],
};

const RELEASES = compileGrammar(RELEASE);

/** One sentence of a manuscript, and what else would say the same. */
export interface Sentence {
  readonly text: string;
  readonly others: readonly Writer[];
}

/** A text before anyone washes it. */
export interface Manuscript {
  readonly language: 'zh' | 'en';
  /** What it is about. */
  readonly brand: string;
  readonly sentences: readonly Sentence[];
}

interface Saying {
  readonly source: Writer;
  readonly others: readonly Writer[];
}

function compileClaims(claims: readonly Claim[], brands: readonly string[]): readonly Saying[] {
  return claims.map((ways) => {
    const [source, ...others] = compileAlternatives('way', { brand: brands, way: ways });
    return { source: source as Writer, others };
  });
}

const STORES = { zh: CLAIMS_ZH, en: CLAIMS_EN };
const SAYINGS = {
  zh: compileStore(CLAIMS_ZH),
  en: compileStore(CLAIMS_EN),
};

function compileStore({
  brands,
  intro,
  body,
  close,
}: ClaimStore): Record<'intro' | 'body' | 'close', readonly Saying[]> {
  return {
    intro: compileClaims(intro, brands),
    body: compileClaims(body, brands),
    close: compileClaims(close, brands),
  };
}

/** Draws one manuscript of seven sentences. */
export function draftManuscript(rng: Rng, language: 'zh' | 'en'): Manuscript {
  const { intro, body, close } = SAYINGS[language];
  const chosen = [intro, ...sample(rng, body, 5).map((saying) => [saying]), close];
  const sentences = chosen.map((sayings): Sentence => {
    const { source, others } = pick(rng, sayings);
    return { text: source(rng), others };
  });
  const brand = STORES[language].brands.find((name) => sentences[0]?.text.includes(name));
  return { language, brand: brand ?? (language === 'zh' ? '这个方法' : 'this'), sentences };
}

/** The manuscript as it was written. */
export function manuscriptText({ language, sentences }: Manuscript): string {
  return sentences.map(({ text }) => text).join(language === 'zh' ? '' : ' ');
}

/** One manuscript of seven sentences as text. */
export function writeManuscript(rng: Rng, language: 'zh' | 'en'): string {
  return manuscriptText(draftManuscript(rng, language));
}

/** One press release, as a whole newsroom publishes it. */
export function writeRelease(rng: Rng): string {
  return RELEASES('release', rng);
}

/** One of the emoji that are stuck to washed texts. */
export function stickerEmoji(rng: Rng): string {
  return pick(rng, ['👇', '✅', '💯', '🌟', '📌', '❗']);
}
