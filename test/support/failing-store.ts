/** A store that dies at a chosen write: before it, or after it, as a process that is killed there would. */
import type { Store } from '../../src/storage/index.ts';

export class Killed extends Error {}

/** `at`: the number of the write, from 1; `counts.writes` says how many there were. */
export function failingStore(
  store: Store,
  at: number,
  moment: 'before' | 'after',
): Store & { readonly counts: { writes: number } } {
  const counts = { writes: 0 };
  const write = async (perform: () => Promise<void>): Promise<void> => {
    counts.writes++;
    if (counts.writes > at) throw new Killed('dead');
    if (counts.writes === at && moment === 'before') throw new Killed('dead');
    await perform();
    if (counts.writes === at) throw new Killed('dead');
  };
  return {
    counts,
    location: store.location,
    command: (...given) => write(() => store.command(...given)),
    rows: (...given) => (counts.writes >= at ? Promise.reject(new Killed('dead')) : store.rows(...given)),
    batches: (...given) => store.batches(...given),
    insertArrow: (...given) => write(() => store.insertArrow(...given)),
    insertRows: (...given) => write(() => store.insertRows(...given)),
    close: () => Promise.resolve(),
  };
}
