/** A message on `breakwater.verdicts`: one change of what is known about one cluster. */
import { z } from 'zod';
import { Bilingual, Membership, Pattern, Verdict } from './outputs.ts';

/** `new`: first seen on this horizon; `changed`: see `changed`; `gone`: no longer found, with what was said last. */
export const VerdictChange = z.enum(['new', 'changed', 'gone']);
export type VerdictChange = z.infer<typeof VerdictChange>;

/** What about a cluster can change so that a message is sent. */
export const ChangedField = z.enum(['verdict', 'patterns', 'accounts', 'probability', 'campaign_id']);
export type ChangedField = z.infer<typeof ChangedField>;

/** Members that a message lists at most, so that it stays below the megabyte that brokers take; the store has all. */
export const LISTED_MEMBERS = 10_000;

export const VerdictMessage = z.object({
  type: z.literal('verdict'),
  /** The same for the same change, however often it is sent; never the same for two changes. */
  idempotency_key: z.string(),
  /** The key of the message before about this cluster on this horizon; null for the first. */
  previous_key: z.string().nullable(),
  change: VerdictChange,
  /** What is different from the message before; empty unless `change` is `changed`. */
  changed: z.array(ChangedField),
  horizon: z.string(),
  /** End of the stretch of time that was looked at (exclusive). Of two messages about a cluster the later one holds. */
  as_of: z.string(),
  /** Stays with a cluster while its members come and go: the id under which it was first published. */
  cluster_id: z.string(),
  /** The group behind it, from run to run and on all horizons, as in verdicts.ndjson; clusters that are parts of one share it. Messages of before campaigns have none. */
  campaign_id: z.string().default(''),
  /** The run in the store that says so, and the cluster's id there: where all evidence is. */
  run_id: z.string(),
  found_as: z.string(),
  verdict: Verdict,
  /** Probability that the cluster is a water army, from 0 to 1. */
  probability: z.number().min(0).max(1),
  patterns: z.array(Pattern),
  window: z.object({ from: z.string(), to: z.string() }),
  accounts: z.array(z.object({ account_id: z.string(), membership: Membership })).max(LISTED_MEMBERS),
  /** How many members there are; more than are listed only in clusters beyond 10,000. */
  accounts_in_all: z.number().int(),
  explanation: Bilingual,
  model_version: z.string(),
});
export type VerdictMessage = z.infer<typeof VerdictMessage>;
