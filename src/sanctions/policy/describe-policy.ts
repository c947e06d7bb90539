/** A policy in sentences, and what differs between two. */
import { MEASURES } from '../../contract/index.ts';
import { type Policy, policyHash, type Rule } from './policy.ts';

/** One line for each rule and each limit, gravest measure first. */
export function describePolicy(policy: Policy): readonly string[] {
  const { caps, canary, approval, exempt, delay } = policy;
  const rules = policy.rules.toSorted((a, b) => MEASURES.indexOf(b.measure) - MEASURES.indexOf(a.measure));
  const exemptions = [
    ...(exempt.verified ? ['verified accounts'] : []),
    `accounts with ${exempt.followers_from} followers or more`,
    ...(exempt.unknown_age ? ['accounts whose registration is not known'] : []),
    ...exempt.operators.map((operator) => `accounts of the operator ${operator}`),
    ...exempt.accounts.map(({ account, reason, until }) => `${account} until ${until} (${reason})`),
    'accounts marked honest, and all of dismissed cases',
  ];
  return [
    `${policy.name}, ${policyHash(policy).slice(0, 12)}`,
    ...rules.map(describeRule),
    ...Object.entries(policy.domains).map(
      ([name, { steps }]) => `${name}: ${steps} step(s) graver, up to ${policy.gravest}`,
    ),
    `never touched: ${exemptions.join('; ')}`,
    `at most ${caps.run} accounts a plan, ${caps.hour} an hour, ${caps.day} a day, ${caps.campaign} of a campaign, ${caps.pattern_day} for a pattern a day, ${percent(caps.platform_share)} of the platform`,
    `first ${percent(canary.share)} of a plan (${canary.least} to ${canary.most} accounts), then ${canary.pause_hours} h of waiting; it stops when more than ${percent(canary.appeal_rate)} of them appeal`,
    `each account waits ${delay.least_seconds} to ${delay.most_seconds} s`,
    `two people for ${approval.two_people_for.join(', ') || 'no measure'}, and above ${approval.two_people_above} accounts`,
  ];
}

function describeRule({ name, when, measure, days }: Rule): string {
  const conditions = [
    `probability ${when.probability} or more`,
    `${when.kinds} kinds of evidence or more`,
    ...(when.with_kinds === undefined ? [] : [`among them ${when.with_kinds.join(', ')}`]),
    ...(when.patterns === undefined ? [] : [`pattern ${when.patterns.join(' or ')}`]),
    when.membership === 'core' ? 'core members' : 'all members',
    ...(when.offences > 0 ? [`${when.offences} earlier campaign(s) or more`] : []),
    ...(when.review === 'confirmed' ? ['confirmed by people'] : []),
    ...(when.younger_than_days === undefined ? [] : [`younger than ${when.younger_than_days} days`]),
    ...(when.followers_below === undefined ? [] : [`fewer than ${when.followers_below} followers`]),
  ];
  return `${measure} ${days === null ? 'until taken back' : `for ${days} days`}: ${name} (${conditions.join(', ')})`;
}

/** Settings that differ, by path: `caps.day: 1000 → 500`. Rules and exemptions are named, not numbered. */
export function diffPolicies(before: Policy, after: Policy): readonly string[] {
  const [old, now] = [flatten(before), flatten(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .filter((path) => old.get(path) !== now.get(path))
    .map((path) => `${path}: ${old.get(path) ?? '(not there)'} → ${now.get(path) ?? '(not there)'}`);
}

function flatten(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  const inside = (key: string) => (path === '' ? key : `${path}.${key}`);
  if (Array.isArray(value) && value.some((one) => typeof one === 'object'))
    for (const [index, one] of value.entries()) flatten(one, inside(nameOf(one) ?? String(index)), found);
  else if (value !== null && typeof value === 'object' && !Array.isArray(value))
    for (const [key, one] of Object.entries(value)) flatten(one, inside(key), found);
  else if (value !== undefined) found.set(path, JSON.stringify(value));
  return found;
}

function nameOf(one: unknown): string | undefined {
  const { name, account } = (one ?? {}) as { readonly name?: string; readonly account?: string };
  return name ?? account;
}

const percent = (share: number): string => `${Number((share * 100).toFixed(3))} %`;
