/** What the page of a cluster shows. All of it is of one run, whose window the times lie in. */
import { z } from '@hono/zod-openapi';
import { Membership, SignalResult, Verdict, VerdictLine } from '../../contract/index.ts';

/** Selection and window that drive all panels; absent = all. `accounts` are divided by commas. */
export const Selection = z.object({
  from: z.iso.datetime({ precision: 3 }).or(z.iso.datetime()).optional(),
  to: z.iso.datetime({ precision: 3 }).or(z.iso.datetime()).optional(),
  accounts: z.string().max(200_000).optional(),
  targets: z.string().max(20_000).optional(),
});
export type Selection = z.infer<typeof Selection>;

/** Nats by kind of evidence: what they add up to before and after the cap of the kind. */
export const KindSum = z
  .object({ kind: z.string(), nats: z.number(), signals: z.number().int() })
  .openapi('KindSum');

export const ClusterPage = z
  .object({
    run_id: z.string(),
    horizon: z.string(),
    case_id: z.string(),
    verdict: VerdictLine,
    /** Signals that found something, the strongest first. */
    why: z.array(SignalResult),
    /** Signals that could not tell, and why. */
    abstained: z.array(z.object({ id: z.string(), kind: z.string(), reason: z.string() })),
    kinds: z.array(KindSum),
    /** Other clusters of the same campaign in the same run. */
    parts: z.array(z.object({ cluster_id: z.string(), verdict: Verdict, accounts: z.number().int() })),
    /** Edges by trace: what the filter offers. */
    traces: z.array(z.object({ trace: z.string(), edges: z.number().int(), strongest_nats: z.number() })),
    actions: z.number().int(),
    evidence_hash: z.string(),
  })
  .openapi('ClusterPage');
export type ClusterPage = z.infer<typeof ClusterPage>;

/**
 * The graph in columns, for speed: node i is `nodes.id[i]`; edge j joins nodes `edges.a[j]` and `edges.b[j]`.
 * Positions lie in [-1, 1]; where `layout` is `initial` a better one is being computed: ask again.
 */
export const Graph = z
  .object({
    layout: z.enum(['initial', 'stored']),
    traces: z.array(z.string()),
    communities: z.number().int(),
    nodes: z.object({
      id: z.array(z.string()),
      handle: z.array(z.string()),
      x: z.array(z.number()),
      y: z.array(z.number()),
      community: z.array(z.number().int()),
      /** 1 = core, 0 = peripheral, -1 = no member (only after `expand`). */
      membership: z.array(z.number().int()),
    }),
    edges: z.object({
      a: z.array(z.number().int()),
      b: z.array(z.number().int()),
      /** Index into `traces`. */
      trace: z.array(z.number().int()),
      meetings: z.array(z.number().int()),
      nats: z.array(z.number()),
      /** Epoch milliseconds. */
      first_at: z.array(z.number()),
      last_at: z.array(z.number()),
    }),
    /** Edges that were left out, the weakest, because there were more than `max_edges`. */
    edges_cut: z.number().int(),
  })
  .openapi('Graph');
export type Graph = z.infer<typeof Graph>;

export const GraphQuery = z.object({
  max_edges: z.coerce.number().int().min(100).max(200_000).default(100_000),
  /** Accounts whose partners outside the cluster are added, by edges of the same run. */
  expand: z.string().max(10_000).optional(),
});

/** A tick per action, in columns; account and target are indexes. At most `limit` ticks, evenly thinned by target where cut. */
export const Raster = z
  .object({
    accounts: z.array(z.string()),
    targets: z.array(z.object({ target_id: z.string(), actions: z.number().int() })),
    actions: z.array(z.string()),
    at: z.array(z.number()),
    account: z.array(z.number().int()),
    /** Index into `targets`; -1 = one of the rest. */
    target: z.array(z.number().int()),
    /** Index into `actions`. */
    action: z.array(z.number().int()),
    total: z.number().int(),
  })
  .openapi('Raster');
