/** What honest groups have in common: people of all kinds, and the posts that they gather around. */
import type { Account, AccountMaker, AccountWishes, ActionDetails } from './accounts.ts';
import type { Member, Stage } from './group.ts';
import { createIdMaker } from './ids.ts';

/** People as anyone is, beside what `wish` decides of each; their role is one for all, or by number. */
export function people(
  maker: AccountMaker,
  count: number,
  role: string | ((index: number) => string),
  wish: (index: number) => AccountWishes = () => ({}),
): Member[] {
  return Array.from({ length: count }, (_, index) => ({
    account: maker.account(wish(index)),
    role: typeof role === 'string' ? role : role(index),
  }));
}

/** What an action on a post needs to know of it. */
export interface Target {
  readonly targetId: string;
  readonly targetAccountId: string;
}

/** Publishes a post of a group and answers with what others act on; ids are the stage's own. */
export type Publish = (
  author: Account,
  post: Pick<ActionDetails, 'at' | 'text' | 'topics' | 'urls' | 'media' | 'seat'>,
) => Target;

/** Call it once a play, as it counts the posts. */
export function createPublish({ act, emit, prefix }: Stage<string>): Publish {
  const postId = createIdMaker(prefix, 'post');
  let posts = 0;
  return (author, post) => {
    const target = { targetId: postId(posts++), targetAccountId: author.id };
    emit(act(author, { action: 'post', ...post, ...target }));
    return target;
  };
}
