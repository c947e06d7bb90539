/** Verdicts on all clusters, one after another: what is known of a cluster is let go when its verdict is there. */
import { clusterId } from '../clusters/index.ts';
import type { VerdictLine } from '../contract/index.ts';
import type { Platform } from '../signals/index.ts';
import { type Judgement, judge, type Model } from '../verdicts/index.ts';
import { clearBystanders } from './bystanders.ts';
import { type Candidate, readClusterViews, type ViewInput } from './cluster-views.ts';
import type { Gather } from './form-groups.ts';
import { judgeByCore } from './judge-by-core.ts';
import type { RegistrationBursts } from './registration-bursts.ts';
import { verdictLine } from './verdict-line.ts';

export interface JudgeInput extends ViewInput {
  readonly gather: Gather;
  readonly bursts: RegistrationBursts;
  readonly platform: Omit<Platform, 'suspects'>;
  readonly model: Model;
}

export interface Judged {
  readonly line: VerdictLine;
  /** The names of its accounts, by index, bystanders left out. */
  readonly ids: ReadonlyMap<number, string>;
  /** By account, the ids of the signals whose mark it bears; who bears none is left out. */
  readonly marks: ReadonlyMap<string, readonly string[]>;
}

/** Verdicts in the order of the candidates. */
export async function judgeClusters(
  candidates: readonly Candidate[],
  input: JudgeInput,
): Promise<readonly Judged[]> {
  const { gather, bursts, model } = input;
  const suspects = candidates.reduce((sum, { members }) => sum + members.length, 0);
  const platform = { ...input.platform, suspects };
  const judged: Judged[] = [];
  for await (const view of readClusterViews(candidates, input)) {
    const { members } = candidates[judged.length] as Candidate;
    const cleared = clearBystanders({
      ...judgeByCore(view, members, (part) => judge(part, platform, model)),
      gather,
      bursts,
    });
    const final = cleared.judgement ?? judge(cleared.view, platform, model);
    const ids = cleared.view.members.map(({ accountId }) => accountId);
    judged.push({
      line: verdictLine(cleared.view, final, clusterId(ids)),
      ids: new Map(cleared.members.map(({ account }, member) => [account, ids[member] as string])),
      marks: marksByAccount(final, ids),
    });
  }
  return judged;
}

function marksByAccount(
  { marked }: Judgement,
  ids: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const marks = new Map<string, string[]>();
  for (const [signal, members] of marked)
    for (const member of new Set(members)) {
      const account = ids[member] as string;
      const own = marks.get(account);
      if (own === undefined) marks.set(account, [signal]);
      else own.push(signal);
    }
  return marks;
}
