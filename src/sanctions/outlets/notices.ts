/** What an account may be told, in plain words: the reason, and not how it was found. */
import type { Bilingual, Measure, Pattern } from '../../contract/index.ts';

const REASONS: Record<Pattern, Bilingual> = {
  account_farming: {
    en: 'your account was opened together with many others that act as one',
    zh: '您的账号与大量其他账号一同注册，且行为受统一操控',
  },
  content_farm: {
    en: 'your account takes part in publishing the same content from many accounts',
    zh: '您的账号参与以多个账号批量发布相同内容',
  },
  engagement_boost: {
    en: 'your account takes part in raising numbers of likes, shares or follows artificially',
    zh: '您的账号参与人为刷高点赞、转发或关注数量',
  },
  comment_control: {
    en: 'your account takes part in steering comment sections from many accounts',
    zh: '您的账号参与以多个账号操控评论区',
  },
  trend_boost: {
    en: 'your account takes part in pushing topics into the rankings artificially',
    zh: '您的账号参与人为制造热搜、刷榜',
  },
  traffic_diversion: {
    en: 'your account takes part in leading people to other places from many accounts',
    zh: '您的账号参与以多个账号引流',
  },
};

const MEASURES: Record<Measure, Bilingual> = {
  label: { en: 'Your account carries a notice', zh: '您的账号已被添加提示标识' },
  limit_reach: { en: 'What you publish is recommended less', zh: '您发布的内容已被减少推荐' },
  remove_interaction: { en: 'Some of your interactions no longer count', zh: '您的部分互动已不再计入' },
  captcha: { en: 'You have to confirm that you are a person', zh: '您需要完成真人验证' },
  mute: { en: 'You cannot publish or comment', zh: '您已被禁言' },
  freeze: { en: 'Your account is frozen', zh: '您的账号已被冻结' },
  suspend: { en: 'Your account is suspended', zh: '您的账号已被封停' },
};

/** `until`: ISO 8601; null where the measure has no end of its own. */
export function noticeOf(measure: Measure, patterns: readonly Pattern[], until: string | null): Bilingual {
  const [pattern] = patterns;
  const reason =
    pattern === undefined
      ? { en: 'your account acts as one with others', zh: '您的账号与其他账号受统一操控' }
      : REASONS[pattern];
  const day = until?.slice(0, 10);
  const what = MEASURES[measure];
  return {
    en: `${what.en}${day === undefined ? '' : ` until ${day}`}, because ${reason.en}. If this is wrong, you can appeal: a person who did not decide this will look at it.`,
    zh: `${what.zh}${day === undefined ? '' : `，至 ${day} 为止`}。原因：${reason.zh}。如有异议，您可以申诉，将由未参与此决定的人员复核。`,
  };
}

/** What an account is told when a measure ends. */
export const ENDED: Bilingual = {
  en: 'A measure against your account has ended.',
  zh: '针对您账号的一项措施已结束。',
};
