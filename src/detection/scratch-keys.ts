/** Keys that queries ask for, written into the store: there may be more than a parameter holds. */
import { randomBytes } from 'node:crypto';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import type { Store } from '../storage/index.ts';

/** Rows of one insert, below the engine's limit for all or nothing. */
const CHUNK = 1_000_000;

/** Lets queries see the keys as the scratch job that `ask` is given (see `ASKED` in traces), and forgets them afterwards. */
export async function withScratchKeys<T>(
  store: Store,
  keys: ReadonlySet<bigint>,
  ask: (job: bigint) => Promise<T>,
): Promise<T> {
  const job = randomBytes(8).readBigUInt64BE();
  const sorted = BigUint64Array.from(keys).sort();
  for (let from = 0; from < sorted.length; from += CHUNK) {
    const key = sorted.slice(from, from + CHUNK);
    const columns = { job: new BigUint64Array(key.length).fill(job), key };
    await store.insertArrow('scratch_keys', tableToIPC(tableFromArrays(columns), 'stream'));
  }
  try {
    return await ask(job);
  } finally {
    if (sorted.length > 0)
      await store.command('ALTER TABLE scratch_keys DROP PARTITION {job:UInt64}', { job });
  }
}
