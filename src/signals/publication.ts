/** Copies that hide nothing: what a publisher puts out on all of its accounts. */
import { hiddenCharacters } from '../text/index.ts';
import type { ClusterView, MemberAction } from './cluster-view.ts';

/** Share of the copies that must be so. */
const MOST = 0.9;
/** Share of a text that must be that of the first of its family: a place name may differ. */
const SAME = 0.7;

/**
 * Are the texts that members have in common posts of their own, the same but for one place in them at most? Washed texts
 * differ in many places or hide characters, and comments under strangers' posts are no publication. O(texts).
 */
export function isPublication({ actions }: Pick<ClusterView, 'actions'>): boolean {
  const copies = actions.filter(({ textFamily, text }) => textFamily !== null && text !== '');
  const first = new Map<number | null, string>();
  for (const { textFamily, text } of copies) if (!first.has(textFamily)) first.set(textFamily, text);
  const open = copies.filter((copy) => isOpen(copy, first.get(copy.textFamily) as string));
  return copies.length > 0 && open.length >= MOST * copies.length;
}

const isOpen = ({ action, text }: MemberAction, original: string): boolean =>
  action === 'post' && hiddenCharacters(text).length === 0 && shareInCommon(text, original) >= SAME;

/** The share of the longer text that both begin and end with. */
function shareInCommon(a: string, b: string): number {
  const short = Math.min(a.length, b.length);
  let head = 0;
  while (head < short && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < short - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  return (head + tail) / Math.max(a.length, b.length, 1);
}
