/** Campaigns that seem to have one operator, by what their accounts have in common. */
import { beforeAll, expect, test } from 'vitest';
import { readCampaign } from '../../../src/detection/index.ts';
import { storedEvents, type TestEvent } from '../../support/stored-events.ts';
import { people, START, saveRun } from './runs.ts';

const stored = storedEvents();
const DAY = 86_400_000;
let ids: readonly string[];

const account = (
  account_id: string,
  nth: number,
  registration: { device_id?: string; ip?: string; invited_by?: string },
  mcn_id: string | null = null,
): TestEvent => ({
  type: 'account',
  account_id,
  observed_at: START,
  registered_at: START - 900 * DAY + nth * 2 * DAY,
  registration,
  operator: { mcn_id },
});

beforeAll(async () => {
  await stored.add([
    ...people('r', 1, 10).map((id, n) => account(id, n, { device_id: `pool ${n % 2}`, ip: '203.0.113.7' })),
    // On the same devices and in the same hours; one of them alone is on the devices of the next.
    ...people('f', 1, 10).map((id, n) => account(id, n, { device_id: `pool ${n % 2}`, ip: '198.51.100.9' })),
    ...people('g', 1, 10).map((id, n) =>
      account(id, 20 + n, { device_id: n === 0 ? 'pool 0' : `own ${n}`, ip: '203.0.113.7' }, 'mcn 7'),
    ),
    ...people('h', 1, 10).map((id, n) =>
      account(id, 40 + n, { device_id: `h ${n}`, invited_by: 'boss' }, 'mcn 7'),
    ),
    // A carrier's address: most behind it are nobody's.
    ...people('crowd', 1, 60).map((id, n) => account(id, 60 + n, { ip: '203.0.113.7' })),
  ]);
  ids = await saveRun(stored.store, {
    hour: 1,
    clusters: ['r', 'f', 'g', 'h'].map((name) => ({ core: people(name, 1, 10) })),
  });
});

const relatedTo = async (nth: number) => (await readCampaign(stored.store, ids[nth] ?? ''))?.related;

test('devices in common tie two campaigns; one account on them, or an address that honest people share, does not', async () => {
  const [ring, farm] = ids;
  const common = [{ kind: 'device', values: 2, accounts: 10 }];
  expect(await relatedTo(0)).toEqual([{ campaign_id: farm, common }]);
  expect(await relatedTo(1)).toEqual([{ campaign_id: ring, common }]);
});

test('a declared operator in common ties two campaigns', async () => {
  const common = [{ kind: 'operator', values: 1, accounts: 10 }];
  expect(await relatedTo(2)).toEqual([{ campaign_id: ids[3], common }]);
});

test('accounts that bore a measure for another campaign are told, those whose measure was taken back are not', async () => {
  const [ring = '', farm = ''] = ids;
  const row = (seq: number, entry: string, account_id: string, body = '{}') => ({
    seq,
    prev_hash: '',
    hash: String(seq),
    at: START,
    entry,
    key: `key ${seq}`,
    plan_id: 'p',
    campaign_id: 'k_before',
    account_id,
    measure: 'label',
    actor: 'job',
    body,
  });
  const [one = '', two = '', three = ''] = people('r', 1, 3);
  await stored.store.insertRows('sanction_ledger', [
    row(1, 'apply', one),
    row(2, 'apply', two),
    row(3, 'apply', three),
    row(4, 'revert', three, '{"of":"key 3"}'),
    row(5, 'expire', two, '{"of":"key 2"}'),
  ]);
  expect((await readCampaign(stored.store, ring))?.sanctioned_before).toEqual([
    { campaign_id: 'k_before', accounts: 2 },
  ]);
  expect((await readCampaign(stored.store, farm))?.sanctioned_before).toEqual([]);
});
