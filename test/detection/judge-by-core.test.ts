import { expect, test } from 'vitest';
import type { Candidate } from '../../src/detection/cluster-views.ts';
import { judgeByCore } from '../../src/detection/judge-by-core.ts';
import type { ClusterView } from '../../src/signals/index.ts';
import { type Judgement, judge } from '../../src/verdicts/index.ts';
import { action, member, platform, view } from '../support/cluster-views.ts';

const CORE = 4;
const group = view({
  members: Array.from({ length: 7 }, (_, n) =>
    member(`m${n}`, { membership: n < CORE ? 'core' : 'peripheral' }),
  ),
  actions: Array.from({ length: 7 }, (_, n) => action(n)),
});
const members: Candidate['members'] = group.members.map(({ membership }, account) => ({
  account,
  membership,
}));
/** Says `army` of groups of at least so many accounts. */
const armyFrom =
  (size: number) =>
  (part: ClusterView): Judgement => ({
    ...judge(part, platform()),
    verdict: part.members.length >= size ? 'water_army' : 'coordinated',
  });

test('recruits stay with a core that is an army by itself', () => {
  const judged = judgeByCore(group, members, armyFrom(CORE));
  expect(judged.judgement.verdict).toBe('water_army');
  expect(judged.members).toHaveLength(7);
});

test('a core that is one only with its recruits stands without them, and is none', () => {
  const judged = judgeByCore(group, members, armyFrom(CORE + 1));
  expect(judged.judgement.verdict).toBe('coordinated');
  expect(judged.view.members.map(({ accountId }) => accountId)).toEqual(['m0', 'm1', 'm2', 'm3']);
  expect(judged.members.map(({ account }) => account)).toEqual([0, 1, 2, 3]);
  expect(judged.view.actions.map((act) => act.member)).toEqual([0, 1, 2, 3]);
});

test('of other groups nothing is held against anybody, and all stay', () => {
  expect(judgeByCore(group, members, armyFrom(8)).members).toHaveLength(7);
});
