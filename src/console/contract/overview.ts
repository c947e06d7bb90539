/** The overview and the pages of campaigns. */
import { z } from '@hono/zod-openapi';
import { Membership, Pattern, Verdict } from '../../contract/index.ts';

const count = z.number().int();
export const Overview = z
  .object({
    as_of: z.string(),
    totals: z.object({ actions: count, accounts: count, reports: count, dead_letters: count }),
    /** Actions by bucket of time, over the stretch asked for. */
    events: z.array(z.object({ at: z.string(), actions: count, accounts: count })),
    /** The newest run of each horizon; `lag_seconds` from the end of its window until it was finished. */
    cycles: z.array(
      z.object({
        horizon: z.string(),
        run_id: z.string(),
        window_from: z.string(),
        window_to: z.string(),
        finished_at: z.string(),
        clusters: count,
        lag_seconds: z.number(),
      }),
    ),
    /** By ISO week (`2026-W20`), of each week's campaigns by their gravest verdict. */
    verdicts: z.array(z.object({ week: z.string(), verdict: Verdict, campaigns: count, accounts: count })),
    patterns: z.array(z.object({ week: z.string(), pattern: Pattern, campaigns: count })),
    queue: z.array(z.object({ state: z.string(), cases: count })),
    /** Of decided cases that a signal spoke in: how many were confirmed; with 95 % Wilson intervals. */
    precision: z.array(
      z.object({
        signal: z.string(),
        confirmed: count,
        dismissed: count,
        precision: z.number(),
        low: z.number(),
        high: z.number(),
      }),
    ),
    /** Decisions that were taken back, of all decisions. */
    overturned: z.object({ decisions: count, overturned: count }),
    appeals: z.object({ open: count, ruled: count, overturned: count }),
    /** Of the appeals that were ruled on, by signal that spoke in their verdict: how many were overturned, with a Wilson interval. */
    overturn_by_signal: z.array(
      z.object({
        signal: z.string(),
        ruled: count,
        overturned: count,
        rate: z.number(),
        low: z.number(),
        high: z.number(),
      }),
    ),
  })
  .openapi('Overview');
export type Overview = z.infer<typeof Overview>;

export const CampaignRow = z
  .object({
    campaign_id: z.string(),
    case_id: z.string(),
    state: z.enum(['active', 'asleep', 'merged']),
    merged_into: z.string().nullable(),
    split_from: z.string().nullable(),
    verdict: Verdict,
    probability: z.number(),
    patterns: z.array(Pattern),
    accounts_now: count,
    accounts_ever: count,
    first_seen: z.string(),
    last_seen: z.string(),
    operator: z.object({ kind: z.string(), value: z.string() }).nullable(),
  })
  .openapi('CampaignRow');
export const CampaignList = z
  .object({ campaigns: z.array(CampaignRow), total: count })
  .openapi('CampaignList');
export const CampaignPage = CampaignRow.extend({
  members: z.array(
    z.object({ account_id: z.string(), membership: Membership, first_seen: z.string(), is_now: z.boolean() }),
  ),
  sightings: z.array(
    z.object({
      as_of: z.string(),
      horizon: z.string(),
      run_id: z.string(),
      cluster_id: z.string(),
      change: z.string(),
      others: z.array(z.string()),
      verdict: z.string(),
      accounts: count,
    }),
  ),
}).openapi('CampaignPage');
export type CampaignPage = z.infer<typeof CampaignPage>;
