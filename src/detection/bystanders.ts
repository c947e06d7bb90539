/** Honest accounts caught in the middle of an army: let go before the verdict. */
import type { ClusterView } from '../signals/index.ts';
import type { Judgement } from '../verdicts/index.ts';
import type { Candidate } from './cluster-views.ts';
import type { Gather } from './form-groups.ts';
import { membersCadence, type RegistrationBursts } from './registration-bursts.ts';

/** Part of what the median member took part in, with which one is of the group whatever one's marks. */
const PART = 0.5;

export interface BystanderInput {
  readonly view: ClusterView;
  readonly members: Candidate['members'];
  readonly judgement: Judgement;
  readonly bursts: RegistrationBursts;
  readonly gather: Gather;
}

export interface Cleared {
  readonly view: ClusterView;
  readonly members: Candidate['members'];
  /** The judgement where nobody was let go; null where the group has to be judged anew. */
  readonly judgement: Judgement | null;
}

/**
 * Of a water army, lets go who took little part in its gatherings and carries none of the marks that convict it (was not in
 * the batch, shares no device, copied nothing), and who took none and carries marks of one kind only: somebody
 * registers in the same hour by chance. Who was recruited has marks enough. Other groups stay as they are: nothing is held against their members.
 */
export function clearBystanders(input: BystanderInput): Cleared {
  const { view, members, judgement, gather, bursts } = input;
  if (judgement.verdict !== 'water_army') return { view, members, judgement };
  const part = partOf(view);
  const median = [...part].sort((a, b) => a - b)[part.length >> 1] as number;
  const stays = members.map(({ membership }, member) => {
    const marks = judgement.marks[member] as number;
    const took = part[member] as number;
    const isMarked = marks >= 2 || (marks === 1 && (took > 0 || membership === 'peripheral'));
    return isMarked || took >= PART * median;
  });
  if (stays.every(Boolean)) return { view, members, judgement };

  const kept = members.filter((_, member) => stays[member]);
  const core = Uint32Array.from(
    kept.filter(({ membership }) => membership === 'core'),
    ({ account }) => account,
  ).sort();
  return {
    members: kept,
    judgement: null,
    view: {
      ...only(view, stays),
      together: gather(core).together,
      registrationCadence: membersCadence(bursts, core),
    },
  };
}

/** Nats of the gatherings that each member took part in. */
function partOf({ members, gatherings }: ClusterView): Float64Array {
  const part = new Float64Array(members.length);
  for (const gathering of gatherings)
    for (const member of gathering.members) part[member] = (part[member] as number) + gathering.natsPerMember;
  return part;
}

/** The view with only the members that stay; what speaks of the group as a whole is not in it. */
export function only(
  view: ClusterView,
  stays: readonly boolean[],
): Pick<ClusterView, 'members' | 'actions' | 'gatherings' | 'reports'> {
  const renumbered: number[] = [];
  let next = 0;
  for (const stay of stays) renumbered.push(stay ? next++ : -1);
  const number = (member: number) => renumbered[member] as number;
  const whoStays = (member: number) => (stays[member] ? number(member) : 'outsider');
  return {
    members: view.members.filter((_, member) => stays[member]),
    actions: view.actions
      .filter(({ member }) => stays[member])
      .map((action) => ({
        ...action,
        member: number(action.member),
        recipient: typeof action.recipient === 'number' ? whoStays(action.recipient) : action.recipient,
      })),
    reports: view.reports
      .filter(({ member }) => stays[member])
      .map((report) => ({ ...report, member: number(report.member) })),
    gatherings: view.gatherings
      .map((gathering) => ({
        ...gathering,
        members: gathering.members.filter((member) => stays[member]).map(number),
      }))
      .filter(({ members }) => members.length >= 2),
  };
}
