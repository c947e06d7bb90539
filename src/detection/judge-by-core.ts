/** A group is convicted by its core: recruits were chosen for what they have in common with it. */
import type { ClusterView } from '../signals/index.ts';
import type { Judgement } from '../verdicts/index.ts';
import { only } from './bystanders.ts';
import type { Candidate } from './cluster-views.ts';

export interface JudgedView {
  readonly view: ClusterView;
  readonly members: Candidate['members'];
  readonly judgement: Judgement;
}

/**
 * The group with its recruits, where its core by itself is a water army, too; else the core alone, as marks that only the
 * recruits bring are no evidence: whoever carries them was looked for.
 */
export function judgeByCore(
  view: ClusterView,
  members: Candidate['members'],
  judge: (view: ClusterView) => Judgement,
): JudgedView {
  const judgement = judge(view);
  const isCore = members.map(({ membership }) => membership === 'core');
  if (judgement.verdict !== 'water_army' || isCore.every(Boolean)) return { view, members, judgement };
  const core = { ...view, ...only(view, isCore) };
  const byItself = judge(core);
  return byItself.verdict === 'water_army'
    ? { view, members, judgement }
    : { view: core, members: members.filter((_, member) => isCore[member]), judgement: byItself };
}
