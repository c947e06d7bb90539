/** What detection asks of the engine, and how it is asked. */
import { beforeEach, expect, test } from 'vitest';
import { readFacts } from '../../../src/detection/facts/read-facts.ts';
import { withScratchKeys } from '../../../src/detection/scratch-keys.ts';
import { sipHash64 } from '../../../src/detection/sip-hash.ts';
import { storedEvents, type TestEvent } from '../../support/stored-events.ts';

const stored = storedEvents();
beforeEach(() => stored.clear());

const T = Date.UTC(2026, 4, 2);
const DAY = 86_400_000;
const like = (event_id: string, account_id: string, occurred_at: number): TestEvent => ({
  type: 'action',
  event_id,
  account_id,
  action: 'like',
  target_id: 'p1',
  occurred_at,
});

test('a text has the hash that the engine gives it', async () => {
  const texts = ['', 'a', 'p1', 'exactly8', '#话题', '😀'.repeat(40), 'x'.repeat(255), 'y'.repeat(256)];
  const rows = await stored.store.rows(
    'SELECT toString(sipHash64(text)) AS hash FROM (SELECT arrayJoin({texts:Array(String)}) AS text)',
    { texts },
  );
  expect(texts.map((text) => String(sipHash64(text)))).toEqual(rows.map(({ hash }) => hash));
});

test('a query sees the keys of its job and no others, and nothing is left of them', async () => {
  const ask = (keys: readonly bigint[]) =>
    withScratchKeys(stored.store, new Set(keys), async (job) =>
      (
        await stored.store.rows(
          'SELECT toString(key) AS key FROM scratch_keys WHERE job = {job:UInt64} ORDER BY key',
          {
            job,
          },
        )
      ).map(({ key }) => BigInt(String(key))),
    );
  const large = (1n << 64n) - 1n;
  expect(await Promise.all([ask([7n, large]), ask([8n]), ask([])])).toEqual([[large, 7n], [8n], []]);
  const failed = withScratchKeys(stored.store, new Set([1n]), () =>
    Promise.reject(new Error('asked in vain')),
  );
  await expect(failed).rejects.toThrow('asked in vain');
  expect(await stored.store.rows('SELECT key FROM scratch_keys')).toEqual([]);
});

test('an event with two times far apart is one act in a window with both, the same in any order of arrival', async () => {
  const claims = Array.from({ length: 20 }, (_, n) => [
    like(`e${n}`, `early${n}`, T + n),
    like(`e${n}`, `late${n}`, T + 2 * DAY + n),
  ]);
  const actsIn = async (from: number, to: number) => {
    const { facts, accounts } = await readFacts(stored.store, { from, to });
    const { at, account, length } = facts.acts;
    return Array.from({ length }, (_, act) => `${accounts.keys[account[act] as number]} ${at[act]}`);
  };
  const early = claims.map(([first]) => first as TestEvent);
  const late = claims.map(([, second]) => second as TestEvent);
  await stored.add(early, late);
  const both = await actsIn(T, T + 3 * DAY);
  expect(both).toHaveLength(20);
  // Neither the first nor the last always wins: it is decided by content.
  const wonEarly = both.filter((act) => Number(act.split(' ')[1]) < T + DAY).length;
  expect(wonEarly).toBeGreaterThan(0);
  expect(wonEarly).toBeLessThan(20);
  // A window that sees one of the two counts that one.
  expect(await actsIn(T, T + DAY)).toHaveLength(20);
  await stored.clear();
  await stored.add(late, early);
  expect(await actsIn(T, T + 3 * DAY)).toEqual(both);
});