export type Raster = z.infer<typeof Raster>;

/** Accounts registered by bucket of time, of the cluster beside the platform (scaled by `platform_total`). */
export const Registrations = z
  .object({
    bucket_ms: z.number().int(),
    buckets: z.array(z.object({ at: z.string(), cluster: z.number().int(), platform: z.number().int() })),
    cluster_total: z.number().int(),
    platform_total: z.number().int(),
    unknown: z.number().int(),
  })
  .openapi('Registrations');
export type Registrations = z.infer<typeof Registrations>;

/** One text, as it came in (`raw`) and as it is compared (`folded`). `hidden` says which characters of raw cannot be seen. */
export const TextSample = z.object({
  event_id: z.string(),
  account_id: z.string(),
  at: z.string(),
  raw: z.string(),
  folded: z.string(),
  hidden: z.array(z.object({ index: z.number().int(), code_point: z.string(), name: z.string() })),
});
/** Texts that say the same: what they share, with slots where they differ, and samples beside the first. */
export const TextFamily = z
  .object({
    template: z.string(),
    texts: z.number().int(),
    accounts: z.number().int(),
    distinct: z.number().int(),
    samples: z.array(TextSample),
  })
  .openapi('TextFamily');
export const Texts = z
  .object({ families: z.array(TextFamily), texts: z.number().int(), without_family: z.number().int() })
  .openapi('Texts');
export type Texts = z.infer<typeof Texts>;

export const Targets = z
  .object({
    targets: z.array(
      z.object({
        target_id: z.string(),
        owner: z.string(),
        /** Actions and accounts of the cluster, beside all of the platform in the window. */
        actions: z.number().int(),
        accounts: z.number().int(),
        platform_accounts: z.number().int(),
        first_at: z.string(),
        last_at: z.string(),
        kinds: z.array(z.string()),
        urls: z.array(z.string()),
        topics: z.array(z.string()),
      }),
    ),
    total: z.number().int(),
  })
  .openapi('Targets');
export type Targets = z.infer<typeof Targets>;

export const ClusterAccount = z.object({
  account_id: z.string(),
  /** Masked where the asking person may not see it: `masked` says so. */
  handle: z.string().nullable(),
  display_name: z.string().nullable(),
  bio: z.string().nullable(),
  masked: z.boolean(),
  membership: Membership,
  removed: z.boolean(),
  honest: z.boolean(),
  registered_at: z.string().nullable(),
  followers: z.number().nullable(),
  following: z.number().nullable(),
  verified: z.boolean().nullable(),
  actions: z.number().int(),
  targets: z.number().int(),
  edges: z.number().int(),
  nats: z.number(),
  first_at: z.string().nullable(),
  last_at: z.string().nullable(),
  devices: z.number().int(),
  networks: z.number().int(),
});
export const ClusterAccounts = z
  .object({ accounts: z.array(ClusterAccount), total: z.number().int() })
  .openapi('ClusterAccounts');
export type ClusterAccounts = z.infer<typeof ClusterAccounts>;

/** Raw actions, oldest first. */
export const RawActions = z
  .object({
    actions: z.array(
      z.object({
        event_id: z.string(),
        account_id: z.string(),
        action: z.string(),
        target_id: z.string(),
        target_account_id: z.string(),
        at: z.string(),
        text: z.string(),
        urls: z.array(z.string()),
        topics: z.array(z.string()),
        has_media: z.boolean(),
        /** Pseudonyms as 16 hex digits; empty = absent. */
        network: z.string(),
        device: z.string(),
      }),
    ),
    total: z.number().int(),
  })
  .openapi('RawActions');
export type RawActions = z.infer<typeof RawActions>;

export const Unmask = z.strictObject({ reason: z.string().trim().min(3).max(500) }).openapi('Unmask');
