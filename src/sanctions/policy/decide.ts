/** What the policy says of one account in one cluster: a pure function. */
import {
  type EvidenceKind,
  MEASURES,
  type Measure,
  type Membership,
  type Pattern,
  type Verdict,
} from '../../contract/index.ts';
import type { Policy, Rule } from './policy.ts';

/** A cluster as the policy looks at it. */
export interface ClusterFacts {
  readonly cluster_id: string;
  readonly campaign_id: string;
  readonly verdict: Verdict;
  readonly probability: number;
  readonly patterns: readonly Pattern[];
  /** Kinds of evidence that speak (more than 0 nats), beside `synchrony` and `targets`. */
  readonly kinds: readonly EvidenceKind[];
  /** What people said of the case in the console. */
  readonly review: 'none' | 'confirmed' | 'dismissed';
  /** Topics and link domains of what it acted on, for the domains of the policy. */
  readonly topics: readonly string[];
  readonly url_domains: readonly string[];
}

/** An account as the policy looks at it; null = not known. */
export interface AccountFacts {
  readonly account_id: string;
  readonly membership: Membership;
  readonly verified: boolean | null;
  readonly followers: number | null;
  /** Epoch milliseconds. */
  readonly registered_at: number | null;
  readonly mcn_id: string | null;
  /** Campaigns for which a measure against it stood before this one. */
  readonly offences: number;
  /**
   * What people said of it: `confirmed` where it was in the case when they confirmed it (who joined later was not looked at),
   * `dismissed` where they dismissed its case or its part of it, or took it out.
   */
  readonly review: ClusterFacts['review'];
  /** Marked honest by people, and the mark holds. */
  readonly honest: boolean;
}

export const EXEMPTIONS = [
  'dismissed',
  'honest',
  'verified',
  'operator',
  'listed',
  'followers',
  'unknown_age',
] as const;
export type Exemption = (typeof EXEMPTIONS)[number];

export type Decision =
  | { readonly kind: 'exempt'; readonly why: Exemption; readonly detail: string }
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'measure';
      readonly measure: Measure;
      readonly rule: string;
      readonly days: number | null;
      /** Domains that made it graver. */
      readonly domains: readonly string[];
    };

const DAY = 86_400_000;

/** `now` in epoch milliseconds: for ages and the ends of exemptions. */
export function decide(policy: Policy, cluster: ClusterFacts, account: AccountFacts, now: number): Decision {
  const exempt = exemption(policy, cluster, account, now);
  if (exempt !== null) return exempt;
  if (cluster.verdict !== 'water_army') return { kind: 'nothing' };
  const held = policy.rules.filter((rule) => holds(rule, cluster, account, now));
  const [gravest] = held.sort((a, b) => grade(b.measure) - grade(a.measure));
  if (gravest === undefined) return { kind: 'nothing' };
  const domains = domainsOf(policy, cluster);
  return {
    kind: 'measure',
    measure: graver(policy, gravest.measure, domains),
    rule: gravest.name,
    days: gravest.days,
    domains,
  };
}

export const grade = (measure: Measure): number => MEASURES.indexOf(measure);

function exemption(
  { exempt }: Policy,
  cluster: ClusterFacts,
  account: AccountFacts,
  now: number,
): Extract<Decision, { kind: 'exempt' }> | null {
  const because = (why: Exemption, detail: string) => ({ kind: 'exempt', why, detail }) as const;
  if (cluster.review === 'dismissed' || account.review === 'dismissed')
    return because('dismissed', 'people dismissed the case, or took the account out of it');
  if (account.honest) return because('honest', 'people marked the account honest');
  const today = new Date(now).toISOString().slice(0, 10);
  const listed = exempt.accounts.find((one) => one.account === account.account_id && one.until >= today);
  if (listed !== undefined) return because('listed', `${listed.reason}, until ${listed.until}`);
  if (exempt.verified && account.verified === true)
    return because('verified', 'the platform verified the account');
  if (account.mcn_id !== null && exempt.operators.includes(account.mcn_id))
    return because('operator', `its operator ${account.mcn_id} is exempt`);
  if (account.followers !== null && account.followers >= exempt.followers_from)
    return because('followers', `${account.followers} followers`);
  if (exempt.unknown_age && account.registered_at === null)
    return because('unknown_age', 'its registration is not known');
  return null;
}

function holds({ when }: Rule, cluster: ClusterFacts, account: AccountFacts, now: number): boolean {
  const days = account.registered_at === null ? null : (now - account.registered_at) / DAY;
  return (
    cluster.probability >= when.probability &&
    cluster.kinds.length >= when.kinds &&
    (when.with_kinds ?? []).every((kind) => cluster.kinds.includes(kind)) &&
    (when.patterns === undefined || when.patterns.some((pattern) => cluster.patterns.includes(pattern))) &&
    (when.membership === 'any' || account.membership === 'core') &&
    account.offences >= when.offences &&
    (when.review === 'any' || (cluster.review === 'confirmed' && account.review === 'confirmed')) &&
    // What is not known does not hold: the mildest reading of a missing fact.
    (when.younger_than_days === undefined || (days !== null && days < when.younger_than_days)) &&
    (when.followers_below === undefined ||
      (account.followers !== null && account.followers < when.followers_below))
  );
}

function domainsOf(policy: Policy, cluster: ClusterFacts): readonly string[] {
  const topics = cluster.topics.map((topic) => topic.toLowerCase());
  return Object.entries(policy.domains)
    .filter(
      ([, { words, url_domains }]) =>
        words.some((word) => topics.some((topic) => topic.includes(word.toLowerCase()))) ||
        url_domains.some((domain) => cluster.url_domains.includes(domain.toLowerCase())),
    )
    .map(([name]) => name);
}

/** Steps up, never beyond the policy's gravest and never down. */
function graver(policy: Policy, measure: Measure, domains: readonly string[]): Measure {
  const steps = Math.max(0, ...domains.map((name) => policy.domains[name]?.steps ?? 0));
  const wanted = Math.min(grade(measure) + steps, grade(policy.gravest));
  return MEASURES[Math.max(grade(measure), wanted)] ?? measure;
}
