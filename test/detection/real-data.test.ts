/** What the published data sets show: parity with another tool, a real ring, and a real batch of registrations. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, expect, test } from 'vitest';
import type { VerdictLine } from '../../src/contract/index.ts';
import { detect, rawPairsOf } from '../../src/detection/index.ts';
import { inputsFromFlags, readInputsFile } from '../../src/ingest/index.ts';
import { traceKind } from '../../src/traces/index.ts';
import { describeRealData, realFile } from '../support/real-data.ts';
import { storedEvents } from '../support/stored-events.ts';

const events = storedEvents();

const table = async (name: string): Promise<readonly Record<string, string>[]> =>
  parse(await readFile(realFile(name)), { columns: true });

/** Accounts in clusters that pass. */
const accountsOf = (verdicts: readonly VerdictLine[], pass: (verdict: VerdictLine) => boolean) =>
  new Set(verdicts.filter(pass).flatMap(({ accounts }) => accounts.map(({ account_id }) => account_id)));

/** Runs everything over files with a mapping each, through an inputs file as a user would write it. */
async function detectInputs(inputs: readonly object[]): Promise<readonly VerdictLine[]> {
  const path = join(events.directory, 'inputs.yaml');
  // JSON is YAML.
  await writeFile(path, JSON.stringify({ inputs }));
  await events.clear();
  await events.ingest(await readInputsFile(path));
  return (await detect({ store: events.store, runId: `real ${inputs.length}` })).verdicts;
}

const COORTWEET = [
  'coortweet/russian_coord_tweets.csv',
  'coortweet/expected_edges_tw10.csv',
  'coortweet/expected_edges_tw60.csv',
];
describeRealData('reposts of a published coordination data set', COORTWEET, () => {
  beforeAll(async () => {
    await events.clear();
    await events.ingest(inputsFromFlags({ files: [realFile(COORTWEET[0] as string)], format: 'coortweet' }));
  });

  test.each([
    { seconds: 10, expected: COORTWEET[1] as string },
    { seconds: 60, expected: COORTWEET[2] as string },
  ])('the pairs that shared within $seconds s are those of $expected', async ({ seconds, expected }) => {
    const found: string[] = [];
    for await (const { account_a, account_b } of rawPairsOf(
      events.store,
      traceKind('co-repost'),
      seconds * 1_000,
    ))
      found.push(`${account_a} ${account_b}`);
    const rows = await table(expected);
    expect(rows.length).toBeGreaterThan(1_000);
    expect(found).toEqual(rows.map(({ from = '', to = '' }) => [from, to].sort().join(' ')).sort());
  });
});

const STARS = ['ring', 'organic_viral', 'suspected'].map((name) => `github_stars/${name}_stars.csv`);
describeRealData('stars for hire beside a repository that went viral', STARS, () => {
  let proven: ReadonlySet<string>;
  beforeAll(async () => {
    const map = { account_id: 'account', target_id: 'repo', occurred_at: 'starred_at' };
    const set = { type: 'action', action: 'like' };
    const verdicts = await detectInputs(STARS.map((name) => ({ file: realFile(name), map, set })));
    proven = accountsOf(verdicts, ({ verdict }) => verdict === 'coordinated' || verdict === 'water_army');
  });

  test('of the ring accounts with three stars or more, 90 % are in proven clusters', async () => {
    const stars = new Map<string, number>();
    for (const { account = '' } of await table(STARS[0] as string))
      stars.set(account, (stars.get(account) ?? 0) + 1);
    const busy = [...stars].filter(([, count]) => count >= 3).map(([account]) => account);
    expect(busy).toHaveLength(237);
    expect(busy.filter((account) => proven.has(account)).length / busy.length).toBeGreaterThanOrEqual(0.9);
  });

  test("none of the viral repository's accounts is", async () => {
    const organic = (await table(STARS[1] as string)).map(({ account = '' }) => account);
    expect(organic.length).toBeGreaterThan(3_000);
    expect(organic.filter((account) => proven.has(account))).toEqual([]);
  });
});

const IRA = 'reddit_ira/accounts.csv';
const VIRAL = STARS[1] as string;
describeRealData('accounts of a troll farm among organic ones', [IRA, VIRAL], () => {
  let farmed: ReadonlySet<string>;
  beforeAll(async () => {
    const set = { type: 'account' };
    const verdicts = await detectInputs([
      { file: realFile(IRA), map: { registered_at: 'created_utc', handle: 'name' }, set },
      { file: realFile(VIRAL), map: { account_id: 'account', registered_at: 'account_created_at' }, set },
    ]);
    farmed = accountsOf(
      verdicts,
      ({ patterns, signals }) =>
        patterns.includes('account_farming') &&
        signals.some(({ id, weight_nats }) => id === 'batch_registration' && weight_nats > 0),
    );
  });

  test('of those created from 2015-05-14 to 2015-05-17, 95 % are found as batches of registrations', async () => {
    const batch = (await table(IRA))
      .filter(({ created_utc }) => {
        const at = Number(created_utc) * 1_000;
        return at >= Date.UTC(2015, 4, 14) && at < Date.UTC(2015, 4, 18);
      })
      .map(({ account_id = '' }) => account_id);
    expect(batch.length).toBeGreaterThan(500);
    expect(batch.filter((account) => farmed.has(account)).length / batch.length).toBeGreaterThanOrEqual(0.95);
  });

  test('none of the organic accounts is', async () => {
    const organic = (await table(VIRAL)).map(({ account = '' }) => account);
    expect(organic.length).toBeGreaterThan(3_000);
    expect(organic.filter((account) => farmed.has(account))).toEqual([]);
  });
});
