/** What the page of a cluster shows. All of it is of one run, whose window the times lie in. */
import { z } from '@hono/zod-openapi';
import { Membership, SignalResult, Verdict, VerdictLine } from '../../contract/index.ts';

/** Several ids in one parameter: each percent-encoded (as `encodeURIComponent` does) and divided by commas, since ids may hold commas. */
const ids = (longest: number) => z.string().max(longest).optional();

/** Selection and window that drive all panels; absent = all. `from` is inclusive, `to` exclusive. */
export const Selection = z.object({
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  accounts: ids(200_000),
  targets: ids(20_000),
});
export type Selection = z.infer<typeof Selection>;

/**
 * Nats by kind of evidence, to two decimals: what counts after the cap of the kind, and what was found before it. Where the run
 * was judged by another model than that of this version, its caps are not known, and `nats` is null.
 */
export const KindSum = z
  .object({
    kind: z.string(),
    nats: z.number().nullable(),
    found_nats: z.number(),
    signals: z.number().int(),
  })
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
  expand: ids(10_000),
});

/**
 * A tick per action, in columns, oldest first; account and target are indexes. At most 100,000 ticks: where `thinned` is true every
 * target keeps the same share of its actions, and `total` says how many there are. Accounts stand in the order of their first tick.
 */
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
    thinned: z.boolean(),
  })
  .openapi('Raster');
export type Raster = z.infer<typeof Raster>;

/**
 * Accounts registered by bucket of time, of the cluster beside the platform. Buckets run without gaps from the cluster's first
 * registration to its last; `platform_total` counts the platform's accounts (the cluster's among them) in that stretch.
 */
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
/**
 * Texts that say the same: what they share, with slots where they differ, and samples beside the first, of different wording where
 * there are some. `distinct` counts folded wordings.
 */
export const TextFamily = z
  .object({
    template: z.string(),
    texts: z.number().int(),
    accounts: z.number().int(),
    distinct: z.number().int(),
    samples: z.array(TextSample),
  })
  .openapi('TextFamily');
/** The largest families, by accounts. `texts` counts all texts; of them `read` were compared, the oldest, and the rest is too much. */
export const Texts = z
  .object({
    families: z.array(TextFamily),
    texts: z.number().int(),
    read: z.number().int(),
    without_family: z.number().int(),
  })
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
    /** Targets in all; the first 1,000 are told, by accounts and actions. */
    total: z.number().int(),
    /** Actions on all targets. */
    actions: z.number().int(),
  })
  .openapi('Targets');
export type Targets = z.infer<typeof Targets>;

export const ACCOUNT_SORTS = [
  'account_id',
  'handle',
  'membership',
  'registered_at',
  'followers',
  'following',
  'actions',
  'targets',
  'edges',
  'nats',
  'first_at',
  'last_at',
  'devices',
  'networks',
] as const;
export const AccountsQuery = Selection.extend({
  sort: z.enum(ACCOUNT_SORTS).default('nats'),
  order: z.enum(['asc', 'desc']).default('desc'),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(10_000).default(10_000),
});
export type AccountsQuery = z.infer<typeof AccountsQuery>;

/**
 * A member. Its acts are those of the selection; `edges` are the members that it has an edge to, and `nats` what these ties add up
 * to as clustering weighs them: of each pair the most surprising trace of acts, plus the most surprising of each other family.
 */
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

export const ActionsQuery = Selection.extend({
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
});
export type ActionsQuery = z.infer<typeof ActionsQuery>;

/** Raw actions, oldest first. Texts are cut to 20,000 characters. */
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
/** Until when the asking person sees the cluster's accounts unmasked. */
export const Unmasked = z.object({ until: z.string() }).openapi('Unmasked');
