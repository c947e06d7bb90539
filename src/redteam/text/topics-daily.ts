/** What people talk about on any day: food, pets, studies, work. */
import type { Topic } from './topic.ts';

export const DAILY_TOPICS: readonly Topic[] = [
  {
    key: 'food',
    tag: { zh: '今天吃什么', en: 'WhatIAte' },
    zh: {
      subject: ['这家店', '巷口那家面馆', '今天的午饭', '自己做的这个'],
      fact: [
        '[面|饭|锅底]给得[很足|比脸大]',
        '[排队|等位]等了##桌',
        '[涨价|缩水]了[#块|一圈]',
        '[辣椒|醋|香菜]放[多|猛]了',
        '老板[多送|忘放]了[一个蛋|半份肉]',
        '[火候|盐]没[掌握|控制]好，[糊|咸]了',
        '##块吃到[扶墙|撑]',
      ],
      aside: ['减肥从明天开始', '[下次|周末]带朋友来', '外卖图片仅供参考', '胃已经投降'],
    },
    en: {
      subject: ['this place', 'the noodle shop on the corner', 'my lunch', 'what I cooked'],
      fact: [
        'the [portion|bowl] is [huge|bigger than my head]',
        'waited [##|4#] minutes for a table',
        'prices went up [again|by #]',
        'too much [chili|garlic|salt] [for me|today]',
        'the owner [threw in|forgot] the [egg|dumplings]',
        'i burnt the [rice|onions]',
      ],
      aside: ['diet starts monday', 'bringing friends next time', 'photos lie', 'so full'],
    },
  },
  {
    key: 'pets',
    tag: { zh: '我家猫', en: 'MyCat' },
    zh: {
      subject: ['我家猫', '这只狗', '主子', '楼下的橘猫'],
      fact: [
        '[凌晨#点|大半夜]在[跑酷|拆家|唱歌]',
        '把[沙发|耳机线|作业]给[挠|咬]了',
        '[体检|称重]又[胖|重]了[#斤|半斤]',
        '[罐头|猫条]开[慢|晚]了就[骂人|翻脸]',
        '学会[开门|开抽屉]了',
        '盯着[墙角|洗衣机]看了##分钟',
        '霸占[键盘|枕头][一下午|不走]',
      ],
      aside: ['有没有人管管', '医生说要少喂', '还能怎么办，宠着呗', '毛比我头发多'],
    },
    en: {
      subject: ['my cat', 'this dog', 'the boss of the house'],
      fact: [
        'ran laps at [#am|midnight]',
        'ate [my earphones|the homework|half a sofa]',
        'gained [another|half a] kilo',
        'learned to open [doors|drawers|the fridge]',
        'stared at the [wall|washer] for ## minutes',
        'took [my pillow|the keyboard] hostage',
      ],
      aside: ['send help', 'vet says less food', 'what can you do', 'fur everywhere'],
    },
  },
  {
    key: 'study',
    tag: { zh: '期末周', en: 'FinalsWeek' },
    zh: {
      subject: ['期末周', '这门课', '图书馆', '导师'],
      fact: [
        '[图书馆|自习室]#点就[没座|占满]了',
        '[论文|报告][改|写]到第##版',
        '[老师|助教]划的[重点|范围]等于[整本书|没划]',
        '[代码|实验]跑了##小时[报错|没结果]',
        '[小组|作业]就我一个人[在动|回消息]',
        '[打印店|食堂]排队排到[门外|操场]',
      ],
      aside: ['咖啡续命', '[考完|放假]再说', '保研的事随缘', '头发离家出走'],
    },
    en: {
      subject: ['finals week', 'this course', 'the library'],
      fact: [
        'no seats [after #am|anywhere]',
        'my [thesis|report] is at version ##',
        'the "important parts" are [the whole book|nothing]',
        'the [code|experiment] failed after ## hours',
        "i'm the only one [working|replying] in the group",
        'the print shop queue is [endless|out the door]',
      ],
      aside: ['coffee is a food group', 'talk to me in june', 'grades are a construct', 'send snacks'],
    },
  },
  {
    key: 'work',
    tag: { zh: '打工人日常', en: 'OfficeLife' },
    zh: {
      subject: ['这个会', '老板', '甲方', '周报'],
      fact: [
        '[会|复盘]开了[#个半小时|一下午]',
        '[需求|方案]第##次[改回|推翻]',
        '[打印机|电脑|门禁]又[罢工|坏]了',
        '[周五|下班前#分钟][来活|拉会]',
        '[工位|茶水间]的[咖啡机|零食]没了',
        '[调休|加班费][又|还]没批',
        '[新人|实习生]一来就[背锅|救场]',
      ],
      aside: ['月底再说辞职', '带薪摸鱼##分钟', '电梯里不敢说话', '工资到账前先忍'],
    },
    en: {
      subject: ['this meeting', 'my boss', 'the client'],
      fact: [
        'the meeting took [# hours|all afternoon]',
        'the plan was changed back [again|for the #th time]',
        'the [printer|laptop|door] died again',
        'a task came in at [#:55|friday five]',
        'the coffee machine is [gone|broken]',
        'my leave is [still not|never] approved',
      ],
      aside: ['payday first', 'silence in the lift', 'per my last email', 'counting to five'],
    },
  },
];
