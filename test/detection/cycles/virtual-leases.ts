/**
 * Lease holders in a time of our own: clocks with other offsets and speeds, and every statement to the (real) store held
 * back until the scheduler lets it through, so that they interleave in any order and anybody may be asleep for long.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { createLease, type Lease } from '../../../src/detection/cycles/lease.ts';
import type { Rng } from '../../../src/redteam/index.ts';
import type { Store } from '../../../src/storage/index.ts';

export interface Holder {
  readonly name: string;
  readonly lease: Lease;
  /** Asleep until then (virtual ms): nothing that it sent goes on, nothing that it was told arrives. */
  asleepUntil: number;
}

export interface VirtualLeases {
  readonly holders: readonly Holder[];
  now(): number;
  /** One thing happens to somebody, after some time. */
  advance(): Promise<void>;
}

export function createVirtualLeases(input: {
  readonly store: Store;
  readonly rng: Rng;
  readonly name: string;
  readonly count: number;
  readonly leaseMs: number;
  /** Speeds of clocks lie within 1 ± this. */
  readonly drift: number;
}): VirtualLeases {
  const { store, rng, leaseMs } = input;
  let time = 0;
  const waiting = new Map<string, () => void>();
  const stepping = new Set<string>();

  const holders = Array.from({ length: input.count }, (_, index): Holder => {
    const name = `p${index}`;
    const offset = rng.int(1e9);
    const speed = 1 + input.drift * (2 * rng.next() - 1);
    const gate = () => new Promise<void>((pass) => waiting.set(name, pass));
    const through = async <T>(work: () => Promise<T>): Promise<T> => {
      await gate();
      const result = await work();
      await gate();
      return result;
    };
    const gated: Store = {
      ...store,
      rows: (...args) => through(() => store.rows(...args)),
      insertRows: (...args) => through(() => store.insertRows(...args)),
    };
    const monotonic = () => offset + time * speed;
    const lease = createLease({ store: gated, name: input.name, holder: name, leaseMs, monotonic });
    return { name, lease, asleepUntil: 0 };
  });

  return {
    holders,
    now: () => time,
    async advance() {
      time += rng.int(Math.ceil(leaseMs / 25));
      const holder = holders[rng.int(holders.length)] as Holder;
      if (time < holder.asleepUntil) return;
      if (rng.next() < 0.03) holder.asleepUntil = time + rng.int(5 * leaseMs);
      if (!stepping.has(holder.name)) {
        stepping.add(holder.name);
        void holder.lease.step().finally(() => stepping.delete(holder.name));
      } else {
        const pass = waiting.get(holder.name);
        waiting.delete(holder.name);
        pass?.();
      }
      while (stepping.has(holder.name) && !waiting.has(holder.name)) await turn();
    },
  };
}
