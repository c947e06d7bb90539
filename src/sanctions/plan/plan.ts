/** A plan: who would be touched, how, in which order, and who would not, and why. A pure function of its inputs. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Measure, Pattern } from '../../contract/index.ts';
import { type AccountFacts, type ClusterFacts, decide, type Exemption, grade } from '../policy/decide.ts';
import { type Policy, policyHash } from '../policy/policy.ts';
import { chooseCanary } from './canary.ts';

export interface PlanInput {
  readonly policy: Policy;
  readonly run_id: string;
  /** Epoch milliseconds: ages, exemptions and ends of measures are reckoned from here. */
  readonly now: number;
  /** Accounts that the run saw: what shares of the platform are shares of. */
  readonly platform_accounts: number;
  readonly clusters: readonly (ClusterFacts & { readonly members: readonly AccountFacts[] })[];
  /** Measures in force, by account: who bears an equal or graver one is not touched again. */
  readonly in_force: ReadonlyMap<string, Measure>;
  /** Accounts that each campaign has cost so far. */
  readonly campaign_so_far: ReadonlyMap<string, number>;
}

export interface PlanItem {
  readonly account_id: string;
  readonly cluster_id: string;
  readonly campaign_id: string;
  readonly patterns: readonly Pattern[];
  readonly measure: Measure;
  readonly rule: string;
  readonly days: number | null;
  readonly domains: readonly string[];
  /** Probability of the cluster, and kinds of evidence: what the order goes by. */
  readonly probability: number;
  readonly kinds: number;
  readonly membership: AccountFacts['membership'];
  readonly canary: boolean;
  /** How long the account waits once its slice goes, in seconds. */
  readonly delay_seconds: number;
}

export const CAPS = ['run', 'platform_share', 'campaign'] as const;
export type Cap = (typeof CAPS)[number];

export interface Plan {
  readonly plan_id: string;
  readonly policy_hash: string;
  readonly run_id: string;
  readonly made_at: string;
  readonly platform_accounts: number;
  /** The least certain first. */
  readonly items: readonly PlanItem[];
  readonly exempt: readonly {
    readonly account_id: string;
    readonly why: Exemption;
    readonly detail: string;
  }[];
  /** Whom a cap keeps out: the least certain of those that the policy would touch. */
  readonly capped: readonly { readonly account_id: string; readonly cap: Cap }[];
  /** Who already bears an equal or graver measure. */
  readonly already: readonly string[];
  /** What each cluster would bear, the hardest hit first. */
  readonly communities: readonly {
    readonly cluster_id: string;
    readonly campaign_id: string;
    readonly members: number;
    readonly touched: number;
  }[];
  /** Two people must agree before it is applied: why; empty = one is enough. */
  readonly two_people: readonly string[];
}

type Candidate = Omit<PlanItem, 'canary' | 'delay_seconds'>;

/** Least certain first; the account's id settles what is equal, so that the order never depends on the input's. */
export function byCertainty(a: Candidate, b: Candidate): number {
  return (
    a.probability - b.probability ||
    a.kinds - b.kinds ||
    Number(a.membership === 'core') - Number(b.membership === 'core') ||
    (a.account_id < b.account_id ? -1 : 1)
  );
}

export function makePlan(input: PlanInput): Plan {
  const { policy, now, run_id } = input;
  const policy_hash = policyHash(policy);
  const { wanted, exempt, already } = weigh(input);
  const { kept, capped } = capAll(input, [...wanted.values()].sort(byCertainty));
  const made_at = new Date(now).toISOString();
  const plan_id = createHash('sha256')
    .update(canonicalize({ policy_hash, run_id, made_at, kept, exempt, capped }) ?? '')
    .digest('hex')
    .slice(0, 32);
  const canary = chooseCanary(policy.canary, kept, plan_id);
  const items = kept.map((item) => ({
    ...item,
    canary: canary.has(item.account_id),
    delay_seconds: delaySeconds(policy, plan_id, item.account_id),
  }));
  return {
    plan_id,
    policy_hash,
    run_id,
    made_at,
    platform_accounts: input.platform_accounts,
    items,
    exempt,
    capped,
    already,
    communities: communitiesOf(input, items),
    two_people: whyTwoPeople(policy, items),
  };
}

