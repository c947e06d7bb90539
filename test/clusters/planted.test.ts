import { describe, expect, test } from 'vitest';
import { bestF1, type PlantedOptions, plant } from '../../bench/planted-groups.ts';
import { findClusters } from '../../src/clusters/index.ts';

const SMALL: PlantedOptions = {
  seed: 2,
  accounts: 25_000,
  groups: 50,
  smallest: 10,
  largest: 500,
  insideDegree: 18,
  noise: 35_000,
  bridges: 5,
  bridgeEdges: 5,
  hubs: 0,
  hubLinks: 0,
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
    ['a quarter of the edges noise', {}, 1],
    ['noise in a third, heavy-tailed weights', { noise: 60_000, noisyWeights: true }, 1],
    ['half of the edges noise', { insideDegree: 12, noise: 70_000 }, 1],
    ['groups of 30, half noise', { smallest: 30, largest: 30, insideDegree: 12, noise: 9_000 }, 1],
    ['every group bridged to others', { bridges: 100, bridgeEdges: 4 }, 1],
    ['twenty celebrities with 1,000 links each', { hubs: 20, hubLinks: 1_000 }, 1],
    // In a group of 17 with six links each, two accounts may have no more than one inside.
    ['six links inside, a quarter noise', { insideDegree: 6, noise: 12_000 }, 0.96],
  ] as const)('%s', (_, options, least) => {
    expect(recovered(options)).toBeGreaterThanOrEqual(least);
  });
});
