/** Manuscripts for content farms and releases for newsrooms: long texts put together from pools of sentences. */
import { pick, type Rng, sample } from '../rng.ts';
import { compileGrammar, type Rules } from './grammar.ts';

const ZH: Rules = {
  brand: ['云朵养生壶', '麦浪代餐', '星途理财课', '清溪净水器', '小禾减脂营', '万象英语'],
  intro: [
    '很多人不知道，[{brand}|这个方法]已经[火了|悄悄流行]很久了。',
    '[朋友|邻居]推荐了{brand}，[一开始|起初]我完全不相信。',
    '为什么[越来越多的人|身边的人]都在用{brand}？答案其实很简单。',
    '[坚持|体验]了##天之后，我必须分享一下自己的真实感受。',
  ],
  body: [
    '专家认为，每天坚持##分钟就可以看到明显的变化。',
    '根据最新的数据显示，超过##%的用户表示非常满意。',
    '过去我每个月都要花费大量的钱，现在完全不需要了。',
    '使用方法非常简单，老人和孩子也能很快学会。',
    '关键是价格便宜，而且效果非常显著。',
    '我身边的同事看到我的变化，都问我是怎么做到的。',
    '很多人失败的原因，是因为没有找到正确的方法。',
    '不要等到身体出现问题才后悔，健康永远是第一位的。',
    '他们的老师非常认真，每一个问题都会耐心回答。',
    '说实话，这是我今年买得最值得的东西。',
    '现在购买还有优惠，免费赠送价值###元的礼包。',
    '据了解，已经有##万家庭选择了这个产品。',
    '只要方法正确，普通人也能够快速获得成功。',
    '之前我也担心是不是骗人，后来才发现自己想多了。',
    '整个过程不需要吃苦，轻松就能够完成。',
    '家里的老人用了以后，睡眠质量提高了不少。',
    '大家都知道，好的习惯能够改变一个人的生活。',
    '网上的评价基本都是好评，几乎没有看到差评。',
    '对比了##个品牌，最后还是选择了它。',
    '第一个星期可能没有感觉，第二个星期就会有惊喜。',
  ],
  close: [
    '真心推荐给大家，希望对你有帮助。',
    '需要的朋友赶快行动起来，名额有限。',
    '喜欢的话记得收藏，分享给需要的人。',
    '具体的方法我整理好了，想了解可以联系客服。',
  ],
};

const EN: Rules = {
  brand: ['CloudKettle', 'OatWave', 'StarPath Course', 'ClearCreek Filter', 'LeanCamp'],
  intro: [
    'Most people do not know that {brand} has quietly become very popular. ',
    'A friend recommended {brand} and at first I did not believe it. ',
    'After ## days with {brand} I have to share my real experience. ',
  ],
  body: [
    'Experts say that ## minutes every day are enough to see a big change. ',
    'According to recent data more than ## percent of users are very satisfied. ',
    'I used to spend a lot of money every month and now I do not need to. ',
    'The method is very simple and even my parents learned it quickly. ',
    'The price is cheap and the results are amazing. ',
    'My colleagues keep asking me how I did it. ',
    'Most people fail because they never find the right way. ',
    'Honestly this is the best thing that I bought this year. ',
    'Right now you can get a free gift worth ### with every order. ',
    'More than ## thousand families already chose this product. ',
    'I was worried that it was a scam but I was wrong. ',
    'Good habits can change your whole life. ',
    'Almost every review on the internet is positive. ',
    'I compared ## brands and finally chose this one. ',
  ],
  close: [
    'I really recommend it to everyone.',
    'Hurry up because places are limited.',
    'Save this post and share it with people who need it.',
  ],
};

const RELEASE: Rules = {
  place: ['云溪大桥', '滨河新馆', '北岸隧道', '学府路枢纽', '星湾港区'],
  release: [
    '【快讯】{place}今日[上午|下午]#时正式[开通|启用]。据[指挥部|建设方]介绍，工程历时##个月，[总长|面积]###[米|平方米]，预计每天服务###0人次。[周边|沿线]公交同步调整##条。',
    '【通报】受强降雨影响，{place}[今日|今晚]#时起实行临时管制，预计持续#小时。请[过往车辆|市民]提前绕行，具体恢复时间以后续通报为准，咨询电话0##-####。',
    '【关注】{place}[改造|扩建]方案公示，[征求意见|公示]期##天。方案提出新增[绿地|停车位]###处，[保留|修缮]历史建筑##栋，[意见|建议]可通过书面或线上方式提交。',
  ],
};

const GRAMMARS = { zh: compileGrammar(ZH), en: compileGrammar(EN) };
const RELEASES = compileGrammar(RELEASE);

/** One manuscript of seven sentences, before anyone washes it. */
export function writeManuscript(rng: Rng, language: 'zh' | 'en'): string {
  const rules = language === 'zh' ? ZH : EN;
  const body = sample(rng, rules.body ?? [], 5).map((sentence) =>
    compileGrammar(rules, { sentence: [sentence] }),
  );
  const grammar = GRAMMARS[language];
  return grammar('intro', rng) + body.map((write) => write('sentence', rng)).join('') + grammar('close', rng);
}

/** One press release, as a whole newsroom publishes it. */
export function writeRelease(rng: Rng): string {
  return RELEASES('release', rng);
}

/** One of the emoji that are stuck to washed texts. */
export function stickerEmoji(rng: Rng): string {
  return pick(rng, ['👇', '✅', '💯', '🌟', '📌', '❗']);
}
