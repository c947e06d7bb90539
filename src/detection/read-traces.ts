/** Traces read in order out of the store, as the columns that miners take. */
import { NO_OWNER, type TraceColumns, type TraceIndex } from '../mining/index.ts';
import type { Store } from '../storage/index.ts';
import type { TraceKind, TraceSource } from '../traces/index.ts';
import type { AccountIndex } from './account-index.ts';
import { column } from './column.ts';
import { Growable } from './growable.ts';

/** What a cycle looks at: epoch ms, `to` exclusive. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** Traces of one kind, with the store's hash of each bucket for looking its name up. */
export interface KindTraces {
  readonly kind: TraceKind;
  readonly columns: TraceColumns;
  readonly bucketKeys: BigUint64Array;
  /** Owner of each bucket (see `Owners`), `NO_OWNER` where unknown; null for kinds whose buckets have none. */
  readonly owners: Uint32Array | null;
}

/** Traces of one kind, indexed by account for looking up what a group did. */
export interface IndexedTraces extends KindTraces {
  readonly index: TraceIndex;
}

/** Owners of buckets as indexes: the account's own index where it is known, else numbers from `accounts.length` on. */
export interface Owners {
  readonly indexOf: (key: bigint) => number;
}

export function createOwners(accounts: AccountIndex): Owners {
  const unknown = new Map<bigint, number>();
  return {
    indexOf(key) {
      if (key === 0n) return NO_OWNER;
      const account = accounts.find(key);
      if (account >= 0) return account;
      const index = unknown.get(key) ?? accounts.length + unknown.size;
      unknown.set(key, index);
      return index;
    },
  };
}

interface Rows {
  readonly keys: BigUint64Array;
  readonly at: Float64Array;
  readonly accounts: Uint32Array;
  readonly owners: BigUint64Array | null;
}

class Collector {
  // Shared memory, as mining threads read them where they are.
  readonly #bucket = new Growable((length) => new Uint32Array(new SharedArrayBuffer(4 * length)));
  readonly #at = new Growable((length) => new Float64Array(new SharedArrayBuffer(8 * length)));
  readonly #account = new Growable((length) => new Uint32Array(new SharedArrayBuffer(4 * length)));
  readonly #keys = new Growable((length) => new BigUint64Array(length));
  readonly #owners = new Growable((length) => new BigUint64Array(length));
  /** Whether the owner of the last bucket is known. */
  #isOwned = false;
  #lastKey = 0n;
  #lastAt = Number.NaN;
  #lastAccount = -1;

  add({ keys, at, accounts, owners }: Rows, from: number, to: number): void {
    const count = to - from;
    const bucket = this.#bucket.reserve(count);
    const times = this.#at.reserve(count);
    const who = this.#account.reserve(count);
    const words = new Uint32Array(keys.buffer, keys.byteOffset, keys.length * 2);
    let low = Number(this.#lastKey & 0xffff_ffffn);
    let high = Number(this.#lastKey >> 32n);
    let write = this.#bucket.length;
    const start = write;
    for (let row = from; row < to; row += 1) {
      const fresh = this.#keys.length === 0 || words[2 * row] !== low || words[2 * row + 1] !== high;
      if (fresh) {
        low = words[2 * row] as number;
        high = words[2 * row + 1] as number;
        this.#keys.reserve(1)[this.#keys.length] = keys[row] as bigint;
        this.#keys.grew(1);
        if (owners !== null) {
          this.#owners.push(owners[row] as bigint);
          this.#isOwned = owners[row] !== 0n;
        }
      } else {
        // The first event that says whose the target is holds for all of them.
        if (owners !== null && !this.#isOwned && owners[row] !== 0n) {
          this.#owners.take()[this.#owners.length - 1] = owners[row] as bigint;
          this.#isOwned = true;
        }
        if (at[row] === this.#lastAt && accounts[row] === this.#lastAccount) continue;
      }
      this.#lastAt = at[row] as number;
      this.#lastAccount = accounts[row] as number;
      bucket[write] = this.#keys.length - 1;
      times[write] = this.#lastAt;
      who[write] = this.#lastAccount;
      write += 1;
    }
    this.#lastKey = (BigInt(high) << 32n) | BigInt(low);
    for (const column of [this.#bucket, this.#at, this.#account]) column.grew(write - start);
  }

  finish(kind: TraceKind, owners: Owners): KindTraces {
    const columns = {
      length: this.#bucket.length,
      bucket: this.#bucket.take(),
      at: this.#at.take(),
      account: this.#account.take(),
    };
    return {
      kind,
      columns,
      bucketKeys: this.#keys.take(),
      owners: this.#owners.length === 0 ? null : Uint32Array.from(this.#owners.take(), owners.indexOf),
    };
  }
}

/** The non-empty kinds of a source. Exact repeats (same bucket, time and account) are left out. O(rows). */
export async function readTraces(
  store: Store,
  source: TraceSource,
  window: TimeWindow,
  accounts: AccountIndex,
  owners: Owners,
): Promise<readonly KindTraces[]> {
  const collectors = source.kinds.map(() => new Collector());
  for await (const batch of store.batches(source.select, { from: window.from, to: window.to })) {
    const kinds = column(batch, 'kind', 'uint8');
    const rows: Rows = {
      keys: column(batch, 'bucket', 'uint64'),
      at: column(batch, 'at', 'float64'),
      accounts: accounts.indexesOf(column(batch, 'account', 'uint64')),
      owners: (batch.getChild('owner')?.toArray() as BigUint64Array | undefined) ?? null,
    };
    for (let start = 0; start < kinds.length; ) {
      let end = start + 1;
      while (end < kinds.length && kinds[end] === kinds[start]) end += 1;
      collectors[kinds[start] as number]?.add(rows, start, end);
      start = end;
    }
  }
  return collectors
    .map((collector, index) => collector.finish(source.kinds[index] as TraceKind, owners))
    .filter(({ columns }) => columns.length > 0);
}
