/** What goes in: account, action and report events, as DESIGN's contract names them. */
import { z } from 'zod';

/** Everything an account can do that other accounts can do at the same time. */
export const ACTIONS = [
  'post',
  'comment',
  'repost',
  'quote',
  'like',
  'dislike',
  'follow',
  'vote',
  'favorite',
  'share',
  'view',
  'danmaku',
] as const;
export type ActionName = (typeof ACTIONS)[number];

/** An identifier: a string of 1 to 512 characters. Numbers are refused, because large ones lose digits in JSON. */
export const Id = z.string().min(1).max(512);

/** A time as it may be written: ISO 8601 (without a zone it is UTC), or epoch seconds, milliseconds or microseconds. */
export const Time = z.union([z.string().min(1).max(64), z.number()]);

const optionalText = z.string().nullish();
const count = z.number().int().nonnegative().nullish();

export const Registration = z.object({
  ip: optionalText,
  device_id: optionalText,
  user_agent: optionalText,
  email_domain: optionalText,
  phone_prefix: optionalText,
  channel: optionalText,
  invited_by: optionalText,
});

export const AccountEvent = z.object({
  type: z.literal('account'),
  account_id: Id,
  observed_at: Time.nullish(),
  registered_at: Time.nullish(),
  handle: optionalText,
  display_name: optionalText,
  bio: optionalText,
  avatar_hash: optionalText,
  verified: z.boolean().nullish(),
  followers: count,
  following: count,
  registration: Registration.nullish(),
  operator: z.object({ mcn_id: optionalText }).nullish(),
});
export type AccountEvent = z.infer<typeof AccountEvent>;

export const AiLabel = z.object({
  explicit: z.boolean(),
  implicit: z.boolean(),
  generated: z.boolean().nullable(),
});

export const ActionEvent = z.object({
  type: z.literal('action'),
  event_id: Id,
  account_id: Id,
  action: z.enum(ACTIONS),
  target_id: Id,
  target_account_id: Id.nullish(),
  occurred_at: Time,
  text: optionalText,
  topics: z.array(z.string()).nullish(),
  urls: z.array(z.string()).nullish(),
  media: z.array(z.string()).nullish(),
  client: z.object({ ip: optionalText, device_id: optionalText, user_agent: optionalText }).nullish(),
  ai_label: AiLabel.nullish(),
});
export type ActionEvent = z.infer<typeof ActionEvent>;

export const ReportEvent = z.object({
  type: z.literal('report'),
  report_id: Id,
  reporter_id: Id,
  account_id: Id,
  target_id: Id.nullish(),
  reason: optionalText,
  reported_at: Time,
});
export type ReportEvent = z.infer<typeof ReportEvent>;

/** Any event that Breakwater takes in. Unknown fields are dropped, never an error. */
export const BreakwaterEvent = z.discriminatedUnion('type', [AccountEvent, ActionEvent, ReportEvent]);
export type BreakwaterEvent = z.infer<typeof BreakwaterEvent>;
