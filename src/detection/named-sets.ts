/** Sets of accounts that something they made names: who was in a topic's first hour, who retold one manuscript. */
import { createUnionFind } from '../clusters/index.ts';
import { EARLY_TOPIC_MS } from '../signals/index.ts';
import type { Facts } from '../traces/index.ts';
import type { RetoldTexts } from './retold-texts.ts';

/** With fewer accounts a first hour, or a subject, is a few friends'. */
const MIN_ACCOUNTS = 10;
/** A topic that is seen before this is as old as the window, for all that is known. */
const SETTLED_MS = 60 * 60_000;
/** Authors that two manuscripts must have in common to be of one campaign. */
const MIN_COMMON = 3;

export interface NamedSet {
  readonly what: 'topic' | 'manuscript';
  readonly accounts: ReadonlySet<number>;
  /** When it began, epoch ms. */
  readonly from: number;
}

/** Of each young topic with enough accounts in it: when it began, and who used it in its first hour. O(uses of topics). */
export function firstHours({ at, account, topics, length }: Facts['acts']): readonly NamedSet[] {
  const began = new Float64Array(topics.keys.length).fill(Number.NaN);
  const early = new Map<number, Set<number>>();
  topics.value.forEach((topic, entry) => {
    const act = topics.row[entry] as number;
    const time = at[act] as number;
    if (Number.isNaN(began[topic])) began[topic] = time;
    if (time - (began[topic] as number) > EARLY_TOPIC_MS) return;
    const known = early.get(topic);
    if (known === undefined) early.set(topic, new Set([account[act] as number]));
    else known.add(account[act] as number);
  });
  const start = length === 0 ? 0 : (at[0] as number);
  return [...early]
    .map(([topic, accounts]): NamedSet => ({ what: 'topic', accounts, from: began[topic] as number }))
    .filter(({ from, accounts }) => accounts.size >= MIN_ACCOUNTS && from - start >= SETTLED_MS);
}

/** Who retold what: manuscripts with several authors in common are one campaign's. O(texts + sources²). */
export function retellers({ traces, accountsOfSource }: RetoldTexts): readonly NamedSet[] {
  if (traces === null) return [];
  const { bucket, account, at, length } = traces.columns;
  const sources = new Map<number, { readonly accounts: Set<number>; from: number }>();
  for (let row = 0; row < length; row += 1) {
    const source = bucket[row] as number;
    // Texts that retell nothing are sources of their own, which nobody counted.
    if (!accountsOfSource.has(Number(traces.bucketKeys[source]))) continue;
    const known = sources.get(source) ?? { accounts: new Set(), from: Infinity };
    known.accounts.add(account[row] as number);
    known.from = Math.min(known.from, at[row] as number);
    sources.set(source, known);
  }
  const list = [...sources.values()];
  const sets = createUnionFind(list.length);
  list.forEach(({ accounts }, a) => {
    list.slice(a + 1).forEach((other, offset) => {
      const common = [...other.accounts].filter((one) => accounts.has(one)).length;
      if (common >= MIN_COMMON) sets.union(a, a + 1 + offset);
    });
  });
  return [...Map.groupBy(list.keys(), (place) => sets.find(place)).values()]
    .map((places): NamedSet => {
      const those = places.map((place) => list[place] as (typeof list)[number]);
      return {
        what: 'manuscript',
        accounts: new Set(those.flatMap(({ accounts }) => [...accounts])),
        from: those.reduce((first, { from }) => Math.min(first, from), Infinity),
      };
    })
    .filter(({ accounts }) => accounts.size >= MIN_ACCOUNTS);
}
