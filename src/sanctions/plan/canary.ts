/** The slice of a plan that goes first. */
import { createHash } from 'node:crypto';
import type { Policy } from '../policy/policy.ts';

interface Candidate {
  readonly account_id: string;
  readonly cluster_id: string;
}

/**
 * Half of the slice are the least certain accounts, where a mistake would show first; the other half is drawn from all clusters in
 * turn, so that a model that is wrong about one kind of group is noticed, too. `items`: the least certain first.
 */
export function chooseCanary(
  { share, least, most }: Policy['canary'],
  items: readonly Candidate[],
  seed: string,
): ReadonlySet<string> {
  const size = Math.min(items.length, most, Math.max(least, Math.ceil(share * items.length)));
  const chosen = new Set(items.slice(0, Math.ceil(size / 2)).map(({ account_id }) => account_id));
  const lot = (item: Candidate) =>
    createHash('sha256').update(`canary ${seed} ${item.account_id}`).digest('hex');
  const clusters = new Map<string, { lot: string; account_id: string }[]>();
  for (const item of items)
    if (!chosen.has(item.account_id)) {
      const drawn = clusters.get(item.cluster_id) ?? [];
      drawn.push({ lot: lot(item), account_id: item.account_id });
      clusters.set(item.cluster_id, drawn);
    }
  const queues = [...clusters].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, drawn]) => drawn);
  for (const drawn of queues) drawn.sort((a, b) => (a.lot < b.lot ? 1 : -1));
  while (chosen.size < size)
    for (const drawn of queues) {
      const next = drawn.pop();
      if (next !== undefined && chosen.size < size) chosen.add(next.account_id);
    }
  return chosen;
}
