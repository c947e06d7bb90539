/** Plans of measures, what became of them, and appeals. */
import { z } from '@hono/zod-openapi';
import { Bilingual, Measure, VerdictLine } from '../../contract/index.ts';

const count = z.number().int();
const Counts = z.array(z.object({ name: z.string(), accounts: count }));

export const PlanRow = z
  .object({
    plan_id: z.string(),
    made_at: z.string(),
    made_by: z.string(),
    run_id: z.string(),
    policy: z.string(),
    policy_hash: z.string(),
    accounts: count,
    /** Of the accounts that the run saw, from 0 to 1. */
    platform_share: z.number(),
    measures: Counts,
    state: z.enum(['waits_for_people', 'running', 'stopped', 'done']),
    approvals: z.array(z.string()),
    needed: count,
    applied: count,
    in_force: count,
    appeals: count,
    stopped: z.string().nullable(),
    deliveries: z.array(z.object({ outlet: z.string(), status: z.string(), messages: count })),
  })
  .openapi('PlanRow');
export type PlanRow = z.infer<typeof PlanRow>;

export const PlanPage = PlanRow.extend({
  two_people: z.array(z.string()),
  /** Not touched, and why; beyond a cap; with a measure as grave already. */
  exempt: Counts,
  capped: Counts,
  already: count,
  /** What each cluster would bear, the hardest hit first. */
  communities: z.array(
    z.object({ cluster_id: z.string(), campaign_id: z.string(), members: count, touched: count }),
  ),
  takes_back: z.object({ interactions: count, accounts: count }),
  /** The least certain first, a hundred at most. */
  items: z.array(
    z.object({
      account_id: z.string(),
      cluster_id: z.string(),
      measure: Measure,
      rule: z.string(),
      probability: z.number(),
      kinds: count,
      canary: z.boolean(),
    }),
  ),
}).openapi('PlanPage');
export type PlanPage = z.infer<typeof PlanPage>;

export const Plans = z
  .object({
    plans: z.array(PlanRow),
    /** The switch for everything is off. */
    halted: z.boolean(),
    ledger: z.object({ rows: count, head: z.string(), broken: z.string().nullable() }),
  })
  .openapi('Plans');
export type Plans = z.infer<typeof Plans>;

const reason = z.string().trim().min(3).max(2_000);
export const WithReason = z.strictObject({ reason }).openapi('WithReason');
export const Reverted = z.object({ measures: count }).openapi('Reverted');
export const Switch = z.strictObject({ to: z.enum(['halt', 'resume']), reason }).openapi('Switch');

export const RULINGS = ['upheld', 'partly', 'overturned'] as const;
export const AppealRow = z
  .object({
    appeal: count,
    at: z.string(),
    account_id: z.string(),
    measure: Measure,
    plan_id: z.string(),
    campaign_id: z.string(),
    statement: z.string(),
    ruling: z
      .object({ ruling: z.enum(RULINGS), by: z.string(), at: z.string(), reason: z.string() })
      .nullable(),
  })
  .openapi('AppealRow');
export type AppealRow = z.infer<typeof AppealRow>;

export const AppealList = z.object({ appeals: z.array(AppealRow), total: count }).openapi('AppealList');
export type AppealList = z.infer<typeof AppealList>;

export const AppealPage = AppealRow.extend({
  /** The evidence as it was when the measure was planned. */
  verdict: VerdictLine.nullable(),
  membership: z.enum(['core', 'peripheral']).nullable(),
  named_by: z.array(z.string()),
  rule: z.string(),
  decided_at: z.string(),
  expires_at: z.string().nullable(),
  notice: Bilingual,
  /** Whether the asking person may rule; who took part in the decision may not. */
  may_rule: z.boolean(),
}).openapi('AppealPage');
export type AppealPage = z.infer<typeof AppealPage>;

export const NewAppeal = z
  .strictObject({ account_id: z.string().min(1).max(512), statement: z.string().trim().min(1).max(5_000) })
  .openapi('NewAppeal');
export const NewRuling = z
  .strictObject({ ruling: z.enum(RULINGS), reason, honest_days: count.min(1).max(3_650).optional() })
  .openapi('NewRuling');
