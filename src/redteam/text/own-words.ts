/** What people put around a text to make it theirs: openings, asides, small talk that says nothing. */
import { compileGrammar, type Grammar } from './grammar.ts';

/** `sentence` stands alone; `opening` goes before a clause, `aside` after one. */
export const OWN_WORDS: Readonly<Record<'zh' | 'en', Grammar>> = {
  zh: compileGrammar({
    sentence: [
      '[昨晚|今早|刚才|周末][下班|遛弯|接娃|买菜|健身]路上[突然|又|忽然]想[写|聊|念叨]几句。',
      '[先|老规矩先][占个位|打个招呼]，[边吃饭|趁午休|等车]边[打字|码字]。',
      '[手机|键盘]有点[卡|不灵]，[错字|语序]别[介意|较真]。',
      '[很久|好久]没[发|更]这么[长|多字]的了，[大家|各位][凑合|将就][看|读]。',
      '[外面|窗外][下着雨|刮大风|太阳毒]，[正好|刚好]窝[家里|沙发]说说。',
      '[我妈|室友|对象]还[笑|说]我[啰嗦|小题大做]，[管他呢|随她去]。',
      '[想到哪|写到哪]算哪，[别嫌|莫怪][乱|碎]。',
      '[咖啡|奶茶|茶]都[凉|喝完]了才[写|整理]到这儿。',
      '[不是|绝非][专业|大V]，[就|只是]一个[路人|上班族|宝妈|学生]的[碎碎念|看法]。',
      '[上回|前阵子]有人[私信|留言][问|催]，[今天|这会儿]补上。',
    ],
    opening: [
      '[讲真|说句实话|实话讲|凭良心说]，',
      '[作为|身为][路人|老用户|本地人|消费者]，',
      '[我|本人|个人][觉得|感觉|看来]，',
      '[看|翻|刷]了[半天|一圈|评论]，',
      '[其实|说白了|归根结底]',
      '[唉|嗯|哎呀|哈]，',
      '[虽然|就算]有人不[爱听|同意]，',
      '[跟|和][同事|家里人|朋友]聊过，',
    ],
    aside: [
      '，[别的|其他]不多说',
      '，[懂的|明白人]自然懂',
      '，[你们|各位]怎么看',
      '，[反正|至少]我是这么[想|看]的',
      '，[不服|有意见]来[聊|辩]',
      '，[路过|顺手][说|留]一句',
      '，[先|暂且][这样|说这么多]',
      '，[今天|这事]就[聊|说]到这',
    ],
  }),
  en: compileGrammar({
    sentence: [
      '[Typing|Writing] this on the [bus|train|sofa], so [forgive|excuse] the [typos|rambling].',
      'It has been [ages|a while] since I [posted|wrote] anything this long.',
      '[Rain|Wind] outside, [tea|coffee] in hand, [so here we are|might as well talk].',
      'My [flatmate|mum|partner] says I [overthink|talk too much], [oh well|fair enough].',
      '[No|Not an] expert here, just a [regular|random] [commuter|parent|student].',
      '[Someone|A few of you] [asked|messaged], so [here goes|I promised an answer].',
      '[Bear|Stay] with me, this [wanders|jumps around] a bit.',
      'The [kids|dogs] are [asleep|out], [finally|so] a quiet [minute|hour].',
    ],
    opening: [
      '[honestly|frankly|look], ',
      '[as a|speaking as a] [regular|local|long time customer], ',
      '[I read|after reading] the comments, ',
      '[if you ask me|from where I sit], ',
      'say what you [like|want], but ',
      '[hmm|well|okay], ',
    ],
    aside: [
      ', [just saying|my two cents]',
      ', [others may disagree|feel free to argue]',
      ', [that is all|enough said]',
      ', [at least to me|as far as I can tell]',
      ', [what do you think|or is it just me]?',
    ],
  }),
};
