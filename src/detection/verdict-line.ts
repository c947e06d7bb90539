/** A judged cluster in the contract's form. */
import { campaignName } from '../clusters/index.ts';
import type { VerdictLine } from '../contract/index.ts';
import type { ClusterView } from '../signals/index.ts';
import type { Judgement } from '../verdicts/index.ts';

export function verdictLine(view: ClusterView, judgement: Judgement, clusterId: string): VerdictLine {
  return {
    cluster_id: clusterId,
    // What is seen for the first time is named after itself; who knows earlier runs gives it the name it had.
    campaign_id: campaignName(clusterId),
    verdict: judgement.verdict,
    probability: judgement.probability,
    patterns: [...judgement.patterns],
    window: windowOf(view),
    accounts: view.members
      .map(({ accountId, membership }) => ({ account_id: accountId, membership }))
      .sort((a, b) => (a.account_id < b.account_id ? -1 : 1)),
    signals: [...judgement.signals],
    against: [...judgement.against],
    explanation: judgement.explanation,
    model_version: judgement.modelVersion,
  };
}

/** From the first to the last gathering that has a time; else from the first to the last registration. */
function windowOf({ gatherings, members }: ClusterView) {
  const times = gatherings.flatMap(({ from, to }) => (to > 0 ? [from, to] : []));
  const known =
    times.length > 0
      ? times
      : members.flatMap(({ registeredAt }) => (registeredAt === null ? [] : [registeredAt]));
  const at = (pick: (a: number, b: number) => number) =>
    new Date(known.length === 0 ? 0 : known.reduce((a, b) => pick(a, b))).toISOString();
  return { from: at(Math.min), to: at(Math.max) };
}
