/** What the city writes, as events: posts, comments that answer, and quotes that carry what they quote along. */
import { handleOf } from './account-event.ts';
import type { ActionMaker, AiLabel } from './accounts.ts';
import type { City, CityPost } from './city.ts';
import type { TimedEvent } from './clock.ts';
import { honestPost } from './honest-post.ts';
import { chance, createWeightedPicker, type Rng } from './rng.ts';
import { writeText } from './text-grammar.ts';

/** The longest chain that the platform keeps, in UTF-16 units. */
const LONGEST = 280;

/** People's own AI posts: labelled, found out without a label, or labelled by hand. */
const LABELS: readonly AiLabel[] = [
  { explicit: true, implicit: true, generated: true },
  { explicit: false, implicit: true, generated: true },
  { explicit: true, implicit: false, generated: null },
];
const pickLabel = createWeightedPicker([70, 20, 10]);

/** What a conversation is made with; `aiPosts` is the share of posts that an AI wrote. */
export interface Writing {
  readonly rng: Rng;
  readonly act: ActionMaker;
  readonly city: City;
  readonly aiPosts: number;
}

/** Turns posts and replies, in order of time, into events; remembers the texts that will be quoted. */
export type Conversation = (post: CityPost) => TimedEvent;

export function createConversation({ rng, act, city, aiPosts }: Writing): Conversation {
  const { replies } = city;
  const labels = rng.fork('labels');
  const toQuote = new Set(
    replies.flatMap(({ kind, parent }) => (kind === 'quote' && parent ? [parent] : [])),
  );
  const texts = new Map<CityPost, string>();
  const topicOf = ({ community }: CityPost): number => (chance(rng, 0.7) ? community : rng.int(100));

  /** The quoted text as it stands; one of the day before was written when it is first quoted. */
  function quoted(post: CityPost): string {
    const known = texts.get(post) ?? writeText(rng, 'post', post.community, post.author.language);
    texts.set(post, known);
    return known;
  }

  return (post) => {
    const { author, at, id, kind, parent } = post;
    if (!parent) {
      const written = honestPost(rng, author, topicOf(post), at);
      if (toQuote.has(post)) texts.set(post, written.text);
      const aiLabel = chance(labels, aiPosts) ? LABELS[pickLabel(labels)] : undefined;
      return act(author, {
        action: 'post',
        at,
        targetId: id,
        targetAccountId: author.id,
        ...written,
        aiLabel,
      });
    }
    const own = writeText(rng, kind === 'quote' ? 'repost' : 'comment', post.community, author.language);
    const text =
      kind === 'quote' ? `${own}//@${handleOf(parent.author)}:${quoted(parent)}`.slice(0, LONGEST) : own;
    if (toQuote.has(post)) texts.set(post, text);
    return act(author, {
      action: kind === 'quote' ? 'quote' : 'comment',
      at,
      eventId: id,
      targetId: parent.id,
      targetAccountId: parent.author.id,
      text,
    });
  };
}
