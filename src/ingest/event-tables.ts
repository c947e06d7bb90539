/** Checked events to rows of the store's tables: pseudonyms, fingerprints of text, canonical links. */
import type { TableName } from '../storage/store.ts';
import type { TextFingerprint } from '../text/index.ts';
import { canonicalUrl, registrableDomain, urlsInText } from '../traces/index.ts';
import { createTableBatch } from './arrow/table-batch.ts';
import type { CheckedEvent } from './check.ts';
import {
  createAccountColumns,
  createActionColumns,
  type createOriginColumns,
  createReportColumns,
} from './event-columns.ts';
import type { Pseudonymiser } from './pseudonymise.ts';

/** What rows need from the text room. */
export interface TextFunctions {
  foldText(raw: string): string;
  fingerprint(folded: string): TextFingerprint | null;
  handleStem(handle: string): string;
  handleShape(handle: string): string;
}

/** Where a row came from: the input's name, which listing of that name it is, and the line. */
export interface RowOrigin {
  readonly source: string;
  readonly partition: number;
}

/** One batch, ready for `Store.insertArrow`. */
export interface ReadyBatch {
  readonly table: TableName;
  readonly rows: number;
  readonly ipc: Uint8Array<ArrayBuffer>;
}

const NO_ITEMS: readonly string[] = [];
const NO_BANDS = new Uint32Array(0);
const NO_BYTES = new Uint8Array(0);
const NONE = { urls: NO_ITEMS, domains: NO_ITEMS };

/** Links of a post, in one spelling each, and their domains; sorted, so that their order says nothing. */
function linksOf(urls: readonly string[]): {
  readonly urls: readonly string[];
  readonly domains: readonly string[];
} {
  const canonical = new Set<string>();
  const domains = new Set<string>();
  for (const raw of urls) {
    const url = canonicalUrl(raw);
    if (url === null) continue;
    canonical.add(url);
    const domain = registrableDomain(url);
    if (domain !== null) domains.add(domain);
  }
  return { urls: [...canonical].sort(), domains: [...domains].sort() };
}

const flag = (value: boolean | null | undefined): number => (value == null ? -1 : value ? 1 : 0);

export interface EventTables {
  push(checked: CheckedEvent, origin: RowOrigin, line: number): void;
  /** Batches of `batchRows` rows or about 64 MB; with `all`, whatever is there. */
  take(all: boolean): ReadyBatch[];
}

/** Memory that a table may hold before it is cut, whatever its rows: long texts must not add up. */
const BATCH_BYTES = 64 * 1024 * 1024;

