/** Short texts of campaigns: one voice under comments, pushes of a hashtag, lures, and words that go with a repost. */
import type { Rng } from '../rng.ts';
import { chance } from '../rng.ts';
import { compileGrammar, type Rules } from './grammar.ts';
import { rephrase } from './paraphrase.ts';

/** Writes one line at a paraphrase depth from 0 (as the script has it) to 1 (in words of its own). */
export type LineWriter = (rng: Rng, depth: number) => string;

/** Lines by a script; with depth more and more of them leave it, and all are rephrased. No draw is added at depth 0. */
function createLineWriter(script: Rules, freely: Rules): LineWriter {
  const scripted = compileGrammar(script);
  const free = compileGrammar(script, freely);
  return (rng, depth) => {
    if (depth <= 0) return scripted('line', rng);
    const grammar = chance(rng, depth) ? free : scripted;
    return rephrase(rng, grammar('line', rng), 'zh', depth);
  };
}

const END: readonly string[] = ['', '', '。', '！', '💪', '❤️', '~', '……', '🙏'];

/** Comments that stand by a brand; `brands` are its names. */
export function createVoice(brands: readonly string[]): LineWriter {
  return createLineWriter(
    {
      line: [
        '{praise}，{brand}{deed}，{wish}{end}',
        '{brand}{deed}，{praise}{end}',
        '{calm}，{brand}{deed}，{wish}{end}',
        '{calm}，{praise}{end}',
      ],
      brand: brands,
      praise: [
        '[一直|始终]相信国货的实力',
        '用了[三|四|五]年从没失望',
        '这才是[负责任的|有担当的]态度',
        '产品[质量|品质]大家有目共睹',
      ],
      deed: [
        '第一时间就[回应|处理]了',
        '[已经|早就]给出[说明|解释]了',
        '态度[非常|特别]诚恳',
        '[一直|真的]在[听|采纳]用户意见',
      ],
      calm: ['[理性|客观]看待', '不信谣不传谣', '让子弹飞一会儿', '请大家[文明|理性]讨论'],
      wish: ['[支持|力挺]到底', '期待越来越好', '希望不要[被带节奏|跟风黑]', '给[他们|品牌]一点时间'],
      end: ['', '。', '！', '💪', '❤️'],
    },
    {
      line: [
        '{praise}，{wish}{end}',
        '{own}，{praise}{end}',
        '{own}，{doubt}{end}',
        '{doubt}，{deed}{end}',
        '{deed}，{own}{end}',
        '{calm}，{doubt}{end}',
        '{doubt}{end}',
        '{own}。{wish}{end}',
      ],
      praise: [
        '[家里|厨房|办公室]摆的[全是|大半是]{brand}',
        '[修|换]过[一回|两次]，[师傅|门店]没[收钱|推脱]',
        '[质量|东西][没话说|扛造]，[摔|淋]过都没事',
        '[老爸|我妈]认准{brand}[十来|七八]年',
        '比[进口|大牌]的[耐用|省心]多了',
        '[厂|公司]就在我们[市|县]，[员工|待遇]口碑[不差|挺好]',
      ],
      deed: [
        '[公告|检测报告]我[看完|读]了，[写得|数据]挺[细|清楚]',
        '[退|换]货[通道|热线][昨晚|当天]就开了',
        '{brand}[老总|负责人]都[出来|鞠躬]了',
        '该[赔|召回]的[赔|召回]，[没躲|没甩锅]',
        '[门店|客服]给我[打|回]了电话，[说得|讲得]明白',
      ],
      doubt: [
        '这[视频|截图][剪|拼]得也太[明显|巧]',
        '[没头没尾|就一张图]的[爆料|帖子]也[信|当真]',
        '[谁|哪家]在背后[使劲|买热搜]，[懂的|明眼人]都懂',
        '[发帖|带头]那几个号[点进去|一看]全是[新|空]的',
        '[一边倒|整齐划一]地骂，[反而|倒是]奇怪',
        '[真相|结论]没出来[之前|就]先[判|骂]，[不公平|没必要]',
      ],
      own: [
        '[上周|前天][刚|才]买了[一台|两件]，[目前|至今]没毛病',
        '我在[售后|工厂]干过，[流程|管得]严着呢',
        '[同学|表弟]在那[上班|实习]，[不是|没有]网上说的那样',
        '[我|自己]用着[挺好|没出过事]',
        '[孩子|全家]都在用，[要有事|真不好]我[第一个|肯定]骂',
      ],
      calm: ['[等|看][官方|质检]结果', '[慢慢|冷静]想想', '[多|再]看几天', '[别|先别]急着[站队|下结论]'],
      wish: [
        '[该买|下次]还[买|选]它',
        '[改|整改]好了[照样|还]是好品牌',
        '[挺|加油]住',
        '[希望|愿]别[寒了|伤了][做实事|老实人]的心',
      ],
      end: END,
    },
  );
}

/**
 * Posts and reposts that lift one hashtag. With numbers in place of the signs each copy of the script is a text of its
 * own, and a filter for copies sees none.
 */
