/** Cases: a cluster that somebody should look at, and what people did about it. */
import { z } from '@hono/zod-openapi';
import { Bilingual, Pattern, Verdict } from '../../contract/index.ts';

export const CASE_STATES = [
  'open',
  'in_progress',
  'confirmed',
  'dismissed',
  'escalated',
  'awaiting_second',
] as const;
/** `awaiting_second`: confirmed by one, and the policy wants a second person to confirm. */
export const CaseState = z.enum(CASE_STATES).openapi('CaseState');
export type CaseState = z.infer<typeof CaseState>;

export const Lease = z.object({ user_id: z.string(), name: z.string(), until: z.string() }).openapi('Lease');
export type Lease = z.infer<typeof Lease>;

/**
 * A row of the queue. A case is one campaign, or the part of it that was split off; a cluster without a campaign is a case of its
 * own. What it shows is the campaign's gravest cluster in the newest runs.
 */
export const CaseRow = z
  .object({
    case_id: z.string(),
    /** The cluster that the case shows. */
    run_id: z.string(),
    cluster_id: z.string(),
    campaign_id: z.string(),
    horizon: z.string(),
    state: CaseState,
    verdict: Verdict,
    probability: z.number().min(0).max(1),
    /**
     * How many accounts are at stake, and how many users ask for a look: probability × (accounts + reporters, as many as accounts at
     * most, so that an army of reporters can at most double it).
     */
    risk: z.number(),
    /** Users who reported one of its accounts in the last 30 days. */
    reporters: z.number().int(),
    patterns: z.array(Pattern),
    accounts: z.number().int(),
    /** First and last act of the campaign, ISO 8601. */
    first_seen: z.string(),
    last_seen: z.string(),
    explanation: Bilingual,
    lease: Lease.nullable(),
    assignee: z.string().nullable(),
    /** True when it was decided on other evidence than that of today, and is open again. */
    returned: z.boolean(),
    /** Counts acts on the case; goes back with each act, so that nobody decides on what has changed meanwhile. */
    version: z.number().int(),
  })
  .openapi('CaseRow');
export type CaseRow = z.infer<typeof CaseRow>;

export const CASE_SORTS = ['risk', 'probability', 'accounts', 'first_seen', 'last_seen'] as const;
export const CaseQuery = z.object({
  sort: z.enum(CASE_SORTS).default('risk'),
  order: z.enum(['asc', 'desc']).default('desc'),
  /** Several, divided by commas. */
  state: z.string().max(200).optional(),
  verdict: z.string().max(200).optional(),
  pattern: z.string().max(200).optional(),
  min_accounts: z.coerce.number().int().min(0).optional(),
  max_accounts: z.coerce.number().int().min(0).optional(),
  /** Campaigns seen in this stretch of time, ISO 8601. */
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  campaign: z.string().max(200).optional(),
  /** `me`, or the name of a person. */
  assignee: z.string().max(64).optional(),
  /** Ids, explanations, account ids and handles that contain this. */
  q: z.string().max(200).optional(),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type CaseQuery = z.infer<typeof CaseQuery>;

export const CasePage = z
  .object({
    cases: z.array(CaseRow),
    total: z.number().int(),
    counts: z.record(z.string(), z.number().int()),
  })
  .openapi('CasePage');
export type CasePage = z.infer<typeof CasePage>;

export const ACTS = [
  'take',
  'release',
  'confirm',
  'dismiss',
  'escalate',
  'reopen',
  'split',
  'remove_members',
  'mark_honest',
  'comment',
  'assign',
  'undo',
] as const;
/** `take` and `release` are leases: recorded, but nothing that could be undone. */
export const ActName = z.enum(ACTS).openapi('ActName');
export type ActName = z.infer<typeof ActName>;

const reason = z.string().trim().min(3).max(2000);
const accounts = z.array(z.string().min(1).max(512)).min(1).max(10_000);
const version = z.number().int().min(0);

export const NewAct = z
  .discriminatedUnion('act', [
    z.strictObject({ act: z.literal('confirm'), version, reason }),
    z.strictObject({ act: z.literal('dismiss'), version, reason }),
    z.strictObject({ act: z.literal('escalate'), version, reason }),
    z.strictObject({ act: z.literal('reopen'), version, reason }),
    z.strictObject({ act: z.literal('split'), version, reason, accounts }),
    z.strictObject({ act: z.literal('remove_members'), version, reason, accounts }),
    z.strictObject({
      act: z.literal('mark_honest'),
      version,
      reason,
      accounts,
      days: z.number().int().min(1).max(3650),
    }),
    z.strictObject({ act: z.literal('comment'), version, reason }),
    z.strictObject({
      act: z.literal('assign'),
      version,
      reason: reason.optional(),
      to: z.string().max(64).nullable(),
    }),
    z.strictObject({ act: z.literal('undo'), version, reason, act_id: z.string() }),
  ])
  .openapi('NewAct');
export type NewAct = z.infer<typeof NewAct>;

/** What an act changes of a case; `before` and `after` of an audit row. */
export const CaseChange = z
  .object({
    state: CaseState,
    assignee: z.string().nullable(),
    removed: z.array(z.string()),
    honest: z.array(z.string()),
    split_into: z.array(z.string()),
  })
  .partial()
  .openapi('CaseChange');
export type CaseChange = z.infer<typeof CaseChange>;

/** One row of the record: written once, never changed. */
export const AuditRow = z
  .object({
    act_id: z.string(),
    /** What was acted on: `case`, `user`, `token`, `session`, `account` (unmasking). */
    subject_kind: z.string(),
    subject: z.string(),
    /** Position among the acts on the subject, from 1. */
    version: z.number().int(),
    at: z.string(),
    user_id: z.string(),
    name: z.string(),
    act: z.string(),
    before: CaseChange,
    after: CaseChange,
    reason: z.string(),
    /** Empty where the act rests on no verdict. */
    run_id: z.string(),
    cluster_id: z.string(),
    model_version: z.string(),
    /** SHA-256 of the members and the signals as they were. */
    evidence_hash: z.string(),
    /** The act that this one takes back; empty otherwise. */
    undoes: z.string(),
    undone: z.boolean(),
  })
  .openapi('AuditRow');
export type AuditRow = z.infer<typeof AuditRow>;

export const Case = CaseRow.extend({
  /** Those that still belong to it: not removed, split off or marked honest. */
  account_ids: z.array(z.string()),
  audit: z.array(AuditRow),
  removed: z.array(z.string()),
  honest: z.array(z.object({ account_id: z.string(), until: z.string(), reason: z.string() })),
  split_from: z.string().nullable(),
  split_into: z.array(z.string()),
  /** What the asking person may do now, by role, lease and policy. */
  may: z.array(ActName),
  /** Why a second person is needed; null where none is. */
  second_reviewer: Bilingual.nullable(),
}).openapi('Case');
export type Case = z.infer<typeof Case>;

export const NextCase = z.object({ case_id: z.string().nullable() }).openapi('NextCase');

export const AuditQuery = z.object({
  subject_kind: z.string().max(40).optional(),
  subject: z.string().max(512).optional(),
  user: z.string().max(64).optional(),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const AuditPage = z.object({ rows: z.array(AuditRow), total: z.number().int() }).openapi('AuditPage');

/** Accounts that people marked honest, while the mark holds. */
export const HonestPage = z
  .object({
    marks: z.array(
      z.object({
        account_id: z.string(),
        case_id: z.string(),
        reason: z.string(),
        marked_at: z.string(),
        expires_at: z.string(),
      }),
    ),
  })
  .openapi('HonestPage');
export type HonestPage = z.infer<typeof HonestPage>;