/** Rows wait here until they make a batch, so that few parts result in the store. Not shared between threads. */
export function createEventTables(
  text: TextFunctions,
  pseudonymise: Pseudonymiser,
  batchRows: number,
): EventTables {
  const actions = createTableBatch(createActionColumns());
  const accounts = createTableBatch(createAccountColumns());
  const reports = createTableBatch(createReportColumns());
  const tables = Object.entries({ actions, accounts, reports }) as [
    TableName,
    { rows: number; bytes(): number; take(): Uint8Array<ArrayBuffer> },
  ][];

  function pushOrigin(
    columns: ReturnType<typeof createOriginColumns>,
    origin: RowOrigin,
    line: number,
  ): void {
    columns.source.push(origin.source);
    columns.partition.push(origin.partition);
    columns.offset.push(line);
  }

  function pushAction(
    { event, at }: CheckedEvent & { type: 'action' },
    origin: RowOrigin,
    line: number,
  ): void {
    const c = actions.columns;
    const { client, ai_label: label } = event;
    const body = event.text ?? '';
    const written = event.urls ?? (body === '' ? NO_ITEMS : urlsInText(body));
    const links = written.length === 0 ? NONE : linksOf(written);
    const print = body === '' ? null : text.fingerprint(text.foldText(body));
    c.event_id.push(event.event_id);
    c.account_id.push(event.account_id);
    c.action.push(event.action);
    c.target_id.push(event.target_id);
    c.target_account_id.push(event.target_account_id ?? '');
    c.occurred_at.push(at);
    c.text.push(body);
    c.topics.push(event.topics ?? NO_ITEMS);
    c.urls.push(links.urls);
    c.url_domains.push(links.domains);
    c.media.push(event.media ?? NO_ITEMS);
    c.ip.pushHash(pseudonymise.ip(client?.ip) ?? 0n);
    c.network.pushHash(pseudonymise.network(client?.ip) ?? 0n);
    c.device.pushHash(pseudonymise.device(client?.device_id) ?? 0n);
    c.user_agent.push(client?.user_agent ?? '');
    c.ai_explicit.push(flag(label?.explicit));
    c.ai_implicit.push(flag(label?.implicit));
    c.ai_generated.push(flag(label?.generated));
    c.text_bands.push(print?.bands ?? NO_BANDS);
    c.text_signature.pushBytes(print?.signature ?? NO_BYTES);
    pushOrigin(c, origin, line);
    actions.rows++;
  }

  function pushAccount(
    { event, at, registeredAt }: CheckedEvent & { type: 'account' },
    origin: RowOrigin,
    line: number,
  ): void {
    const c = accounts.columns;
    const { registration } = event;
    c.account_id.push(event.account_id);
    // An account that nobody dated was there when it was registered, at the latest known; else long ago, so that any
    // dated observation counts as newer. Not "now": the same row must make the same stored row.
    c.observed_at.push(at ?? registeredAt ?? 0);
    c.registered_at.push(registeredAt);
    c.handle.push(event.handle ?? null);
    c.handle_stem.push(event.handle == null ? null : text.handleStem(event.handle));
    c.handle_shape.push(event.handle == null ? null : text.handleShape(event.handle));
    c.display_name.push(event.display_name ?? null);
    c.bio.push(event.bio ?? null);
    c.avatar_hash.push(event.avatar_hash ?? null);
    c.verified.push(event.verified == null ? null : flag(event.verified));
    c.followers.push(event.followers ?? null);
    c.following.push(event.following ?? null);
    c.reg_ip.pushHash(pseudonymise.ip(registration?.ip) ?? null);
    c.reg_network.pushHash(pseudonymise.network(registration?.ip) ?? null);
    c.reg_device.pushHash(pseudonymise.device(registration?.device_id) ?? null);
    c.reg_email_domain.pushHash(pseudonymise.emailDomain(registration?.email_domain) ?? null);
    c.reg_phone_prefix.pushHash(pseudonymise.phonePrefix(registration?.phone_prefix) ?? null);
    c.reg_user_agent.push(registration?.user_agent ?? null);
    c.reg_channel.push(registration?.channel ?? null);
    c.reg_invited_by.push(registration?.invited_by ?? null);
    c.mcn_id.push(event.operator?.mcn_id ?? null);
    pushOrigin(c, origin, line);
    accounts.rows++;
  }

  function pushReport(
    { event, at }: CheckedEvent & { type: 'report' },
    origin: RowOrigin,
    line: number,
  ): void {
    const c = reports.columns;
    c.report_id.push(event.report_id);
    c.reporter_id.push(event.reporter_id);
    c.account_id.push(event.account_id);
    c.target_id.push(event.target_id ?? '');
    c.reason.push(event.reason ?? '');
    c.reported_at.push(at);
    pushOrigin(c, origin, line);
    reports.rows++;
  }

  return {
    push(checked, origin, line) {
      switch (checked.type) {
        case 'action':
          return pushAction(checked, origin, line);
        case 'account':
          return pushAccount(checked, origin, line);
        case 'report':
          return pushReport(checked, origin, line);
      }
    },
    take(all) {
      const ready: ReadyBatch[] = [];
      for (const [table, batch] of tables) {
        if (batch.rows === 0 || !(all || batch.rows >= batchRows || batch.bytes() >= BATCH_BYTES)) continue;
        const { rows } = batch;
        ready.push({ table, rows, ipc: batch.take() });
      }
      return ready;
    },
  };
}
