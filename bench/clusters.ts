/** Planted groups at full size: recovery, seconds by stage, peak memory, and the same answer for any seed and order. */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type Clustering, findClusters } from '../src/clusters/index.ts';
import { bestF1, type PlantedOptions, plant, shuffleEdges } from './planted-groups.ts';

const BASE: PlantedOptions = {
  seed: 7,
  accounts: 500_000,
  groups: 1_000,
  smallest: 10,
  largest: 500,
  insideDegree: 18,
  noise: 700_000,
  bridges: 100,
  bridgeEdges: 5,
  hubs: 0,
  hubLinks: 0,
  noisyWeights: false,
};

/** The requirement, then harder ones. */
const VARIANTS: Readonly<Record<string, Partial<PlantedOptions>>> = {
  standard: {},
  'half of the edges are noise': { insideDegree: 12, noise: 1_500_000 },
  'inside degree 6': { insideDegree: 6, noise: 250_000 },
  'inside degree 6, half noise': { insideDegree: 6, noise: 750_000 },
  'inside degree 6, 2/3 noise': { insideDegree: 6, noise: 1_500_000 },
  'inside degree 4, half noise': { insideDegree: 4, noise: 500_000 },
  'groups of 10, degree 4': { largest: 10, insideDegree: 4, noise: 1_000_000 },
  'groups of 10, degree 4, 3 M noise': { largest: 10, insideDegree: 4, noise: 3_000_000 },
  'groups of 10 to 70, nearly everybody joined': { largest: 70, insideDegree: 60, noise: 1_400_000 },
  'every group bridged': { bridges: 2_000, bridgeEdges: 5 },
  'fifty celebrities with 5,000 links each': { hubs: 50, hubLinks: 5_000 },
  'noisy weights': { noisyWeights: true, noise: 1_000_000 },
};

function fingerprint(result: Clustering): string {
  const hash = createHash('sha256');
  for (const c of result.clusters) hash.update(`${c.members.join(',')};`);
  return hash.digest('hex').slice(0, 12);
}

function run(name: string, variant: Partial<PlantedOptions>, repeat: boolean): void {
  const planted = plant({ ...BASE, ...variant });
  const marks: [string, number][] = [];
  const cpu = process.cpuUsage();
  const begin = performance.now();
  const result = findClusters({
    edges: planted.edges,
    onStage: (stage) => marks.push([stage, performance.now()]),
  });
  const end = performance.now();
  const used = process.cpuUsage(cpu);
  const peak = process.resourceUsage().maxRSS / 1024;
  const sizes = result.clusters.map((c) => c.size);
  const f1 = bestF1(planted.groups, result.clusterOf, sizes);
  const good = f1.filter((x) => x >= 0.95).length;
  const touched = new Set(planted.groups.flatMap((g) => Array.from(g, (v) => result.clusterOf[v] as number)));
  const extra = result.clusters.filter((_, c) => !touched.has(c));
  console.log(`\n${name}: ${planted.edges.length} edges, ${planted.insideEdges} inside groups`);
  console.log(
    `  recovered ${good}/${planted.groups.length} (F1 ≥ 0.95), mean F1 ${(f1.reduce((s, x) => s + x, 0) / f1.length).toFixed(4)}, ` +
      `clusters ${result.clusters.length}, outside of any planted group ${extra.length} (of 3 or more: ${extra.filter((c) => c.size > 2).length})`,
  );
  console.log(
    `  ${((end - begin) / 1000).toFixed(2)} s (CPU ${((used.user + used.system) / 1e6).toFixed(2)} s): ${marks
      .map(([s, t], i) => `${s} ${(((marks[i + 1]?.[1] ?? end) - t) / 1000).toFixed(2)}`)
      .join(', ')}; peak RSS of the process ${peak.toFixed(0)} MB`,
  );
  console.log(`  ${JSON.stringify(result.stats)}`);
  if (!repeat) return;
  const prints = [fingerprint(result)];
  for (const seed of [2, 3])
    prints.push(fingerprint(findClusters({ edges: planted.edges, options: { seed } })));
  for (const seed of [11, 12])
    prints.push(fingerprint(findClusters({ edges: shuffleEdges(planted.edges, seed) })));
  console.log(`  3 seeds and 2 shuffles identical: ${new Set(prints).size === 1} (${prints.join(' ')})`);
}

const { values } = parseArgs({ options: { only: { type: 'string' }, quick: { type: 'boolean' } } });
for (const [name, variant] of Object.entries(VARIANTS)) {
  if (values.only !== undefined && values.only !== name) continue;
  run(name, variant, values.quick !== true);
}
