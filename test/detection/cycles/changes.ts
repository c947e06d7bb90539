/** Verdicts and published states for tests of what changes between them. */
import fc from 'fast-check';
import { clusterId } from '../../../src/clusters/index.ts';
import { PATTERNS, VERDICTS, type VerdictLine } from '../../../src/contract/index.ts';
import type { PublishedCluster } from '../../../src/detection/cycles/verdict-changes.ts';

export interface Sketch {
  readonly accounts: readonly string[];
  readonly verdict?: VerdictLine['verdict'];
  readonly probability?: number;
  readonly patterns?: VerdictLine['patterns'];
  readonly model?: string;
  readonly campaign?: string;
}

export function line(sketch: Sketch): VerdictLine {
  const id = clusterId(sketch.accounts);
  return {
    cluster_id: id,
    campaign_id: sketch.campaign ?? id.replace('c_', 'k_'),
    verdict: sketch.verdict ?? 'water_army',
    probability: sketch.probability ?? 0.95,
    patterns: [...(sketch.patterns ?? ['engagement_boost'])],
    window: { from: '2026-05-02T00:00:00.000Z', to: '2026-05-02T01:00:00.000Z' },
    accounts: [...sketch.accounts].sort().map((account_id) => ({ account_id, membership: 'core' })),
    signals: [],
    against: [],
    explanation: { en: 'they act together', zh: '协同行为' },
    model_version: sketch.model ?? 'm1',
  };
}

/** What is published after messages were sent, as the store keeps it: the last of each cluster. */
export function applied(
  state: ReadonlyMap<string, PublishedCluster>,
  sent: readonly PublishedCluster[],
): ReadonlyMap<string, PublishedCluster> {
  return new Map([...state, ...sent.map((one) => [one.message.cluster_id, one] as const)]);
}

/** A run of clusters without a common member, drawn from 40 accounts. */
export const runs: fc.Arbitrary<readonly VerdictLine[]> = fc
  .record({
    homes: fc.array(fc.integer({ min: -3, max: 5 }), { minLength: 40, maxLength: 40 }),
    facts: fc.array(
      fc.record({
        verdict: fc.constantFrom(...VERDICTS),
        probability: fc.double({ min: 0, max: 1, noNaN: true }),
        patterns: fc.subarray([...PATTERNS]),
      }),
      { minLength: 6, maxLength: 6 },
    ),
  })
  .map(({ homes, facts }) =>
    facts.flatMap((fact, home) => {
      const accounts = homes.flatMap((at, account) => (at === home ? [`a${account}`] : []));
      return accounts.length === 0 ? [] : [line({ accounts, ...fact })];
    }),
  );
