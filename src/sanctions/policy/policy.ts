/** The policy: what may be done about whom, as people write it in YAML. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { EVIDENCE_KINDS, Measure, PATTERNS } from '../../contract/index.ts';

const share = z.number().min(0).max(1);
const count = z.number().int().min(0);

/** All that is said must hold; what is left out holds always. */
export const Condition = z.strictObject({
  /** Only `water_army` may lead to a measure: `coordinated` never does, so it is not offered. */
  probability: share.default(0.99).describe('the cluster’s probability, at least'),
  patterns: z.array(z.enum(PATTERNS)).min(1).optional().describe('the cluster shows one of these patterns'),
  kinds: z.number().int().min(2).default(2).describe('kinds of evidence beside acting together, at least'),
  with_kinds: z.array(z.enum(EVIDENCE_KINDS)).min(1).optional().describe('all of these kinds speak'),
  membership: z.enum(['core', 'any']).default('core').describe('core members only, or peripheral ones too'),
  offences: count
    .default(0)
    .describe('measures of earlier campaigns against the account that stood, at least'),
  review: z
    .enum(['any', 'confirmed'])
    .default('any')
    .describe('confirmed: people have confirmed the case in the console'),
  younger_than_days: z.number().positive().optional().describe('age of the account, at most'),
  followers_below: count.optional().describe('followers of the account, fewer than'),
});
export type Condition = z.infer<typeof Condition>;

const Rule = z.strictObject({
  name: z.string().min(1),
  when: Condition,
  measure: Measure,
  days: z.number().positive().nullable().describe('ends by itself after so many days; null: when taken back'),
});
export type Rule = z.infer<typeof Rule>;

const Exemption = z.strictObject({
  account: z.string().min(1),
  reason: z.string().min(3),
  until: z.iso.date().describe('the last day on which it holds, UTC'),
});

/** Names of domains are free: health, finance, minors. */
const Domain = z.strictObject({
  words: z.array(z.string().min(1)).default([]).describe('topics that contain one of these'),
  url_domains: z.array(z.string().min(1)).default([]).describe('links to one of these'),
  steps: z.number().int().min(1).max(2).default(1).describe('so many steps graver, up to `gravest`'),
});

export const Policy = z.strictObject({
  name: z.string().min(1),
  /** The gravest measure for which all hold is taken. */
  rules: z.array(Rule).min(1),
  domains: z.record(z.string(), Domain).default({}),
  gravest: Measure.default('mute').describe('no step of a domain goes beyond this'),
  exempt: z
    .strictObject({
      verified: z.boolean().default(true).describe('accounts that the platform has verified'),
      operators: z.array(z.string()).default([]).describe('MCN ids of newsrooms, authorities and the like'),
      followers_from: count.default(100_000).describe('accounts with so many followers go to people'),
      unknown_age: z.boolean().default(true).describe('accounts whose registration is not known'),
      accounts: z.array(Exemption).default([]),
    })
    .prefault({}),
  caps: z
    .strictObject({
      run: count.default(500).describe('accounts by one plan'),
      hour: count.default(200),
      day: count.default(1_000),
      campaign: count.default(500).describe('accounts of one campaign, ever'),
      pattern_day: count.default(500).describe('accounts for one pattern a day'),
      platform_share: share.default(0.005).describe('of the accounts seen in the run'),
    })
    .prefault({}),
  canary: z
    .strictObject({
      share: share.default(0.05).describe('of the plan’s accounts go first'),
      least: count.default(10),
      most: count.default(50),
      pause_hours: z.number().min(0).default(24).describe('before the rest follows'),
      appeal_rate: share.default(0.05).describe('of the canary: at more appeals than this the plan stops'),
    })
    .prefault({}),
  delay: z
    .strictObject({
      least_seconds: z.number().min(0).default(0),
      most_seconds: z.number().min(0).default(3_600).describe('each account waits a random time up to this'),
    })
    .refine((delay) => delay.least_seconds <= delay.most_seconds, 'least_seconds is above most_seconds')
    .prefault({}),
  approval: z
    .strictObject({
      two_people_for: z.array(Measure).default(['freeze', 'suspend']),
      two_people_above: count.default(200).describe('accounts'),
    })
    .prefault({}),
});
export type Policy = z.infer<typeof Policy>;

/** Same meaning, same hash: SHA-256 of the policy with all defaults, as canonical JSON (RFC 8785). */
export function policyHash(policy: Policy): string {
  return createHash('sha256')
    .update(canonicalize(policy) ?? '')
    .digest('hex');
}
