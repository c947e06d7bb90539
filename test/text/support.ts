/** Generated posts for the tests of the text room: seeded, from small vocabularies, in English and Chinese. */

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
export type Random = () => number;

export function randomFrom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type Language = 'en' | 'zh';

const ENGLISH =
  'morning river people market window music answer garden winter letter travel silver kitchen doctor school station paper village summer island bridge hunger forest butter castle engine police minister election border price water energy factory worker player season coach stadium ticket concert singer movie actor camera phone battery screen update company manager salary holiday beach flight hotel dinner coffee sugar bread chicken pepper recipe family mother brother cousin neighbor friend wedding birthday present flower color shirt jacket shoes winter storm thunder cloud mountain valley desert ocean island the and for with from about after before under over never always often maybe really quite almost still because while until through between against without open close bring carry build break watch listen follow remember forget believe expect choose deliver improve protect support explain discover'.split(
    ' ',
  );
const CHINESE =
  '今天 明天 昨天 早上 晚上 周末 天气 公园 餐厅 味道 服务 价格 便宜 环境 朋友 家人 孩子 老师 学校 作业 考试 电影 演员 导演 音乐 歌手 现场 门票 手机 屏幕 电池 系统 更新 公司 老板 工资 假期 海边 航班 酒店 早餐 咖啡 面包 鸡肉 蔬菜 做法 妈妈 哥哥 邻居 婚礼 礼物 颜色 衣服 鞋子 暴雨 雷声 山上 沙漠 城市 街道 地铁 司机 医院 医生 护士 病人 药店 比赛 球员 教练 主场 冠军 新闻 记者 消息 政策 部门 工厂 工人 市场 老人 年轻人 我们 他们 大家 有人 还是 已经 一直 突然 终于 居然 其实 可能 应该 因为 所以 但是 如果 打开 关上 带来 看见 听说 觉得 相信 忘记 记得 选择 改变 保护 解释 发现 等待 离开 回来 经过'.split(
    ' ',
  );

export function wordsOf(language: Language): readonly string[] {
  return language === 'en' ? ENGLISH : CHINESE;
}

export function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random() * items.length)] as T;
}

/** Random words until the text has at least `length` characters. */
export function randomWords(language: Language, length: number, random: Random): string[] {
  const words: string[] = [];
  for (let size = 0; size < length; ) {
    const word = pick(wordsOf(language), random);
    words.push(word);
    size += word.length + (language === 'en' ? 1 : 0);
  }
  return words;
}

export function join(language: Language, words: readonly string[]): string {
  return words.join(language === 'en' ? ' ' : '');
}

/** The text with the given share of its words replaced by others (one word at least). */
export function replaceWords(
  language: Language,
  words: readonly string[],
  share: number,
  random: Random,
): string[] {
  const changed = [...words];
  const places = new Set<number>();
  const wanted = Math.max(1, Math.round(share * words.length));
  while (places.size < Math.min(wanted, words.length)) places.add(Math.floor(random() * words.length));
  for (const place of places) {
    let other = words[place];
    while (other === words[place]) other = pick(wordsOf(language), random);
    changed[place] = other as string;
  }
  return changed;
}

/** Fingerprints side by side, as `groupNearCopies` takes them. */
export function columns(prints: readonly { readonly bands: Uint32Array; readonly signature: Uint8Array }[]): {
  bands: Uint32Array;
  signatures: Uint8Array;
} {
  const bands = new Uint32Array(prints.length * 16);
  const signatures = new Uint8Array(prints.length * 64);
  prints.forEach((print, i) => {
    bands.set(print.bands, i * 16);
    signatures.set(print.signature, i * 64);
  });
  return { bands, signatures };
}
