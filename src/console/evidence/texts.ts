/** What the members wrote: families of texts that say the same, and what was hidden in them. */

import type { z } from '@hono/zod-openapi';
import type { Store } from '../../storage/index.ts';
import { extractTemplate } from '../../text/index.ts';
import type { TextFamily, Texts } from '../contract/index.ts';
import { numbersOf, readColumns, textsOf } from './columns.ts';
import { memberActs } from './member-acts.ts';
import type { ActsParams } from './selection.ts';
import { type Family, type FoldedText, textFamilies } from './text-families.ts';
import { unseenCharacters } from './unseen-characters.ts';

/** About a tenth of a second of folding and comparing, during which the server does nothing else. */
const MOST_TEXTS = 20_000;
/** Characters of a text that are compared and shown. */
const LONGEST = 2_000;
const FAMILIES = 30;
const SAMPLES = 12;
/** Texts that a template is made of. */
const FOR_TEMPLATE = 20;

const COUNT = `SELECT toUInt32(count()) AS texts FROM ${memberActs('text')} WHERE text != ''`;

const TEXTS = `
SELECT event_id, account_id, occurred_at, substringUTF8(text, 1, {longest:UInt32}) AS raw
FROM ${memberActs('event_id, event_key, account_id, occurred_at, text')}
WHERE text != ''
ORDER BY occurred_at, event_key LIMIT {most:UInt32}`;

export async function texts(store: Store, params: ActsParams): Promise<Texts> {
  const limits = { most: MOST_TEXTS, longest: LONGEST };
  const columns = await readColumns(store, TEXTS, { ...params, ...limits }, [
    'event_id',
    'account_id',
    'occurred_at',
    'raw',
  ]);
  const isAll = columns.length < MOST_TEXTS;
  const [count] = isAll ? [{ texts: columns.length }] : await store.rows(COUNT, params);
  const written = textsOf(columns.raw).map((raw, i) => ({
    eventId: textsOf(columns.event_id)[i] ?? '',
    accountId: textsOf(columns.account_id)[i] ?? '',
    at: numbersOf(columns.occurred_at)[i] ?? 0,
    raw,
  }));
  const families = textFamilies(written);
  const inFamilies = families.reduce((sum, family) => sum + family.texts.length, 0);
  return {
    families: families.slice(0, FAMILIES).map(toFamily),
    texts: Number(count?.texts ?? 0),
    read: columns.length,
    without_family: columns.length - inFamilies,
  };
}

function toFamily({ texts: members, accounts, distinct }: Family): z.infer<typeof TextFamily> {
  const spread = differentFirst(members);
  return {
    template: templateOf(spread.slice(0, FOR_TEMPLATE).map(({ raw }) => raw)),
    texts: members.length,
    accounts,
    distinct,
    samples: spread.slice(0, SAMPLES).map(({ eventId, accountId, at, raw, folded }) => ({
      event_id: eventId,
      account_id: accountId,
      at: new Date(at).toISOString(),
      raw,
      folded,
      hidden: unseenCharacters(raw),
    })),
  };
}

/** One text of each spelling, then the rest, both in the family's order. */
function differentFirst(members: readonly FoldedText[]): readonly FoldedText[] {
  const seen = new Set<string>();
  const first: FoldedText[] = [];
  const rest: FoldedText[] = [];
  for (const text of members) {
    (seen.has(text.raw) ? rest : first).push(text);
    seen.add(text.raw);
  }
  return [...first, ...rest];
}

/** Equal texts are their own template, word for word. */
function templateOf(raws: readonly string[]): string {
  const [first = ''] = raws;
  return raws.every((raw) => raw === first) ? first : extractTemplate(raws).template;
}
