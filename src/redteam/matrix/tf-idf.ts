/** Accounts whose actions are about the same targets, by the cosine of TF-IDF vectors. */
import type { Store } from '../../storage/index.ts';

const MIN_ACTIONS = 10;
const TOP_SHARE = 0.005;
/** Targets that more accounts acted on weigh next to nothing, and cost their square. */
const MOST_ACCOUNTS = 500;
const BINS = 10_000;

const ACTIONS = `
  SELECT account_id AS account, groupArray((target, times)) AS vector
  FROM (
    SELECT account_id, sipHash64(action, target_id) AS target, count() AS times
    FROM actions FINAL WHERE action NOT IN ('post', 'view')
    GROUP BY account_id, target
  )
  GROUP BY account_id
  HAVING sum(times) >= ${MIN_ACTIONS}
  ORDER BY account_id`;

/** The accounts of the most similar pairs. O(pairs that share a target), dense sums by account. */
export async function similarAccounts(store: Store): Promise<ReadonlySet<string>> {
  const rows = await store.rows(ACTIONS);
  const vectors = rows.map((row) => row.vector as readonly (readonly [string, number | string])[]);
  const holders = new Map<string, number[]>();
  vectors.forEach((vector, account) => {
    for (const [target] of vector) {
      const list = holders.get(target);
      if (list === undefined) holders.set(target, [account]);
      else list.push(account);
    }
  });
  const weights = vectors.map((vector) => {
    const raw = vector.map(([target, times]): [string, number] => [
      target,
      Number(times) * Math.log(vectors.length / (holders.get(target)?.length ?? 1)),
    ]);
    const norm = Math.sqrt(raw.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
    return new Map(raw.map(([target, weight]) => [target, weight / norm]));
  });

  const similarity = new Float64Array(vectors.length);
  function forEachPair(visit: (a: number, b: number, cosine: number) => void): void {
    weights.forEach((vector, a) => {
      const met: number[] = [];
      for (const [target, weight] of vector) {
        const others = holders.get(target) ?? [];
        if (others.length > MOST_ACCOUNTS) continue;
        for (const b of others) {
          if (b <= a) continue;
          if (similarity[b] === 0) met.push(b);
          similarity[b] = (similarity[b] as number) + weight * (weights[b]?.get(target) ?? 0);
        }
      }
      for (const b of met) {
        visit(a, b, similarity[b] as number);
        similarity[b] = 0;
      }
    });
  }

  const counts = new Float64Array(BINS + 1);
  let pairs = 0;
  forEachPair((_a, _b, cosine) => {
    const bin = Math.min(BINS, Math.floor(cosine * BINS));
    counts[bin] = (counts[bin] as number) + 1;
    pairs += 1;
  });
  let bar = BINS;
  for (let above = counts[BINS] as number; bar > 1 && above < TOP_SHARE * pairs; )
    above += counts[--bar] as number;
  const accused = new Set<string>();
  forEachPair((a, b, cosine) => {
    if (cosine * BINS < bar) return;
    accused.add(String(rows[a]?.account));
    accused.add(String(rows[b]?.account));
  });
  return accused;
}
