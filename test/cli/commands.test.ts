import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DeadLetter, Summary, VerdictLine } from '../../src/contract/index.ts';

const MAIN = new URL('../../src/cli/main.ts', import.meta.url).pathname;
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'breakwater-cli-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function breakwater(args: readonly string[], { stdin = '', interruptAfter = '' } = {}): Promise<Run> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: directory });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    if (interruptAfter !== '') {
      const poll = setInterval(() => {
        if (readdirSync(join(directory, 'kept')).some((name) => name.startsWith(interruptAfter))) {
          clearInterval(poll);
          // As npm does, which passes on what the terminal has sent to everybody.
          child.kill('SIGINT');
          setTimeout(() => child.kill('SIGINT'), 20);
        }
      }, 10);
    }
    child.on('close', (code) => done({ code, stdout, stderr }));
    child.stdin.end(stdin);
  });
}

/** Twenty accounts that like the same thirty things within seconds, in a crowd that likes at random. */
function ring(): string {
  const lines: string[] = [];
  const like = (account: string, target: string, at: number) =>
    lines.push(
      JSON.stringify({
        type: 'action',
        event_id: `e${lines.length}`,
        account_id: account,
        action: 'like',
        target_id: target,
        occurred_at: new Date(Date.UTC(2026, 4, 2) + at).toISOString(),
      }),
    );
  for (let n = 0; n < 6_000; n += 1)
    like(`crowd${n % 600}`, `p${(n * 7_919) % 997}`, (n * 104_729) % 86_400_000);
  for (let job = 0; job < 30; job += 1)
    for (let member = 0; member < 20; member += 1)
      like(`ring${member}`, `p${job * 31}`, job * 2_000_000 + member * 1_500);
  return `${lines.join('\n')}\n`;
}

test('detect leaves whole files that keep the contract, and finds the ring', async () => {
  writeFileSync(join(directory, 'events.ndjson'), ring());
  const run = await breakwater(['detect', 'events.ndjson', '--out', 'results']);
  expect(run.stderr).toBe('');
  expect(run.code).toBe(0);
  expect(run.stdout).toContain('coordinated');
  expect(readdirSync(join(directory, 'results')).sort()).toEqual([
    'accounts.csv',
    'dead-letters.ndjson',
    'edges.csv',
    'graph.gexf',
    'summary.json',
    'verdicts.ndjson',
  ]);
  const read = (name: string) => readFileSync(join(directory, 'results', name), 'utf8');
  const verdicts = read('verdicts.ndjson')
    .trim()
    .split('\n')
    .map((line) => VerdictLine.parse(JSON.parse(line)));
  const proven = verdicts.filter(({ verdict }) => verdict === 'coordinated');
  expect(proven).toHaveLength(1);
  expect(proven[0]?.accounts.map(({ account_id }) => account_id).sort()).toEqual(
    Array.from({ length: 20 }, (_, member) => `ring${member}`).sort(),
  );
  const summary = Summary.parse(JSON.parse(read('summary.json')));
  expect(summary.in).toMatchObject({ lines: 6_600, actions: 6_600, duplicates: 0, dead_letters: 0 });
  expect(read('accounts.csv').split('\n')[0]).toBe(
    'account_id,cluster_id,campaign_id,verdict,probability,membership',
  );
  expect(read('edges.csv').split('\n')[0]).toBe(
    'account_a,account_b,trace,meetings,surprise_nats,first_at,last_at',
  );
  expect(read('graph.gexf')).toContain('ring19');
});

test('bad lines become dead letters, duplicates count once, and stdin is read', async () => {
  const event =
    '{"type":"action","event_id":"e1","account_id":"a","action":"like","target_id":"p","occurred_at":"2026-05-02T10:00:00Z"}';
  const run = await breakwater(['detect', '-', '--out', 'bad', '--json'], {
    stdin: `${event}\n${event}\nnonsense\n`,
  });
  expect(run.code).toBe(0);
  expect(Summary.parse(JSON.parse(run.stdout)).in).toMatchObject({
    actions: 2,
    duplicates: 1,
    dead_letters: 1,
  });
  const letter = DeadLetter.parse(
    JSON.parse(readFileSync(join(directory, 'bad', 'dead-letters.ndjson'), 'utf8')),
  );
  expect(letter).toMatchObject({ source: '-', line: 3, raw: 'nonsense' });
});

