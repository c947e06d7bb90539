/** A small simulated day into a store, and what is said of its accounts. */
import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunOutput, runDetection } from '../../src/cli/run-detection.ts';
import { AccountWhy } from '../../src/contract/index.ts';
import { writeScenario } from '../../src/redteam/index.ts';
import { openStore } from '../../src/storage/index.ts';
import { expectAskedAgain } from '../detection/why/asked-again.ts';
import { composeSmall, TO } from '../redteam/support.ts';

const MAIN = new URL('../../src/cli/main.ts', import.meta.url).pathname;
const root = mkdtempSync(join(tmpdir(), 'breakwater-why-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const STORE = { kind: 'embedded', directory: join(root, 'store') } as const;
const DAY = composeSmall(5, ['like-farm']);
const truth = [...DAY.truth()];
const hired = truth.filter(({ honest }) => !honest).map(({ account_id }) => account_id);
const honest = truth.filter((row) => row.honest).map(({ account_id }) => account_id);
/** Clears the screen, and turns the direction of what follows. */
const HOSTILE = '\u001b[2J\u202egnp.exe';

let found: RunOutput;
beforeAll(async () => {
  const { eventsPath } = await writeScenario({ dir: root, composition: DAY });
  const profile = { type: 'account', account_id: hired[0], observed_at: TO - 1, handle: HOSTILE };
  appendFileSync(eventsPath, `${JSON.stringify(profile)}\n`);
  found = await runDetection({
    inputs: [{ name: eventsPath, path: eventsPath, map: {}, set: {} }],
    out: join(root, 'out'),
    store: STORE,
    pseudonymKey: new Uint8Array(32).fill(7),
    signal: new AbortController().signal,
    now: TO,
  });
}, 120_000);

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function why(...args: readonly string[]): Promise<Run> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [MAIN, 'why', ...args], { cwd: root });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
}

const asJson = async (account: string) =>
  AccountWhy.parse(JSON.parse((await why(account, '--store', 'store', '--json')).stdout));

async function askAgain(told: AccountWhy): Promise<void> {
  const store = await openStore(STORE);
  try {
    await expectAskedAgain(store, told);
  } finally {
    await store.close();
  }
}

test('every account of an army is told the same cluster as in verdicts.ndjson, and every number can be found again', async () => {
  const army = found.verdicts.find(({ verdict }) => verdict === 'water_army');
  const members = army?.accounts ?? [];
  expect(members.length).toBeGreaterThan(20);
  for (const { account_id, membership } of [members[0], members.at(-1)].filter((one) => one !== undefined)) {
    const told = await asJson(account_id);
    expect(told.clusters[0]).toMatchObject({
      cluster_id: army?.cluster_id,
      verdict: 'water_army',
      probability: army?.probability,
      accounts: members.length,
      membership,
    });
    expect(told.tie.tied_to).toBeGreaterThan(0);
    expect(told.meetings.length).toBeGreaterThan(0);
    expect(told.signals).toHaveLength(army?.signals.length ?? 0);
    expect(told.against).toHaveLength(army?.against.length ?? 0);
    await askAgain(told);
  }
});

test('the bar is ln 2A of the accounts that the run looked at', async () => {
  const { run } = await asJson(hired[1] ?? '');
  expect(run.follow_nats).toBeCloseTo(Math.log(2 * found.summary.in.accounts), 0);
});

test('an honest account that stands in no cluster is told so, and what that means', async () => {
  const inClusters = new Set(
    found.verdicts.flatMap(({ accounts }) => accounts.map(({ account_id }) => account_id)),
  );
  const free = honest.find((account) => !inClusters.has(account)) ?? '';
  const told = await asJson(free);
  expect(told).toMatchObject({ clusters: [], edges: [], meetings: [], signals: [] });
  expect(told.explanation[0]?.en).toContain('accuses it of nothing');
  await askAgain(told);
  const { stdout, code } = await why(free, '--store', 'store');
  expect(code).toBe(0);
  expect(stdout).toContain('stands in no cluster of this run');
  expect(stdout).toContain('不在本次检测的任何群组中');
});

test('a hostile handle does nothing to the terminal', async () => {
  const { stdout, code } = await why(hired[0] ?? '', '--store', 'store', '--queries');
  expect(code).toBe(0);
  expect(stdout).toContain('\\u{1b}[2J\\u{202e}gnp.exe');
  expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(stdout).toContain('-- [without_edge]');
});

test('an unknown account, run or store is an error that says how to mend it', async () => {
  const account = await why('nobody', '--store', 'store');
  expect(account.code).toBe(3);
  expect(account.stderr).toMatch(/there is no account "nobody"\n {2}to mend it: check the id/);
  const run = await why(hired[0] ?? '', '--store', 'store', '--run', 'yesterday');
  expect(run.code).toBe(3);
  expect(run.stderr).toContain('there is no run "yesterday"');
  const store = await why('nobody', '--store', 'elsewhere');
  expect(store.code).toBe(2);
  expect(store.stderr).toContain('there is no store at');
});
