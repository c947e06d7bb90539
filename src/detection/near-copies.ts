/** Families of near copies as traces: bucket = family, time = the text's. */
import type { TraceColumns } from '../mining/index.ts';
import type { Store } from '../storage/index.ts';
import { groupNearCopies } from '../text/index.ts';
import { nearText } from '../traces/index.ts';
import type { AccountIndex } from './account-index.ts';
import { column } from './column.ts';
import { Growable } from './growable.ts';
import { createKeyIndex } from './key-index.ts';
import type { KindTraces, TimeWindow } from './read-traces.ts';

const BANDS = 16;
const SIGNATURE = 64;

const TEXTS = `
  SELECT account_key AS account, event_key, toFloat64(toUnixTimestamp64Milli(occurred_at)) AS at,
         text_bands AS bands, text_signature AS signature
  FROM actions FINAL
  WHERE occurred_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND occurred_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
    AND length(text_bands) = ${BANDS}
  ORDER BY occurred_at, event_key`;

export interface NearCopies {
  readonly traces: KindTraces;
  /** The family of a text by its event key; null where the text proves nothing. Texts without a copy are alone in theirs. */
  familyOf(event: bigint): number | null;
  /** Accounts per family (only those of two or more), by family. */
  readonly accountsOfFamily: ReadonlyMap<number, number>;
  /** Texts that can prove something, and the accounts that wrote them. */
  readonly texts: number;
  readonly authors: number;
}

/** Groups all texts of the window. Texts are taken in order of time and key, so that families never depend on arrival. */
export async function readNearCopies(
  store: Store,
  window: TimeWindow,
  accounts: AccountIndex,
): Promise<NearCopies> {
  const bands = new Growable((length) => new Uint32Array(length));
  const signatures = new Growable((length) => new Uint32Array(length));
  const authors = new Growable((length) => new Uint32Array(length));
  const events = new Growable((length) => new BigUint64Array(length));
  const at = new Growable((length) => new Float64Array(length));
  const append = (
    column: { reserve(n: number): { set(a: never, o: number): void }; length: number; grew(n: number): void },
    part: ArrayLike<number> | ArrayLike<bigint>,
  ) => {
    column.reserve(part.length).set(part as never, column.length);
    column.grew(part.length);
  };
  for await (const batch of store.batches(TEXTS, { from: window.from, to: window.to })) {
    if (batch.numRows === 0) continue;
    append(authors, accounts.indexesOf(column(batch, 'account', 'uint64')));
    append(events, column(batch, 'event_key', 'uint64'));
    append(at, column(batch, 'at', 'float64'));
    append(bands, batch.getChild('bands')?.getChildAt(0)?.toArray() as Uint32Array);
    append(signatures, signatureWords(batch.getChild('signature'), batch.numRows));
  }
  const signatureBytes = signatures.take();
  const family = groupNearCopies({
    bands: bands.take(),
    signatures: new Uint8Array(signatureBytes.buffer, signatureBytes.byteOffset, signatureBytes.byteLength),
  });
  return asTraces({ family, author: authors.take(), event: events.take(), at: at.take() });
}

/** The concatenated 64-byte signatures of a batch as 32-bit words (a copy, so that alignment never matters). */
function signatureWords(
  column: { data: readonly { values: Uint8Array; valueOffsets: ArrayLike<number> }[] } | null,
  rows: number,
): Uint32Array {
  const words = new Uint32Array((rows * SIGNATURE) / 4);
  const bytes = new Uint8Array(words.buffer);
  let offset = 0;
  for (const { values, valueOffsets } of column?.data ?? []) {
    const part = values.subarray(Number(valueOffsets[0]), Number(valueOffsets[valueOffsets.length - 1]));
    bytes.set(part, offset);
    offset += part.length;
  }
  return words;
}

interface Texts {
  readonly family: Uint32Array;
  readonly author: Uint32Array;
  readonly event: BigUint64Array;
  readonly at: Float64Array;
}

function asTraces({ family, author, event, at }: Texts): NearCopies {
  const count = family.length;
  const families = family.reduce((most, id) => Math.max(most, id + 1), 0);
  // Counting sort by family; within a family rows are already in order of time.
  const start = new Uint32Array(families + 1);
  for (let row = 0; row < count; row += 1)
    start[(family[row] as number) + 1] = (start[(family[row] as number) + 1] as number) + 1;
  for (let id = 0; id < families; id += 1) start[id + 1] = (start[id + 1] as number) + (start[id] as number);
  const order = new Uint32Array(count);
  const next = start.slice();
  for (let row = 0; row < count; row += 1) {
    const id = family[row] as number;
    order[next[id] as number] = row;
    next[id] = (next[id] as number) + 1;
  }
  const bucket = new Uint32Array(count);
  const times = new Float64Array(count);
  const account = new Uint32Array(count);
  const accountsOfFamily = new Map<number, number>();
  const rows = createKeyIndex(event);
  let length = 0;
  for (let id = 0; id < families; id += 1) {
    const members = order.subarray(start[id] as number, start[id + 1] as number);
    const distinct = new Set<number>();
    const sorted = [...members].sort(
      (a, b) => (at[a] as number) - (at[b] as number) || (author[a] as number) - (author[b] as number),
    );
    for (const row of sorted) {
      distinct.add(author[row] as number);
      const repeat =
        length > 0 &&
        bucket[length - 1] === id &&
        times[length - 1] === at[row] &&
        account[length - 1] === author[row];
      if (repeat) continue;
      bucket[length] = id;
      times[length] = at[row] as number;
      account[length] = author[row] as number;
      length += 1;
    }
    if (distinct.size < 2) continue;
    accountsOfFamily.set(id, distinct.size);
  }
  const columns: TraceColumns = {
    length,
    bucket: bucket.subarray(0, length),
    at: times.subarray(0, length),
    account: account.subarray(0, length),
  };
  const bucketKeys = BigUint64Array.from({ length: families }, (_, id) => BigInt(id));
  return {
    traces: { kind: nearText, columns, bucketKeys, owners: null },
    familyOf: (key) => {
      const row = rows.find(key);
      return row < 0 ? null : (family[row] as number);
    },
    accountsOfFamily,
    texts: count,
    authors: new Set(author).size,
  };
}