test('too many bad lines stop the run with exit code 3 and leave nothing behind', async () => {
  const run = await breakwater(['detect', '-', '--out', 'stopped', '--max-bad', '1%'], { stdin: 'x\ny\n' });
  expect(run.code).toBe(3);
  expect(run.stderr).toContain('to mend it:');
  expect(existsSync(join(directory, 'stopped'))).toBe(false);
});

test('Ctrl-C ends with 130 and leaves the results of the run before as they were', async () => {
  writeFileSync(join(directory, 'many.ndjson'), ring());
  await breakwater(['detect', 'many.ndjson', '--out', 'kept']);
  const before = readFileSync(join(directory, 'kept', 'verdicts.ndjson'), 'utf8');
  const run = await breakwater(['detect', 'many.ndjson', '--out', 'kept'], {
    interruptAfter: '.partial',
  });
  expect(run.code).toBe(130);
  expect(run.stderr).toContain('stopped on request');
  expect(readFileSync(join(directory, 'kept', 'verdicts.ndjson'), 'utf8')).toBe(before);
  expect(readdirSync(join(directory, 'kept')).filter((name) => name.includes('partial'))).toEqual([]);
});

test('pairs prints the raw pairs of a trace', async () => {
  const csv =
    'object_id,account_id,content_id,timestamp_share\no1,a,c1,1600000000\no1,b,c2,1600000005\no1,c,c3,1600000100\no1,d\n';
  const run = await breakwater(
    ['pairs', '-', '--format', 'coortweet', '--trace', 'co-repost', '--window', '10s'],
    { stdin: csv },
  );
  expect(run.stderr).toContain('1 of 4 lines could not be used');
  expect(run.stderr).toContain('times of stdin were read as epoch seconds');
  expect(run.stdout).toBe('account_a,account_b,meetings\na,b,1\n');
});

test('a store is migrated once, checked, and its events are kept between runs', async () => {
  const missing = await breakwater(['store', 'check', 'store']);
  expect(missing.code).toBe(2);
  expect(missing.stderr).toContain('breakwater store migrate store');
  expect(existsSync(join(directory, 'store'))).toBe(false);
  expect((await breakwater(['store', 'migrate', 'store'])).stdout).toContain('applied 1');
  expect((await breakwater(['store', 'migrate', 'store'])).stdout).toContain('Nothing to do');
  writeFileSync(join(directory, 'kept.ndjson'), ring());
  const detect = ['detect', 'kept.ndjson', '--store', 'store', '--out', 'from-store', '--json'];
  const first = Summary.parse(JSON.parse((await breakwater(detect)).stdout));
  const second = Summary.parse(JSON.parse((await breakwater(detect)).stdout));
  expect(first.in.duplicates).toBe(0);
  expect(second.in.duplicates).toBe(6_600);
  expect(second.out).toEqual(first.out);
  const check = JSON.parse((await breakwater(['store', 'check', 'store', '--json'])).stdout);
  expect(check.pending).toEqual([]);
  expect(existsSync(join(directory, 'store.key'))).toBe(true);
}, 180_000);

test('wrong usage says what is right, with exit code 2', async () => {
  for (const args of [
    ['detect'],
    ['detect', 'x', '--outt', 'o'],
    ['detekt'],
    ['pairs', '-', '--trace', 'co-lick'],
    ['redteam', '--only', 'like-frm'],
    ['campaigns', 'list', '--store', 'no-such-store'],
    ['detect', 'x', '--out', 'o', '--max-bad', 'few'],
  ]) {
    const run = await breakwater(args);
    expect(run.code, args.join(' ')).toBe(2);
    expect(run.stderr.length, args.join(' ')).toBeGreaterThan(20);
  }
  expect((await breakwater(['detect', 'no-such-file', '--out', 'o'])).code).toBe(3);
});

test('a reader that has seen enough ends the command without a word', async () => {
  writeFileSync(join(directory, 'piped.ndjson'), ring());
  const child = spawn(
    process.execPath,
    [MAIN, 'pairs', 'piped.ndjson', '--trace', 'co-like', '--window', 'inf'],
    {
      cwd: directory,
    },
  );
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((done) => child.on('close', done));
  expect(stderr).toBe('');
  expect(code).toBe(0);
});

test('--version prints the version of the package', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect((await breakwater(['--version'])).stdout).toBe(`${version}\n`);
});
