/** Measures against accounts, and the message on `breakwater.sanctions`. */
import { z } from 'zod';
import { Bilingual, Pattern } from './outputs.ts';

/** From the mildest to the gravest. */
export const MEASURES = [
  'label',
  'limit_reach',
  'remove_interaction',
  'captcha',
  'mute',
  'freeze',
  'suspend',
] as const;
export const Measure = z.enum(MEASURES);
export type Measure = z.infer<typeof Measure>;

/**
 * What the platform is asked to do about one account. A receiver acts once for each `idempotency_key`, however often it gets it;
 * `revert` takes back what was asked for under `reverts`.
 */
export const SanctionMessage = z.object({
  type: z.literal('sanction'),
  idempotency_key: z.string(),
  action: z.enum(['apply', 'revert']),
  /** The key of the measure that is taken back; null for `apply`. */
  reverts: z.string().nullable(),
  account_id: z.string(),
  measure: Measure,
  /** Interactions to take back, for `remove_interaction`; empty otherwise. */
  event_ids: z.array(z.string()),
  /** When it was decided, and when it ends by itself; null = when somebody takes it back. ISO 8601. */
  decided_at: z.string(),
  expires_at: z.string().nullable(),
  plan_id: z.string(),
  campaign_id: z.string(),
  patterns: z.array(Pattern),
  /** Hash of the policy that led to it. */
  policy_hash: z.string(),
  /** What the account may be told. It does not say how it was found. */
  notice: Bilingual,
});
export type SanctionMessage = z.infer<typeof SanctionMessage>;

/** What a receiver answers: in the body of the webhook's answer, or on the topic of acknowledgements. */
export const SanctionReceipt = z.object({
  type: z.literal('sanction_receipt'),
  idempotency_key: z.string(),
  /** `refused`: the platform will not do it, and says why. */
  status: z.enum(['done', 'refused']),
  detail: z.string().default(''),
  at: z.string(),
});
export type SanctionReceipt = z.infer<typeof SanctionReceipt>;
