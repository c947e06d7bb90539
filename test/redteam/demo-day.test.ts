import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError, BreakwaterEvent } from '../../src/contract/index.ts';
import { DEMO_SEED, demoDay, writeScenario } from '../../src/redteam/index.ts';
import { composeSmall, TO } from './support.ts';

const day = demoDay();
const events = [...day.events()];
const truth = [...day.truth()];

function digest(lines: Iterable<unknown>): string {
  const hash = createHash('sha256');
  let chunk = '';
  for (const line of lines) {
    chunk += `${JSON.stringify(line)}\n`;
    if (chunk.length < 65_536) continue;
    hash.update(chunk);
    chunk = '';
  }
  hash.update(chunk);
  return hash.digest('hex');
}

describe('the demonstration day', () => {
  test('has between 190,000 and 215,000 events', () => {
    expect(events.length).toBeGreaterThan(190_000);
    expect(events.length).toBeLessThan(215_000);
  });

  test('holds nothing that the contract refuses, and nothing that it would drop', () => {
    const bad = events.filter((event) => {
      const read = BreakwaterEvent.safeParse(event);
      return !read.success || JSON.stringify(read.data) !== JSON.stringify(event);
    });
    expect(bad).toEqual([]);
  });

  test('is in order of time and within the day', () => {
    let last = day.from;
    for (const event of events) {
      const time =
        event.type === 'account'
          ? event.observed_at
          : event.type === 'action'
            ? event.occurred_at
            : event.reported_at;
      const at = Date.parse(String(time));
      if (at < last || at >= day.to)
        expect.fail(`${JSON.stringify(event)} after ${new Date(last).toISOString()}`);
      last = at;
    }
    expect(last).toBeGreaterThan(day.to - 60_000);
  });

  test('its truth names each account once, and each account has one account event', () => {
    const named = truth.map((row) => row.account_id);
    expect(new Set(named).size).toBe(named.length);
    const observed = events.flatMap((event) => (event.type === 'account' ? [event.account_id] : []));
    expect(observed.toSorted()).toEqual(named.toSorted());
    const acting = new Set(events.flatMap((event) => (event.type === 'action' ? [event.account_id] : [])));
    const known = new Set(named);
    expect([...acting].filter((id) => !known.has(id))).toEqual([]);
  });

  test('no two actions share an event id', () => {
    const ids = events.flatMap((event) => (event.type === 'action' ? [event.event_id] : []));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('has every pattern of the map, and five honest look-alikes', () => {
    const groups = Map.groupBy(truth, (row) => row.group);
    const patterns = new Set(truth.flatMap((row) => row.pattern ?? []));
    expect(patterns.size).toBe(6);
    const lookAlikes = [...groups].filter(
      ([group, rows]) => group !== null && rows.every((row) => row.honest),
    );
    expect(lookAlikes).toHaveLength(5);
  });

  test('uses private and documentation addresses and reserved domains only', () => {
    const addresses = new Set(events.flatMap((e) => (e.type === 'action' ? [String(e.client?.ip)] : [])));
    const reserved = /^(10\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|2001:db8:)/;
    expect([...addresses].filter((ip) => !reserved.test(ip))).toEqual([]);
    const urls = events.flatMap((e) => (e.type === 'action' ? (e.urls ?? []) : []));
    const hosts = new Set(urls.map((url) => new URL(url).hostname));
    expect(hosts.size).toBeGreaterThan(10);
    expect([...hosts].filter((host) => !/\.(example|test)$/.test(host))).toEqual([]);
  });

  test('no form tells the honest from the hired: same fields, same ids, milliseconds everywhere', () => {
    const honest = new Map(truth.map((row) => [row.account_id, row.honest]));
    const forms = { true: new Set<string>(), false: new Set<string>() };
    const roundSeconds = { true: 0, false: 0 };
    for (const event of events) {
      const side = String(honest.get(event.account_id)) as 'true' | 'false';
      const shape = (value: unknown): string =>
        value !== null && typeof value === 'object' && !Array.isArray(value)
          ? `{${Object.entries(value).map(([key, inner]) => `${key}:${shape(inner)}`)}}`
          : '';
      forms[side].add(event.type + shape(event));
      if (event.type === 'account' && String(event.registered_at).endsWith('.000Z')) roundSeconds[side]++;
    }
    expect(forms.true).toEqual(forms.false);
    expect(roundSeconds.true).toBeLessThan(60);
    expect(roundSeconds.false).toBeLessThan(4);
    expect(truth.filter((row) => !/^[0-9a-f]{16}$/.test(row.account_id))).toEqual([]);
  });

  test('the same seed gives the same bytes, another seed gives others', () => {
    const first = digest(events);
    expect(digest(demoDay(DEMO_SEED).events())).toBe(first);
    const other = demoDay(DEMO_SEED + 1);
    const otherEvents = [...other.events()];
    expect(digest(otherEvents)).not.toBe(first);
    expect(otherEvents.length).toBeGreaterThan(190_000);
    expect(otherEvents.length).toBeLessThan(215_000);
    const ids = new Set(events.map((event) => event.account_id));
    expect(ids.size).toBe(truth.length);
  });
});

describe('writing a scenario', () => {
  let dir = '';
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'breakwater-redteam-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  test('leaves the events and the truth, line for line', async () => {
    const composition = composeSmall(3, ['like-farm'], {}, TO);
    const written = await writeScenario({ dir: join(dir, 'new', 'folder'), composition });
    const lines = (await readFile(written.eventsPath, 'utf8')).trimEnd().split('\n');
    expect(lines).toEqual([...composition.events()].map((event) => JSON.stringify(event)));
    expect(written.events).toBe(lines.length);
    const [header, ...rows] = (await readFile(written.truthPath, 'utf8')).trimEnd().split('\n');
    expect(header).toBe('account_id,group,honest,pattern,role');
    expect(rows).toHaveLength(written.accounts);
    expect(
      rows.filter((row) => /^[0-9a-f]{16},like-farm,false,engagement_boost,(aged|batch) puppet$/.test(row)),
    ).toHaveLength(80);
    expect(rows.filter((row) => /^[0-9a-f]{16},,true,,resident$/.test(row))).toHaveLength(1500);
  });

  test('says where it cannot write', async () => {
    const file = join(dir, 'a-file');
    await writeFile(file, '');
    const failing = writeScenario({ dir: file, composition: composeSmall(1, []) });
    await expect(failing).rejects.toMatchObject({
      code: 'bad-usage',
      message: expect.stringContaining(file),
    });
    await expect(failing).rejects.toBeInstanceOf(AppError);
  });

  test('stops when it is cancelled', async () => {
    const failing = writeScenario({ dir, composition: composeSmall(1, []), signal: AbortSignal.abort() });
    await expect(failing).rejects.toMatchObject({ code: 'cancelled' });
  });
});