export function createPush(tag: string, marks: 'signs' | 'numbers'): LineWriter {
  const mark = marks === 'signs' ? '\\#' : '#';
  const view = [
    '[期待值|热度]拉满',
    '[阵容|预告]太[强|炸]了',
    '[全网|朋友圈]都在[聊|等]',
    '等了[一年|好久]终于来了',
    '##号见',
  ];
  return createLineWriter(
    {
      line: [
        `${mark}{tag}${mark} {call}{end}`,
        `{call} ${mark}{tag}${mark}{end}`,
        `${mark}{tag}${mark} {view}，{call}{end}`,
        `{view}！${mark}{tag}${mark}`,
      ],
      tag: [tag],
      call: [
        '[一起|大家|姐妹们][冲|顶]上[热搜|榜]',
        '今晚[不见不散|锁定直播]',
        '[转起来|扩散|刷起来]',
        '[还有人|谁还]不知道吗',
        '必须[拥有|看]姓名',
      ],
      view,
      end: ['', '！', '🔥', '🔥🔥', '✨', '~'],
    },
    {
      line: [
        '{view}，{mood} \\#{tag}\\#{end}',
        '\\#{tag}\\# {mood}{end}',
        '{life}，\\#{tag}\\# {view}{end}',
        '{life}，{mood} \\#{tag}\\#',
        '\\#{tag}\\#{end} {life}',
      ],
      view: [
        ...view,
        '[彩排|路透]那段我[循环|看]了[五|八]遍',
        '[灯光|舞美]这[配置|规格]少见',
        '[嘉宾|名单][一出|公布]我就[坐不住|订闹钟]',
        '[票|座位]没抢到只能[云|蹲直播]',
        '[导演|主办]这次[上心|砸钱]了',
      ],
      mood: [
        '[手心|心里][冒汗|痒痒]',
        '[嗓子|应援棒]准备好了',
        '[谁|有没有人][一起|同去]',
        '[今年|这月]最[盼|想看]的就它',
        '[别|可别]剧透',
        '[激动|开心]得[睡不着|转圈]',
      ],
      life: [
        '[作业|报表]还没[写|交]',
        '[下班|放学]就[往|赶]回家',
        '[室友|闺蜜]把我[拉|带]进坑',
        '[加班|值夜]也要[偷看|留个屏]',
        '[地铁|公交]上[刷|看]到',
      ],
      end: END,
    },
  );
}

/** Comments that lure readers away. */
export const writeLure: LineWriter = createLineWriter(
  {
    line: ['{hook}，{how}{end}', '{hook}{end} {how}', '{how}，{hook}{end}'],
    hook: [
      '[副业|兼职]日结###',
      '[内部|限时]优惠券[免费|白]领',
      '[资源|高清全集]都在这里',
      '[同城|附近]交友[真人|在线]',
      '一天[#百|###]不是梦',
      '[低价|半价]充值[秒到|稳]',
    ],
    how: [
      '戳[链接|主页|下面]',
      '[➕|加]我[V|薇|葳]：qx####',
      '[点|复制]这个地址打开',
      '手慢[无|就没了]',
      '名额剩##个',
    ],
    end: ['', '！', '👇', '✅', '💰', '~'],
  },
  {
    line: ['{story}，{how}{end}', '{story}{end}', '{ask}，{how}{end}', '{story}，{ask}{end}'],
    story: [
      '[上个月|国庆]靠[这个|它]把[房租|花呗][挣|还]回来了',
      '[全集|完整版]我[找|存]到了，[不用会员|画质还行]',
      '[在家|带娃][也能|空了]做，[每晚|一天]两[小时|个钟]',
      '[认识|加]了[不少|几个][同城|附近]的，[聊得|人都]挺好',
      '[面膜|纸尿裤][内购|员工]价[给|匀]几位',
      '[充|买]了[三|五]次都[没|不]翻车',
    ],
    ask: [
      '[有没有|谁]要[一起|组队]的',
      '[楼上|上面]问的[在这|看我]',
      '[需要|想要]的[自己|直接]拿',
      '[怕|担心]是假的[先|可以]看看',
    ],
    how: ['[地址|入口]放[这|后面]了', '[主页|资料]有', '[走|点]这边', '[问|滴]我就行', 'qx####'],
    end: ['', '', '~', '😊', '。', '👀'],
  },
);

/** What goes with a repost or a quote that was ordered. */
export const writeSupport: LineWriter = createLineWriter(
  {
    line: ['{call}{end}', '{praise}，{call}{end}', '{praise}{end}', '//{call}'],
    call: ['[转发|扩散]支持', '[帮|给]转', '[让更多人|大家都来]看到', '[转起来|顶上去]', '[必须|一定要]转'],
    praise: [
      '[说得|写得][太好|真好]了',
      '[良心|走心]之作',
      '[干货|好文]满满',
      '[值得|建议][一看|收藏]',
      '[终于|总算]有人说了',
    ],
    end: ['', '！', '👍', '🔥', '❤️'],
  },
  {
    line: ['{point}{end}', '{own}，{point}{end}', '{own}{end}', '{point}，{call}{end}'],
    point: [
      '[第二|中间]那段[看|读]了[两|三]遍',
      '[角度|切入点][新|没想到]',
      '[结尾|最后一句][戳|绝]',
      '[图|例子][选|举]得[准|妙]',
      '[跟|和]我[想|看]的[一样|不谋而合]',
      '[细节|数据]挺[扎实|到位]',
    ],
    own: [
      '[存|马]了[晚上|周末]细看',
      '[发|转]到[家族群|班级群]了',
      '[我|俺]们[科|单位]正[讨论|聊]这个',
      '[老爸|同桌]也[在看|感兴趣]',
      '[前阵子|去年][遇|碰]过类似的',
    ],
    end: END,
  },
);
