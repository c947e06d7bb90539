import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claim, latestClaim } from '../../../src/detection/cycles/claims.ts';
import type { Store } from '../../../src/storage/index.ts';
import { ENGINES, type StartedStore } from '../../support/engines.ts';

describe.each(ENGINES)('claims in a %s store', (_name, start) => {
  let started: StartedStore;
  let store: Store;
  beforeAll(async () => {
    started = await start();
    store = started.store;
  });
  afterAll(() => started.stop());

  test('of many at once one wins, and all are told the same', async () => {
    for (let number = 1; number <= 8; number += 1) {
      const holders = Array.from({ length: 12 }, (_, i) => `p${(i * 5 + number) % 12}`);
      const winners = await Promise.all(
        holders.map((holder) => claim(store, { name: 'race', number, holder, value: `run of ${holder}` })),
      );
      expect(new Set(winners.map(({ holder }) => holder)).size).toBe(1);
      expect(winners[0]?.value).toBe(`run of ${winners[0]?.holder}`);
    }
    const [row] = await store.rows("SELECT count() AS n FROM claims WHERE name = 'race'");
    expect(Number(row?.n)).toBe(8);
  });

  test('what is claimed stays claimed, and the newest is found', async () => {
    expect(await latestClaim(store, 'one')).toBeNull();
    for (const number of [3, 2, 3]) await claim(store, { name: 'one', number, holder: 'a', value: '' });
    expect((await claim(store, { name: 'one', number: 3, holder: 'b', value: '' })).holder).toBe('a');
    expect((await latestClaim(store, 'one'))?.number).toBe(3);
  });
});
