/** What comes out of `breakwater detect`: a verdict line, the tables beside it, and the summary. */
import { z } from 'zod';

export const VERDICTS = ['organic', 'insufficient_data', 'coordinated', 'water_army'] as const;
export const Verdict = z.enum(VERDICTS);
export type Verdict = z.infer<typeof Verdict>;

export const PATTERNS = [
  'account_farming',
  'content_farm',
  'engagement_boost',
  'comment_control',
  'trend_boost',
  'traffic_diversion',
] as const;
export const Pattern = z.enum(PATTERNS);
export type Pattern = z.infer<typeof Pattern>;

/**
 * Kinds of evidence. `synchrony` and `targets` speak of acting together; the others of not being who they seem.
 * Signals of one kind share a cause, so their evidence is capped together.
 */
export const EVIDENCE_KINDS = [
  'synchrony',
  'targets',
  'registration',
  'identity',
  'infrastructure',
  'content',
  'rhythm',
  'reports',
] as const;
export const EvidenceKind = z.enum(EVIDENCE_KINDS);
export type EvidenceKind = z.infer<typeof EvidenceKind>;

/** `core` members hold the cluster together; `peripheral` ones were recruited because they joined its meetings. */
export const Membership = z.enum(['core', 'peripheral']);
export type Membership = z.infer<typeof Membership>;

/** One sentence in both languages. */
export const Bilingual = z.object({ en: z.string(), zh: z.string() });
export type Bilingual = z.infer<typeof Bilingual>;

/** One checkable fact: the sentence, what was seen beside what is usual, and where to look (lists are cut to 20). */
export const Evidence = z.object({
  ...Bilingual.shape,
  observed: z.number().nullable(),
  usual: z.number().nullable(),
  accounts: z.array(z.string()),
  targets: z.array(z.string()),
  times: z.array(z.string()),
  texts: z.array(z.string()),
});
export type Evidence = z.infer<typeof Evidence>;

export const SignalResult = z.object({
  id: z.string(),
  kind: EvidenceKind,
  /** Strength from 0 to 1 in the signal's own unit (its definition says which); null when it cannot tell. */
  value: z.number().nullable(),
  /** Evidence in nats for a water army; 0 when it cannot tell. */
  weight_nats: z.number(),
  /** Why the signal cannot tell; null when it can. */
  abstained: z.string().nullable(),
  evidence: z.array(Evidence),
});
export type SignalResult = z.infer<typeof SignalResult>;

export const Against = z.object({ id: z.string(), ...Bilingual.shape, weight_nats: z.number() });
export type Against = z.infer<typeof Against>;

export const VerdictLine = z.object({
  cluster_id: z.string(),
  campaign_id: z.string(),
  verdict: Verdict,
  /** Probability that the cluster is a water army, from 0 to 1. */
  probability: z.number().min(0).max(1),
  patterns: z.array(Pattern),
  window: z.object({ from: z.string(), to: z.string() }),
  accounts: z.array(z.object({ account_id: z.string(), membership: Membership })),
  signals: z.array(SignalResult),
  against: z.array(Against),
  explanation: Bilingual,
  model_version: z.string(),
});
export type VerdictLine = z.infer<typeof VerdictLine>;

/** A row of accounts.csv. */
export const AccountRow = z.object({
  account_id: z.string(),
  cluster_id: z.string(),
  campaign_id: z.string(),
  verdict: Verdict,
  probability: z.number(),
  membership: Membership,
});
export type AccountRow = z.infer<typeof AccountRow>;

/** A row of edges.csv: a pair of accounts, the trace they share, how often they met, how surprising that is. */
export const EdgeRow = z.object({
  account_a: z.string(),
  account_b: z.string(),
  trace: z.string(),
  meetings: z.number().int(),
  surprise_nats: z.number(),
  first_at: z.string(),
  last_at: z.string(),
});
export type EdgeRow = z.infer<typeof EdgeRow>;

/** A line of dead-letters.ndjson: what could not be used, where it stood, and why. */
export const DeadLetter = z.object({
  source: z.string(),
  line: z.number().int(),
  reason: z.string(),
  /** The line itself, cut to 4 KiB; bytes that are not UTF-8 are shown as U+FFFD. */
  raw: z.string(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

export const StageTime = z.object({ stage: z.string(), seconds: z.number(), peak_memory_mb: z.number() });
export type StageTime = z.infer<typeof StageTime>;

export const Summary = z.object({
  version: z.string(),
  model_version: z.string(),
  in: z.object({
    lines: z.number().int(),
    events: z.number().int(),
    accounts: z.number().int(),
    actions: z.number().int(),
    reports: z.number().int(),
    duplicates: z.number().int(),
    dead_letters: z.number().int(),
  }),
  window: z.object({ from: z.string(), to: z.string() }).nullable(),
  traces: z.array(
    z.object({
      trace: z.string(),
      rows: z.number().int(),
      edges: z.number().int(),
      window_ms: z.number().nullable(),
    }),
  ),
  out: z.object({
    edges: z.number().int(),
    clusters: z.number().int(),
    accounts: z.number().int(),
    by_verdict: z.record(Verdict, z.number().int()),
  }),
  notes: z.array(z.string()),
  stages: z.array(StageTime),
});
export type Summary = z.infer<typeof Summary>;
