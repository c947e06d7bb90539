/** What a group does, counted in acts: those that several members did on the same thing, by what they were about. */
import type { Pattern } from '../contract/index.ts';
import type { ClusterView, MemberAction } from '../signals/index.ts';

/** Members that make a thing the group's: by chance two meet anywhere. */
const MIN_MEMBERS = 3;
const MIN_SHARE = 0.1;
/** Copied texts of this many characters on average are manuscripts, shorter ones slogans and lures. */
const MANUSCRIPT_CHARS = 50;

/** What the group is known to hold: links that are theirs, and topics whose accounts are largely theirs. */
export interface Held {
  readonly links: boolean;
  readonly topics: boolean;
}

/**
 * Joint acts by pattern. An act counts once, for the first of: a link that is theirs, a copied manuscript, a topic that is
 * theirs, a copied text in a post, a comment, anything else on the same target. Acts on what members wrote make that
 * bigger, so they count for what members write. O(actions).
 */
export function countJointActs(view: ClusterView, held: Held): ReadonlyMap<Pattern, number> {
  const { actions } = view;
  const least = Math.max(MIN_MEMBERS, MIN_SHARE * view.members.length);
  const targets = shared(actions, least, ({ action, targetId }) => [`${action} ${targetId}`]);
  const topics = shared(actions, least, (act) => act.topics);
  const domains = shared(actions, least, (act) => act.domains);
  const families = shared(actions, MIN_MEMBERS, familiesOf);
  const isCopy = (act: MemberAction) => familiesOf(act).some((family) => families.has(family));
  const copies = actions.filter(isCopy);
  const areManuscripts =
    copies.reduce((sum, { text }) => sum + [...text].length, 0) >= MANUSCRIPT_CHARS * copies.length;

  const counts = new Map<Pattern, number>();
  const written = new Map<Pattern, number>();
  let applause = 0;
  const count = (into: Map<Pattern, number>, pattern: Pattern) =>
    into.set(pattern, (into.get(pattern) ?? 0) + 1);
  for (const act of actions) {
    const pattern = patternOf(act);
    if (pattern !== null) count(counts, pattern);
    if (pattern !== null && WRITES.has(act.action)) count(written, pattern);
    if (pattern === null && isApplause(act)) applause += 1;
  }
  const works = [...written.values()].reduce((sum, acts) => sum + acts, 0);
  if (works === 0) written.set('engagement_boost', 1);
  for (const [pattern, acts] of written)
    if (applause > 0)
      counts.set(pattern, (counts.get(pattern) ?? 0) + (applause * acts) / Math.max(1, works));
  return counts;

  function patternOf(act: MemberAction): Pattern | null {
    const isPost = POSTS.has(act.action);
    if (held.links && act.domains.some((domain) => domains.has(domain))) return 'traffic_diversion';
    if (isPost && areManuscripts && isCopy(act)) return 'content_farm';
    if (isPost && held.topics && act.topics.some((topic) => topics.has(topic))) return 'trend_boost';
    if (act.action === 'post') return isCopy(act) ? 'content_farm' : null;
    if (typeof act.recipient === 'number' || !targets.has(`${act.action} ${act.targetId}`)) return null;
    return act.action === 'comment' || act.action === 'danmaku' ? 'comment_control' : 'engagement_boost';
  }
}

/** Near copies, and the source that a text retells. */
const familiesOf = ({ textFamily, textSource }: MemberAction): readonly string[] => [
  ...(textFamily === null ? [] : [`copy ${textFamily}`]),
  ...(textSource === null ? [] : [`source ${textSource}`]),
];

const POSTS: ReadonlySet<string> = new Set(['post', 'repost', 'quote']);
const WRITES: ReadonlySet<string> = new Set(['post', 'comment', 'danmaku']);

/** Does it make bigger what another member wrote? */
const isApplause = ({ recipient, member }: MemberAction): boolean =>
  typeof recipient === 'number' && recipient !== member;

/** Values that at least so many members have. */
function shared(
  actions: readonly MemberAction[],
  least: number,
  valuesOf: (act: MemberAction) => readonly string[],
): ReadonlySet<string> {
  const holders = new Map<string, Set<number>>();
  for (const act of actions)
    for (const value of valuesOf(act)) {
      if (value === '') continue;
      const known = holders.get(value);
      if (known === undefined) holders.set(value, new Set([act.member]));
      else known.add(act.member);
    }
  return new Set([...holders].filter(([, members]) => members.size >= least).map(([value]) => value));
}
