/** Groups: which cluster found which army, whether the partition is right, and what it was called. */
import { PATTERNS, type Pattern, type VerdictLine } from '../../contract/index.ts';
import type { TruthRow } from '../scenario.ts';
import { accuses, type Level } from './accounts.ts';

export interface GroupScore {
  readonly group: string;
  readonly honest: boolean;
  readonly pattern: Pattern | null;
  readonly size: number;
  /** Members that stand in clusters accused at each level. */
  readonly coordinated: number;
  readonly waterArmy: number;
  /** Verdict and patterns of the cluster with the best F1; null where no cluster holds a member. */
  readonly best: {
    readonly clusterId: string;
    readonly verdict: VerdictLine['verdict'];
    readonly patterns: readonly Pattern[];
    readonly f1: number;
  } | null;
}

/** One line for each group of the truth, in order of name. */
export function scoreGroups(
  verdicts: readonly VerdictLine[],
  truth: readonly TruthRow[],
): readonly GroupScore[] {
  const groupOf = new Map(
    truth.flatMap(({ account_id, group }) => (group === null ? [] : [[account_id, group]])),
  );
  const rows = new Map<string, TruthRow[]>();
  for (const row of truth) {
    if (row.group === null) continue;
    const list = rows.get(row.group);
    if (list === undefined) rows.set(row.group, [row]);
    else list.push(row);
  }
  const inside = verdicts.map(({ accounts }) => {
    const counts = new Map<string, number>();
    for (const { account_id } of accounts) {
      const group = groupOf.get(account_id);
      if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + 1);
    }
    return counts;
  });
  return [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, members]): GroupScore => {
      const accused = (level: Level) =>
        verdicts.reduce(
          (sum, { verdict }, cluster) =>
            sum + (accuses(verdict, level) ? (inside[cluster]?.get(group) ?? 0) : 0),
          0,
        );
      let best: GroupScore['best'] = null;
      verdicts.forEach(({ cluster_id, verdict, patterns, accounts }, cluster) => {
        const shared = inside[cluster]?.get(group) ?? 0;
        const f1 = (2 * shared) / (members.length + accounts.length);
        if (shared > 0 && f1 > (best?.f1 ?? 0)) best = { clusterId: cluster_id, verdict, patterns, f1 };
      });
      return {
        group,
        honest: members.every(({ honest }) => honest),
        pattern: members.find(({ pattern }) => pattern !== null)?.pattern ?? null,
        size: members.length,
        coordinated: accused('coordinated'),
        waterArmy: accused('water_army'),
        best,
      };
    });
}

/**
 * Adjusted Rand index (Hubert and Arabie 1985, doi:10.1007/BF01908075) between the armies of the truth and the accused
 * clusters, over all hired accounts and all accused ones; who is in no group, or in no cluster, is alone. 1 where both
 * partitions are the same, about 0 for chance. Null with fewer than two accounts.
 */
export function adjustedRand(verdicts: readonly VerdictLine[], truth: readonly TruthRow[]): number | null {
  const clusterOf = new Map<string, string>();
  for (const { cluster_id, verdict, accounts } of verdicts)
    if (accuses(verdict, 'coordinated'))
      for (const { account_id } of accounts) clusterOf.set(account_id, cluster_id);
  const cells = new Map<string, number>();
  const groups = new Map<string, number>();
  const clusters = new Map<string, number>();
  const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  let n = 0;
  for (const { account_id, honest, group } of truth) {
    const cluster = clusterOf.get(account_id);
    if (honest && cluster === undefined) continue;
    n += 1;
    const row = honest || group === null ? `alone ${account_id}` : `group ${group}`;
    const column = cluster ?? `alone ${account_id}`;
    count(groups, row);
    count(clusters, column);
    count(cells, `${row}\n${column}`);
  }
  if (n < 2) return null;
  const pairs = (counts: ReadonlyMap<string, number>) =>
    [...counts.values()].reduce((sum, m) => sum + (m * (m - 1)) / 2, 0);
  const expected = (pairs(groups) * pairs(clusters)) / ((n * (n - 1)) / 2);
  const most = (pairs(groups) + pairs(clusters)) / 2;
  return most === expected ? 1 : (pairs(cells) - expected) / (most - expected);
}

export interface PatternScore {
  /** Armies found at the level `coordinated` by a cluster with F1 of a half or more. */
  readonly found: number;
  /** Of them, those whose first pattern is the true one, and those that name it at all. */
  readonly first: number;
  readonly named: number;
  /** True pattern → first pattern said (`none` where nothing was said) → armies. */
  readonly confusion: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** What the armies that were found were called. */
export function scorePatterns(groups: readonly GroupScore[]): PatternScore {
  const confusion: Record<string, Record<string, number>> = {};
  let found = 0;
  let first = 0;
  let named = 0;
  for (const { honest, pattern, best } of groups) {
    if (honest || pattern === null || best === null || best.f1 < 0.5 || !accuses(best.verdict, 'coordinated'))
      continue;
    found += 1;
    const said = best.patterns[0] ?? 'none';
    if (said === pattern) first += 1;
    if (best.patterns.includes(pattern)) named += 1;
    confusion[pattern] ??= Object.fromEntries([...PATTERNS, 'none'].map((known) => [known, 0]));
    const row = confusion[pattern];
    row[said] = (row[said] ?? 0) + 1;
  }
  return { found, first, named, confusion };
}
