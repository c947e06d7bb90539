import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLease } from '../../../src/detection/cycles/lease.ts';
import { createRng } from '../../../src/redteam/index.ts';
import { migrate, openStore, type Store } from '../../../src/storage/index.ts';
import { createVirtualLeases } from './virtual-leases.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore({ kind: 'memory' });
  await migrate(store, { now: () => 0 });
});
afterAll(() => store.close());

/** Several holders in one time that tests set. */
function createHolders(name: string, leaseMs = 1_000) {
  let time = 0;
  return {
    at(now: number) {
      time = now;
    },
    holder: (holder: string) => createLease({ store, name, holder, leaseMs, monotonic: () => time }),
  };
}

describe('a lease', () => {
  test('is had by the first, kept by renewing, and lost by silence', async () => {
    const { at, holder } = createHolders('kept');
    const [a, b] = [holder('a'), holder('b')];
    await a.step();
    await b.step();
    expect([a.epoch, b.epoch]).toEqual([1, null]);
    for (let now = 300; now <= 3_000; now += 300) {
      at(now);
      await a.step();
      await b.step();
    }
    expect([a.epoch, b.epoch]).toEqual([1, null]);
    at(3_900);
    expect(a.epoch).toBeNull();
    await b.step();
    expect(b.epoch).toBeNull();
    at(4_000);
    await b.step();
    expect([a.epoch, b.epoch]).toEqual([null, 2]);
    expect([await a.confirm(), await b.confirm()]).toEqual([false, true]);
  });

  test('that ran out is claimed anew by who had it, where nobody else did, as another epoch', async () => {
    const { at, holder } = createHolders('busy');
    const a = holder('a');
    await a.step();
    at(90_000);
    expect(a.epoch).toBeNull();
    expect(await a.confirm()).toBe(true);
    expect(a.epoch).toBe(2);
  });

  test('that is given away is taken at once', async () => {
    const { holder } = createHolders('given');
    const [a, b] = [holder('a'), holder('b')];
    await a.step();
    await a.release();
    await b.step();
    expect([a.epoch, b.epoch]).toEqual([null, 2]);
  });

  test('that is given away is not taken back by whoever gave it, though nobody else wants it', async () => {
    const { holder } = createHolders('for good');
    const a = holder('a');
    await a.step();
    // One step is on its way.
    const late = a.step();
    await a.release();
    await late;
    await a.step();
    expect(await a.confirm()).toBe(false);
    const b = holder('b');
    await b.step();
    expect([a.epoch, b.epoch]).toEqual([null, 2]);
  });

  test('is not had twice by a holder that starts anew under another name', async () => {
    const { at, holder } = createHolders('restart');
    await holder('a first time').step();
    const again = holder('a second time');
    await again.step();
    expect(again.epoch).toBeNull();
    at(1_000);
    await again.step();
    expect(again.epoch).toBe(2);
  });
});

test.each([1, 2, 3, 4])(
  'never two lead at once, with clocks years apart and a tenth too fast or slow, sleepers and late answers (seed %i)',
  async (seed) => {
    const rng = createRng(seed);
    const world = createVirtualLeases({ store, rng, name: `s${seed}`, count: 4, leaseMs: 1_000, drift: 0.1 });
    const leaderOf = new Map<number, string>();
    let led = 0;
    for (let step = 0; step < 700; step += 1) {
      await world.advance();
      const leaders = world.holders.filter(({ lease }) => lease.epoch !== null);
      expect(leaders.length).toBeLessThanOrEqual(1);
      for (const { lease, name } of leaders) {
        led += 1;
        const epoch = lease.epoch as number;
        expect(leaderOf.get(epoch) ?? name).toBe(name);
        leaderOf.set(epoch, name);
      }
    }
    // It is no lease if nobody ever leads, or the lead never changes.
    expect(led).toBeGreaterThan(100);
    expect(leaderOf.size).toBeGreaterThan(1);
  },
);
