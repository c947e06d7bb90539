/** What honest people put into a post: words, hashtags, links and pictures; some that all pass on, many that are their own. */
import type { Account } from './accounts.ts';
import { HOUR, MINUTE } from './clock.ts';
import { createIdMaker } from './ids.ts';
import { chance, createRng, exponential, mix32, pareto, type Rng, skewedIndex } from './rng.ts';
import { type Language, topicTag, writeOwnTag, writeText } from './text-grammar.ts';

const DOMAINS = [
  'news.example',
  'daily.example',
  'video.example',
  'shop.example',
  'maps.example',
  'wiki.example',
  'blog.test',
  'radio.example',
  'city.example',
  'forum.test',
  'sports.example',
  'weekly.test',
];
const mediaId = createIdMaker('city', 'media');

/** A story comes out every so often, and people pass it on for some hours. */
const STORY_EVERY = 10 * MINUTE;
const STORY_LASTS = 4 * HOUR;
/** Of so many stories that are in front of somebody, the most talked about is taken. */
const IN_FRONT = 12;

/** The number of a story that people pass on at a time; popularity is a hash of it, the same for all. */
function currentStory(rng: Rng, at: number): number {
  let best = 0;
  let bestWeight = -1;
  for (let i = 0; i < IN_FRONT; i++) {
    const story = Math.floor((at - exponential(rng, STORY_LASTS)) / STORY_EVERY);
    const weight = mix32(story ^ 0x3c6ef372);
    if (weight <= bestWeight) continue;
    best = story;
    bestWeight = weight;
  }
  return best;
}

/** A link as honest people post them: two in three to a story of these hours, the others to what only they found. */
export function honestLink(rng: Rng, at: number): string {
  const isStory = chance(rng, 0.65);
  const page = isStory ? currentStory(rng, at) : 10_000_000 + rng.int(90_000_000);
  const place = isStory ? mix32(page) % DOMAINS.length : skewedIndex(rng, DOMAINS.length, 1.5);
  return `https://${DOMAINS[place]}/a/${page}`;
}

/** A picture: mostly one's own, sometimes one of the memes that go round. */
export function honestMedia(rng: Rng): string {
  return mediaId(chance(rng, 0.1) ? skewedIndex(rng, 60, 2) : 100 + rng.int(1_000_000_000));
}

/** One hashtag: that of the topic, or one out of the long tail of those that people make up. */
function honestTag(rng: Rng, topic: number, language: Language): string {
  if (chance(rng, 0.25)) return topicTag(topic, language);
  return writeOwnTag(createRng(Math.floor(pareto(rng, 0.3)) % 1_000_000), language);
}

/** What an honest post is made of, beside its text. */
export function honestPost(
  rng: Rng,
  account: Account,
  topic: number,
  at: number,
): { text: string; topics: string[]; urls: string[]; media: string[] } {
  const tags = chance(rng, 0.3) ? 1 + skewedIndex(rng, 4, 2.5) : 0;
  return {
    text: writeText(rng, 'post', topic, account.language),
    topics: [...new Set(Array.from({ length: tags }, () => honestTag(rng, topic, account.language)))],
    urls: chance(rng, 0.14) ? [honestLink(rng, at)] : [],
    media: chance(rng, 0.3) ? [honestMedia(rng)] : [],
  };
}
