/** Rows of `actions`. */
import { canonicalUrl, registrableDomain, urlsInText } from '../../traces/index.ts';
import { createTableBatch } from '../arrow/table-batch.ts';
import { createActionColumns } from '../event-columns.ts';
import type { EventScan } from '../scan/event-scan.ts';
import { slotOf } from '../scan/layout.ts';
import type { TextFunctions } from '../text-functions.ts';
import { hashesIn, putHash, putOrigin, putTexts, type RowBuilder, textCells } from './cells.ts';
import type { Memories } from './memories.ts';

const NO_ITEMS: readonly string[] = [];
const NO_BANDS = new Uint32Array(0);
const NO_BYTES = new Uint8Array(0);
const NO_LINKS = { urls: NO_ITEMS, domains: NO_ITEMS };
/** In the columns of the AI label; 0 is false. */
const NOT_SAID = -1;

/** Links of a post, in one spelling each, and their domains; sorted, so that their order says nothing. */
function linksOf(urls: readonly string[]): typeof NO_LINKS {
  if (urls.length === 0) return NO_LINKS;
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

export function createActionRows(text: TextFunctions, memories: Memories): RowBuilder {
  const batch = createTableBatch(createActionColumns());
  const c = batch.columns;
  const cells = textCells(
    '',
    [c.event_id, 'event_id'],
    [c.account_id, 'account_id'],
    [c.action, 'action'],
    [c.target_id, 'target_id'],
    [c.target_account_id, 'target_account_id'],
    [c.text, 'text'],
    [c.user_agent, 'client.user_agent'],
  );
  const [body, topics, urls, media] = [slotOf('text'), slotOf('topics'), slotOf('urls'), slotOf('media')];
  const [ip, device] = [slotOf('client.ip'), slotOf('client.device_id')];
  const flags = [
    { column: c.ai_explicit, slot: slotOf('ai_label.explicit') },
    { column: c.ai_implicit, slot: slotOf('ai_label.implicit') },
    { column: c.ai_generated, slot: slotOf('ai_label.generated') },
  ];

  function putContent(event: EventScan): void {
    const said = event.text(body) ?? '';
    const links = linksOf(event.has(urls) ? event.list(urls) : urlsInText(said));
    const print = said === '' ? null : text.fingerprint(text.foldText(said));
    c.urls.push(links.urls);
    c.url_domains.push(links.domains);
    c.text_bands.push(print?.bands ?? NO_BANDS);
    c.text_signature.pushBytes(print?.signature ?? NO_BYTES);
  }

  return {
    batch,
    push(event, { at }, origin, line) {
      putTexts(event, cells);
      c.occurred_at.push(at);
      putContent(event);
      c.topics.push(event.list(topics));
      c.media.push(event.list(media));
      const address = hashesIn(event, ip, memories.address);
      putHash(c.ip, address, 0, 0);
      putHash(c.network, address, 1, 0);
      putHash(c.device, hashesIn(event, device, memories.device), 0, 0);
      for (const { column, slot } of flags) column.push(event.flag(slot) ?? NOT_SAID);
      putOrigin(c, origin, line);
      batch.rows++;
    },
  };
}
