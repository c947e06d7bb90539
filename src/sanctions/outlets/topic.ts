/** Sanctions on a topic, and the platform's answers from another one. */
import { SanctionReceipt } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import { readLedger } from '../ledger/index.ts';
import { type Outlet, readDeliveries } from './deliver.ts';

/** Resolves once the message is acknowledged as durable. */
export type Publish = (
  topic: string,
  message: {
    readonly key: string;
    readonly value: string;
    readonly headers: Readonly<Record<string, string>>;
  },
) => Promise<void>;

export const topicOutlet = (topic: string): string => `topic ${topic}`;

/** One message for each entry, under the account's id, so that what concerns one account stays in order. */
export function createTopic(topic: string, publish: Publish): Outlet {
  return {
    name: topicOutlet(topic),
    async send(message) {
      const { account_id, idempotency_key, action } = message;
      const headers = { idempotency_key, action };
      await publish(topic, { key: account_id, value: JSON.stringify(message), headers });
      return null;
    },
  };
}

/** What came of receipts: those of keys that the ledger does not have, and what is no receipt, are not kept. */
export interface TakenReceipts {
  readonly kept: number;
  readonly unknown: number;
  readonly unreadable: number;
}

/** Keeps the platform's answers to what an outlet was given; the same answer again changes nothing. */
export async function takeReceipts(
  store: Store,
  {
    outlet,
    texts,
    clock,
  }: { readonly outlet: string; readonly texts: readonly string[]; readonly clock: () => number },
): Promise<TakenReceipts> {
  const receipts = texts.map(readReceipt).filter((receipt) => receipt !== null);
  const keys = [...new Set(receipts.map(({ idempotency_key }) => idempotency_key))];
  if (keys.length === 0) return { kept: 0, unknown: 0, unreadable: texts.length };
  const entries = await readLedger(
    store,
    "has({keys:Array(String)}, key) AND entry IN ('apply', 'revert', 'expire')",
    {
      keys,
    },
  );
  const known = new Set(entries.map(({ key }) => key));
  const deliveries = await readDeliveries(store, outlet, keys);
  const rows = receipts
    .filter(({ idempotency_key }) => known.has(idempotency_key))
    .map(({ idempotency_key: key, status, detail }) => {
      const attempt = deliveries.get(key)?.attempts ?? 1;
      return { key, outlet, attempt, status, at: clock(), detail: detail.slice(0, 500) };
    });
  if (rows.length > 0) await store.insertRows('sanction_deliveries', rows);
  return {
    kept: rows.length,
    unknown: receipts.length - rows.length,
    unreadable: texts.length - receipts.length,
  };
}

function readReceipt(text: string): SanctionReceipt | null {
  try {
    return SanctionReceipt.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
