/** Texts that members wrote, read back for the few that are shown or compared. */
import type { Store } from '../storage/index.ts';
import { ASKED, IN_WINDOW } from '../traces/index.ts';
import type { ReadFacts } from './facts/read-facts.ts';
import { withScratchKeys } from './scratch-keys.ts';
import type { TimeWindow } from './time-window.ts';

export interface WrittenText {
  readonly text: string;
  /** Under what it was written; a post's own id. */
  readonly targetId: string;
}

// FINAL: of the rows that claim one event in one hour the last counts.
const TEXTS = `
  SELECT toString(event_key) AS event, toUnixTimestamp64Milli(occurred_at) AS at, text, target_id AS target
  FROM actions FINAL
  WHERE ${IN_WINDOW} AND event_key IN ${ASKED}`;

export interface TextsInput extends Pick<ReadFacts, 'facts' | 'texts'> {
  readonly store: Store;
  readonly window: TimeWindow;
}

/** The texts with these numbers (those of `Texts`), by number. One read of the window. */
export async function readTexts(
  wanted: readonly number[],
  { store, window, facts, texts }: TextsInput,
): Promise<ReadonlyMap<number, WrittenText>> {
  const found = new Map<number, WrittenText>();
  if (wanted.length === 0) return found;
  const textOf = new Map(wanted.map((text) => [texts.event[text] as bigint, text]));
  const rows = await withScratchKeys(store, new Set(textOf.keys()), (job) =>
    store.rows(TEXTS, { job, from: window.from, to: window.to }),
  );
  for (const row of rows) {
    const text = textOf.get(BigInt(String(row.event))) as number;
    // One event may claim several times; the one that counts is known.
    if (Number(row.at) !== facts.acts.at[texts.act[text] as number]) continue;
    found.set(text, { text: String(row.text), targetId: String(row.target) });
  }
  return found;
}
