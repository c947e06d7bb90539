/** What accounts write: posts, comments, reposts and the rest, in Chinese and English, from grammars. */
import { chance, pick, type Rng } from './rng.ts';
import { EN } from './text/en.ts';
import { EN_LIFE } from './text/en-life.ts';
import { compileGrammar, type Grammar } from './text/grammar.ts';
import type { Topic } from './text/topic.ts';
import { DAILY_TOPICS } from './text/topics-daily.ts';
import { EVENT_TOPICS } from './text/topics-events.ts';
import { ZH } from './text/zh.ts';
import { ZH_LIFE } from './text/zh-life.ts';

export { compileGrammar } from './text/grammar.ts';
export { writeManuscript, writeRelease } from './text/manuscripts.ts';
export { washManuscript } from './text/wash.ts';

export type Language = 'zh' | 'en';
/** What a text is for; each is a rule of the grammars. */
export type TextKind = 'post' | 'comment' | 'repost' | 'danmaku';

/** Everything that people talk about. */
export const TOPICS: readonly Topic[] = [...EVENT_TOPICS, ...DAILY_TOPICS];

const GRAMMARS: readonly Readonly<Record<Language, Grammar>>[] = TOPICS.map((topic) => ({
  zh: compileGrammar(ZH, ZH_LIFE, topic.zh),
  en: compileGrammar(EN, EN_LIFE, topic.en),
}));

/** Neighbouring keys, dropped and doubled letters; in Chinese, the wrong character of the same sound. */
const SLIPS: readonly (readonly [string, string])[] = [
  ['的', '得'],
  ['在', '再'],
  ['吧', '把'],
  ['那', '哪'],
  ['是', '四'],
  ['了', '乐'],
  ['已经', '以经'],
  ['the', 'teh'],
  ['and', 'adn'],
  ['ing', 'ign'],
  ['you', 'u'],
  ['are', 'r'],
  ['really', 'realy'],
  ['their', 'there'],
];

function slip(text: string, rng: Rng): string {
  const [right, wrong] = pick(rng, SLIPS);
  return text.replace(right, wrong);
}

/** One honest text about a topic (an index into TOPICS, wrapped around); O(length). */
export function writeText(rng: Rng, kind: TextKind, topic: number, language: Language): string {
  const grammar = (GRAMMARS[topic % GRAMMARS.length] as (typeof GRAMMARS)[number])[language];
  const text = grammar(kind, rng);
  return chance(rng, 0.06) ? slip(text, rng) : text;
}

/** The hashtag of a topic, without signs. */
export function topicTag(topic: number, language: Language): string {
  return (TOPICS[topic % TOPICS.length] as Topic).tag[language];
}

const OWN_TAGS = { zh: compileGrammar(ZH_LIFE), en: compileGrammar(EN_LIFE) };

/** A hashtag that somebody made up, without signs. */
export function writeOwnTag(rng: Rng, language: Language): string {
  return OWN_TAGS[language]('tag', rng);
}

/** The number of a topic by its key; 0 when there is none. */
export function topicNumber(key: string): number {
  return Math.max(
    0,
    TOPICS.findIndex((topic) => topic.key === key),
  );
}
