/** The columns of the tables that events go to, by the names that the migrations give them. */
import { BytesColumn } from './arrow/bytes-column.ts';
import { TextListColumn, Uint32ListColumn } from './arrow/list-columns.ts';
import { NumberColumn, WideColumn } from './arrow/number-columns.ts';

export const createOriginColumns = () => ({
  source: new BytesColumn('text'),
  partition: new NumberColumn('int32'),
  offset: new WideColumn('int64'),
});

export const createActionColumns = () => ({
  event_id: new BytesColumn('text'),
  account_id: new BytesColumn('text'),
  action: new BytesColumn('text'),
  target_id: new BytesColumn('text'),
  target_account_id: new BytesColumn('text'),
  occurred_at: new WideColumn('time'),
  text: new BytesColumn('text'),
  topics: new TextListColumn(),
  urls: new TextListColumn(),
  url_domains: new TextListColumn(),
  media: new TextListColumn(),
  ip: new WideColumn('uint64'),
  network: new WideColumn('uint64'),
  device: new WideColumn('uint64'),
  user_agent: new BytesColumn('text'),
  ai_explicit: new NumberColumn('int8'),
  ai_implicit: new NumberColumn('int8'),
  ai_generated: new NumberColumn('int8'),
  text_bands: new Uint32ListColumn(),
  text_signature: new BytesColumn('bytes'),
  ...createOriginColumns(),
});

export const createAccountColumns = () => ({
  account_id: new BytesColumn('text'),
  observed_at: new WideColumn('time'),
  registered_at: new WideColumn('time'),
  handle: new BytesColumn('text'),
  handle_stem: new BytesColumn('text'),
  handle_shape: new BytesColumn('text'),
  display_name: new BytesColumn('text'),
  bio: new BytesColumn('text'),
  avatar_hash: new BytesColumn('text'),
  verified: new NumberColumn('uint8'),
  followers: new WideColumn('uint64'),
  following: new WideColumn('uint64'),
  reg_ip: new WideColumn('uint64'),
  reg_network: new WideColumn('uint64'),
  reg_device: new WideColumn('uint64'),
  reg_email_domain: new WideColumn('uint64'),
  reg_phone_prefix: new WideColumn('uint64'),
  reg_user_agent: new BytesColumn('text'),
  reg_channel: new BytesColumn('text'),
  reg_invited_by: new BytesColumn('text'),
  mcn_id: new BytesColumn('text'),
  ...createOriginColumns(),
});

export const createReportColumns = () => ({
  report_id: new BytesColumn('text'),
  reporter_id: new BytesColumn('text'),
  account_id: new BytesColumn('text'),
  target_id: new BytesColumn('text'),
  reason: new BytesColumn('text'),
  reported_at: new WideColumn('time'),
  ...createOriginColumns(),
});
