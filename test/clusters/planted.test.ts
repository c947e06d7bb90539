import { describe, expect, test } from 'vitest';
import { bestF1, type PlantedOptions, plant } from '../../bench/planted-groups.ts';
import { findClusters } from '../../src/clusters/index.ts';

const SMALL: PlantedOptions = {
  seed: 1,
  accounts: 25_000,
  groups: 50,
  smallest: 10,
  largest: 500,
  insideDegree: 18,
  noise: 35_000,
  bridges: 5,
  bridgeEdges: 5,
  noisyWeights: false,
};

function recovered(options: Partial<PlantedOptions>): number {
  const { edges, groups } = plant({ ...SMALL, ...options });
  const { clusters, clusterOf } = findClusters({ edges });
  const sizes = clusters.map((c) => c.size);
  return bestF1(groups, clusterOf, sizes).filter((f1) => f1 >= 0.95).length / groups.length;
}

describe('50 planted groups among 25,000 accounts', () => {
  test.each([
    ['a quarter of the edges noise', {}],
    ['noise in a third, heavy-tailed weights', { noise: 60_000, noisyWeights: true }],
    ['half of the edges noise', { insideDegree: 12, noise: 70_000 }],
    ['six links inside, a quarter noise', { insideDegree: 6, noise: 12_000 }],
    ['groups of 30, half noise', { smallest: 30, largest: 30, insideDegree: 12, noise: 9_000 }],
    ['every group bridged to others', { bridges: 100, bridgeEdges: 4 }],
  ] as const)('%s: 99 %% are recovered', (_, options) => {
    for (const seed of [1, 2]) expect(recovered({ ...options, seed })).toBeGreaterThanOrEqual(0.99);
  });
});