/** Decides on each account once: of several clusters the gravest measure counts, and one exemption keeps out of all. */
function weigh({ policy, clusters, now, in_force }: PlanInput) {
  const wanted = new Map<string, Candidate>();
  const exempt = new Map<string, Plan['exempt'][number]>();
  const already = new Set<string>();
  const inOrder = clusters.toSorted((a, b) => (a.cluster_id < b.cluster_id ? -1 : 1));
  for (const { members, ...cluster } of inOrder)
    for (const account of members) {
      const { account_id } = account;
      const decision = decide(policy, cluster, account, now);
      if (decision.kind === 'exempt' && cluster.verdict === 'water_army')
        exempt.set(account_id, { account_id, why: decision.why, detail: decision.detail });
      if (decision.kind !== 'measure') continue;
      const borne = in_force.get(account_id);
      if (borne !== undefined && grade(borne) >= grade(decision.measure)) {
        already.add(account_id);
        continue;
      }
      const { measure, rule, days, domains } = decision;
      const candidate: Candidate = {
        account_id,
        cluster_id: cluster.cluster_id,
        campaign_id: cluster.campaign_id,
        patterns: cluster.patterns,
        measure,
        rule,
        days,
        domains,
        probability: cluster.probability,
        kinds: cluster.kinds.length,
        membership: account.membership,
      };
      const other = wanted.get(account_id);
      if (other === undefined || isGraver(candidate, other)) wanted.set(account_id, candidate);
    }
  for (const account_id of exempt.keys()) wanted.delete(account_id);
  for (const account_id of wanted.keys()) already.delete(account_id);
  for (const account_id of exempt.keys()) already.delete(account_id);
  const order = (a: string, b: string) => (a < b ? -1 : 1);
  return {
    wanted,
    exempt: [...exempt.values()].sort((a, b) => order(a.account_id, b.account_id)),
    already: [...already].sort(order),
  };
}

function isGraver(one: Candidate, other: Candidate): boolean {
  return (
    (grade(one.measure) - grade(other.measure) ||
      one.probability - other.probability ||
      (one.cluster_id < other.cluster_id ? 1 : -1)) > 0
  );
}

/** Keeps the most certain below each cap; `sorted` has the least certain first. */
function capAll({ policy, platform_accounts, campaign_so_far }: PlanInput, sorted: readonly Candidate[]) {
  const { run, campaign, platform_share } = policy.caps;
  const most = Math.min(run, Math.floor(platform_share * platform_accounts));
  const cap = run <= most ? 'run' : 'platform_share';
  const campaigns = new Map(campaign_so_far);
  const kept: Candidate[] = [];
  const capped: { account_id: string; cap: Cap }[] = [];
  for (const item of sorted.toReversed()) {
    const so_far = campaigns.get(item.campaign_id) ?? 0;
    if (kept.length >= most) capped.push({ account_id: item.account_id, cap });
    else if (so_far >= campaign) capped.push({ account_id: item.account_id, cap: 'campaign' });
    else {
      kept.push(item);
      campaigns.set(item.campaign_id, so_far + 1);
    }
  }
  return { kept: kept.reverse(), capped: capped.sort((a, b) => (a.account_id < b.account_id ? -1 : 1)) };
}

function communitiesOf({ clusters }: PlanInput, items: readonly PlanItem[]): Plan['communities'] {
  const touched = new Map<string, number>();
  for (const { cluster_id } of items) touched.set(cluster_id, (touched.get(cluster_id) ?? 0) + 1);
  return clusters
    .filter(({ cluster_id }) => touched.has(cluster_id))
    .map(({ cluster_id, campaign_id, members }) => ({
      cluster_id,
      campaign_id,
      members: members.length,
      touched: touched.get(cluster_id) ?? 0,
    }))
    .sort(
      (a, b) =>
        b.touched / b.members - a.touched / a.members ||
        b.touched - a.touched ||
        (a.cluster_id < b.cluster_id ? -1 : 1),
    );
}

/** From the plan and the account alone, so that a plan that is started again waits as long as before. */
function delaySeconds({ delay }: Policy, planId: string, accountId: string): number {
  const drawn =
    createHash('sha256').update(`delay ${planId} ${accountId}`).digest().readUInt32BE(0) / 2 ** 32;
  return Math.round(delay.least_seconds + drawn * (delay.most_seconds - delay.least_seconds));
}

function whyTwoPeople({ approval }: Policy, items: readonly PlanItem[]): readonly string[] {
  const severe = approval.two_people_for.filter((measure) => items.some((item) => item.measure === measure));
  const reasons = severe.map((measure) => `it holds the measure ${measure}`);
  if (items.length > approval.two_people_above)
    reasons.push(`it touches ${items.length} accounts, more than ${approval.two_people_above}`);
  return reasons;
}
