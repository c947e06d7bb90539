/** A new pseudonym key, tried: what still matches, what no longer does, and what is left of a stolen key. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ingestFiles } from '../../src/ingest/index.ts';
import { forgetPseudonyms, type Store } from '../../src/storage/index.ts';
import { ENGINES, type StartedStore } from '../support/engines.ts';

const NOW = Date.UTC(2026, 5, 1);
const OLD_KEY = new Uint8Array(32).fill(1);
const NEW_KEY = new Uint8Array(32).fill(2);
const DEVICES = 5;
const PER_DEVICE = 4;

/** Actions of 20 accounts on 5 devices in 2 networks, and the accounts' registrations; `from` numbers the actions. */
function events(from: number) {
  return Array.from({ length: DEVICES * PER_DEVICE }, (_, n) => {
    const client = { ip: `203.0.${n % 2}.${n}`, device_id: `d${n % DEVICES}` };
    const account_id = `u${n}`;
    return [
      {
        type: 'account',
        account_id,
        observed_at: NOW - 5_000,
        registration: { ...client, email_domain: 'mail.example', phone_prefix: '170' },
      },
      {
        type: 'action',
        event_id: `e${from + n}`,
        account_id,
        action: 'like',
        target_id: 'p',
        occurred_at: NOW - 1_000,
        client,
      },
    ];
  }).flat();
}

describe.each(ENGINES)('a new key on the %s engine', (_, start) => {
  let started: StartedStore;
  let store: Store;
  let directory: string;

  async function ingest(list: readonly unknown[], pseudonymKey: Uint8Array): Promise<void> {
    const path = join(directory, `events-${pseudonymKey[0]}-${list.length}.ndjson`);
    await writeFile(path, list.map((event) => `${JSON.stringify(event)}\n`).join(''));
    const inputs = [{ name: path, path, map: {}, set: {} }];
    const { deadLetters } = await ingestFiles({
      inputs,
      store,
      options: { now: NOW, pseudonymKey, workers: 0 },
    });
    expect(deadLetters).toBe(0);
  }
  const one = async (sql: string) => (await store.rows(sql))[0];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'breakwater-rotation-'));
    started = await start();
    store = started.store;
    await ingest(events(0), OLD_KEY);
    // After the rotation the platform sends twenty new actions, and the twenty old ones once more.
    await ingest([...events(100), ...events(0)], NEW_KEY);
  });
  afterAll(async () => {
    await started.stop();
    await rm(directory, { recursive: true });
  });

  test('counts no event twice, though it was seen under both keys', async () => {
    expect(await one('SELECT count() AS n FROM actions FINAL')).toEqual({ n: '40' });
    expect(await one('SELECT count() AS n FROM accounts_now')).toEqual({ n: '20' });
  });

  test('parts a device from what it was, and joins no two that were apart', async () => {
    const rows = await store.rows(
      `SELECT device, groupUniqArray(toUInt32(substring(account_id, 2)) % ${DEVICES}) AS real FROM actions GROUP BY device`,
    );
    expect(rows).toHaveLength(2 * DEVICES);
    for (const { real } of rows) expect(real).toHaveLength(1);
    expect(await one('SELECT uniqExact(network) AS n FROM actions')).toEqual({ n: '4' });
    expect(
      await one('SELECT uniqExact(reg_phone_prefix) AS n, uniqExact(reg_email_domain) AS m FROM accounts'),
    ).toEqual({ n: '2', m: '2' });
  });

  test('after a theft nothing under the old key is left, and new events are hashed as before', async () => {
    const counted = await forgetPseudonyms(store, { apply: false });
    expect(counted).toEqual({ actions: 60, accounts: 60 });
    expect(await forgetPseudonyms(store, { apply: true })).toEqual(counted);
    expect(await forgetPseudonyms(store, { apply: false })).toEqual({ actions: 0, accounts: 0 });
    expect(await one('SELECT count() AS n FROM actions FINAL')).toEqual({ n: '40' });
    await ingest(events(200), NEW_KEY);
    expect(await forgetPseudonyms(store, { apply: false })).toEqual({ actions: 20, accounts: 20 });
    expect(await one('SELECT uniqExact(device) AS n FROM actions FINAL WHERE device != 0')).toEqual({
      n: String(DEVICES),
    });
  });
});
