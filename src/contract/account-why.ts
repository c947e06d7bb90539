/** What `breakwater why` says of one account in one stored run, with the query that finds each number again. */
import { z } from 'zod';
import { Against, Bilingual, EvidenceKind, Membership, Pattern, Verdict } from './outputs.ts';

export const WHY_QUERIES = [
  'run',
  'acts',
  'clusters',
  'stored',
  'core',
  'tie',
  'edges',
  'without_edge',
  'without_family',
  'meetings',
  'signals',
  'without_signal',
  'against',
] as const;
export const WhyQueryId = z.enum(WHY_QUERIES);
export type WhyQueryId = z.infer<typeof WhyQueryId>;

/** A query that ClickHouse runs as it stands, on the tables of the store. */
export const WhyQuery = z.object({ id: WhyQueryId, ...Bilingual.shape, sql: z.string() });
export type WhyQuery = z.infer<typeof WhyQuery>;

/** A cluster that the account stands in; query `clusters`. */
export const WhyCluster = z.object({
  cluster_id: z.string(),
  verdict: Verdict,
  /** Probability that the cluster is a water army, from 0 to 1. */
  probability: z.number().min(0).max(1),
  patterns: z.array(Pattern),
  membership: Membership,
  accounts: z.number().int(),
  core_accounts: z.number().int(),
});
export type WhyCluster = z.infer<typeof WhyCluster>;

/**
 * What is left of the account's tie to the cluster when something is taken away: nats to core accounts, and how many of them it
 * would still have an edge to at the bar; null where the run does not say its bar.
 */
const Left = z.object({ left_nats: z.number(), left_tied_to: z.number().int().nullable() });

/** All traces of a pair; query `edges` for the traces, `without_edge` for the sums. */
export const WhyEdge = z.object({
  account_id: z.string(),
  handle: z.string().nullable(),
  membership: Membership,
  /** The pair as clustering weighs it: the most surprising trace of acts, plus the most surprising of each other family. */
  nats: z.number(),
  ...Left.shape,
  traces: z.array(
    z.object({
      trace: z.string(),
      meetings: z.number().int(),
      surprise_nats: z.number(),
      first_at: z.string(),
      last_at: z.string(),
    }),
  ),
});
export type WhyEdge = z.infer<typeof WhyEdge>;

/** Two accounts on one target; query `meetings`. */
export const WhyMeeting = z.object({
  account_id: z.string(),
  target_id: z.string(),
  own_action: z.string(),
  own_at: z.string(),
  action: z.string(),
  at: z.string(),
  gap_ms: z.number().int(),
  /** Accounts that acted on the target in the run's window: a meeting in a crowd says little. */
  accounts_there: z.number().int(),
});
export type WhyMeeting = z.infer<typeof WhyMeeting>;

/**
 * Does the account bear the mark of a signal, or does its evidence name it? `cut`: for a signal that marks no members one by one,
 * and in runs from before marks were stored, it is not listed, but lists are cut to 20; `nobody`: the evidence names no accounts.
 */
export const Naming = z.enum(['named', 'not_named', 'cut', 'nobody']);
export type Naming = z.infer<typeof Naming>;

export const AccountWhy = z.object({
  account_id: z.string(),
  handle: z.string().nullable(),
  registered_at: z.string().nullable(),
  run: z.object({
    run_id: z.string(),
    model_version: z.string(),
    horizon: z.string(),
    /** What the run looked at; `window_to` is exclusive. */
    window_from: z.string(),
    window_to: z.string(),
    /** The bar from which on a pair is an edge, in nats; null for runs that do not say it. */
    follow_nats: z.number().nullable(),
  }),
  /** What the account did in the window; query `acts`. */
  acts: z.object({ actions: z.number().int(), reports: z.number().int() }),
  /** Clusters that the account stands in, the gravest first; of the first one the rest is said. Empty: it stands in none. */
  clusters: z.array(WhyCluster),
  /** What the store still holds of the run: retention takes its edges before its verdicts; query `stored`. */
  stored: z.object({ edges: z.number().int() }),
  /**
   * Core accounts that an account must have edges to, so that it stays in the core by its edges: a share of what the core's
   * median account has; 0 where the core is held together otherwise. Query `core`.
   */
  core: z.object({ links_needed: z.number().int() }),
  /** Edges to core accounts of the cluster: their sum, their number, and how many reach the bar; query `tie`. */
  tie: z.object({
    nats: z.number(),
    core_partners: z.number().int(),
    tied_to: z.number().int().nullable(),
  }),
  /** The strongest, of `edges_in_all` inside the cluster. */
  edges: z.array(WhyEdge),
  edges_in_all: z.number().int(),
  /** What is left without all traces of one family; query `without_family`. */
  families: z.array(z.object({ family: z.string(), ...Left.shape })),
  /** With the accounts of `edges`, or with anybody of the cluster where there are none; the closest first. */
  meetings: z.array(WhyMeeting),
  /** The signals of the cluster's verdict, the strongest first; query `signals`. */
  signals: z.array(
    z.object({
      id: z.string(),
      kind: EvidenceKind,
      value: z.number().nullable(),
      weight_nats: z.number(),
      naming: Naming,
    }),
  ),
  /**
   * What the cluster's verdict would rest on without each signal that found something, in order of the id: the sum in nats, the
   * probability, the kinds of inauthenticity that are present, and of how many of these another signal names the account; query `without_signal`. Empty where the run was judged by
   * another model than that of this version.
   */
  without_signal: z.array(
    z.object({
      id: z.string(),
      left_nats: z.number(),
      left_probability: z.number(),
      left_kinds: z.number().int(),
      left_own_kinds: z.number().int(),
    }),
  ),
  /** What speaks against the cluster; query `against`. */
  against: z.array(Against),
  /** In sentences, each with the query that finds its numbers again. */
  explanation: z.array(z.object({ ...Bilingual.shape, query: WhyQueryId })),
  queries: z.array(WhyQuery),
});
export type AccountWhy = z.infer<typeof AccountWhy>;
