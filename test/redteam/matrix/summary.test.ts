import { expect, test } from 'vitest';
import type { Pattern, VerdictLine } from '../../../src/contract/index.ts';
import { evaluate } from '../../../src/redteam/evaluation/index.ts';
import type { Cell } from '../../../src/redteam/matrix/cell.ts';
import type { CellResult, TownResult } from '../../../src/redteam/matrix/run-town.ts';
import { summarise } from '../../../src/redteam/matrix/summary.ts';

const cell = (kind: Cell['kind'], scenario: string): Cell => ({
  scenario,
  kind,
  effort: 'standard',
  knob: null,
  value: null,
  knobs: {},
  repeat: 0,
});
/** A group that was found as a whole, under this verdict and pattern. */
const found = (
  group: Cell,
  { pattern, said, verdict }: { pattern: Pattern | null; said: Pattern; verdict: VerdictLine['verdict'] },
): CellResult => ({
  cell: group,
  score: {
    group: group.scenario,
    honest: group.kind === 'look-alike',
    pattern,
    size: 10,
    coordinated: 10,
    waterArmy: verdict === 'water_army' ? 10 : 0,
    best: { clusterId: 'c', verdict, patterns: [said], f1: 1 },
  },
});
const town = (cells: readonly CellResult[]): TownResult => ({
  town: 'standard 1',
  cells,
  evaluation: evaluate([], []),
  forecasts: [],
  sums: [],
  crowd: { accounts: 0, coordinated: 0, waterArmy: 0 },
  baselines: {},
  delays: [],
  events: 0,
  detectSeconds: 0,
  seconds: 0,
});

test('patterns are scored over armies; honest groups have none that would be right', () => {
  const right = found(cell('attack', 'like-farm'), {
    pattern: 'engagement_boost',
    said: 'engagement_boost',
    verdict: 'water_army',
  });
  const wrong = found(cell('attack', 'trend-boost'), {
    pattern: 'trend_boost',
    said: 'content_farm',
    verdict: 'coordinated',
  });
  const honest = found(cell('look-alike', 'school-class'), {
    pattern: null,
    said: 'account_farming',
    verdict: 'coordinated',
  });
  expect(summarise([town([right, wrong, honest])]).standard.patterns).toMatchObject({ share: 0.5, of: 2 });
});
