/** What values are called on the platform: targets, links, topics; or their hash. */
import type { Store } from '../storage/index.ts';
import { withScratchKeys } from './scratch-keys.ts';
import type { TimeWindow } from './time-window.ts';

/** A query for names, as a trace source has it; null for values that have none. */
export type NameQuery = string | null;

/** Collects whose names are wanted. */
export class WantedNames {
  readonly #byQuery = new Map<string, Set<bigint>>();

  add(query: NameQuery, key: bigint): void {
    if (query === null) return;
    const keys = this.#byQuery.get(query);
    if (keys === undefined) this.#byQuery.set(query, new Set([key]));
    else keys.add(key);
  }

  get byQuery(): ReadonlyMap<string, ReadonlySet<bigint>> {
    return this.#byQuery;
  }
}

export interface Names {
  /** The name of a key that was wanted of this query; the hex of the key where there is none. */
  of(query: NameQuery, key: bigint): string;
}

/** One read of the window for each query. */
export async function readNames(store: Store, window: TimeWindow, wanted: WantedNames): Promise<Names> {
  const names = new Map<string, ReadonlyMap<bigint, string>>();
  for (const [query, keys] of wanted.byQuery) {
    const rows = await withScratchKeys(store, keys, (job) =>
      store.rows(query, { job, from: window.from, to: window.to }),
    );
    names.set(query, new Map(rows.map((row) => [BigInt(String(row.bucket)), String(row.name)])));
  }
  return { of: (query, key) => names.get(query ?? '')?.get(key) ?? key.toString(16) };
}
