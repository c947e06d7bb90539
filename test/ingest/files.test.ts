import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decompress } from '../../src/ingest/decompress.ts';
import { ingestFiles, type Progress } from '../../src/ingest/index.ts';
import { file, KEY, like, line, NOW, run, STDIN, stdinOf, temporary } from './helpers.ts';

const LINES = Array.from({ length: 3000 }, (_, i) =>
  line({ event_id: `e${i}`, text: `text number ${(i * 7919) % 3001}` }),
);
const TEXT = LINES.join('');

describe('compressed inputs are read as the plain one is', () => {
  const half = TEXT.indexOf('\n', TEXT.length / 2) + 1;
  const inTwo = (compress: (text: string) => Buffer) =>
    Buffer.concat([compress(TEXT.slice(0, half)), compress(TEXT.slice(half))]);
  test.each([
    ['plain', 'a.ndjson', Buffer.from(TEXT)],
    ['gzip', 'a.ndjson.gz', gzipSync(TEXT)],
    ['gzip of two members', 'a.ndjson.gz', inTwo(gzipSync)],
    ['zstd', 'a.jsonl.zst', zstdCompressSync(TEXT)],
    ['zstd of two frames', 'a.jsonl.zst', inTwo(zstdCompressSync)],
    ['gzip without the ending', 'a.json', gzipSync(TEXT)],
    ['an unknown name', 'events', Buffer.from(TEXT)],
  ])('%s', async (_, name, bytes) => {
    const { result, tables } = await run([await file(name, bytes)]);
    expect(result).toMatchObject({ lines: 3000, events: 3000, deadLetters: 0, bytes: bytes.length });
    expect(tables.actions?.map((row) => row.event_id)).toEqual(LINES.map((_, i) => `e${i}`));
    expect(result.inputs).toMatchObject([{ name, format: 'ndjson', times: 'ISO 8601' }]);
  });

  test.each([
    ['ndjson', TEXT],
    ['gzip', gzipSync(TEXT)],
    ['zstd', zstdCompressSync(TEXT)],
    ['csv', `type,account_id\n${'account,u1\n'.repeat(3000)}`],
    ['tsv', `type\taccount_id\n${'account\tu1\n'.repeat(3000)}`],
  ])('%s on stdin, in pieces of 7 bytes, is told by its first bytes', async (_, content) => {
    const bytes = Buffer.from(content).subarray(0, 200_000);
    const whole = Buffer.from(content);
    const pieces = function* () {
      for (let at = 0; at < 700; at += 7) yield bytes.subarray(at, at + 7);
      yield whole.subarray(700);
    };
    const { result } = await run([STDIN], { stdin: Readable.from(pieces()) });
    expect(result).toMatchObject({ events: 3000, deadLetters: 0 });
  });
});

test.each([1, 100, 1021, 65_536])('zstd frames are joined, fed %i bytes at a time', async (size) => {
  const texts = ['first', TEXT.slice(0, 50_000), '', 'last'];
  const bytes = Buffer.concat(texts.map((text) => zstdCompressSync(text)));
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const read: Uint8Array[] = [];
  for await (const chunk of decompress(pieces(), 'zstd')) read.push(chunk);
  expect(Buffer.concat(read).toString()).toBe(texts.join(''));
});

describe('an input that cannot be read stops the run and says how to mend it', () => {
  const failure = async (name: string, content: string | Uint8Array) =>
    run([await file(name, content)]).then(
      () => 'no failure',
      (error: { code: string; message: string; fix: string }) =>
        `${error.code}: ${error.message} → ${error.fix}`,
    );
  const cut = (bytes: Buffer) => bytes.subarray(0, bytes.length - 20);

  test.each([
    [
      'a cut-off gzip',
      'a.ndjson.gz',
      cut(gzipSync(TEXT)),
      /^bad-input: .*a\.ndjson\.gz is compressed and cut off.* → copy/,
    ],
    [
      'a cut-off zstd',
      'a.ndjson.zst',
      cut(zstdCompressSync(TEXT)),
      /^bad-input: .* is compressed and cut off/,
    ],
    ['a damaged gzip', 'a.ndjson.gz', gzipSync(TEXT).fill(7, 500, 700), /^bad-input: .* is damaged: /],
    [
      'garbage behind a zstd frame',
      'a.ndjson.zst',
      Buffer.concat([zstdCompressSync(TEXT), Buffer.from('garbage')]),
      /^bad-input: .* is damaged: /,
    ],
    ['a gzip in name only', 'a.ndjson.gz', TEXT, /^bad-input: .* is named \.gz but does not begin like one/],
    ['an empty gzip', 'a.ndjson.gz', '', /^bad-input: /],
    [
      'UTF-16',
      'a.ndjson',
      Buffer.from(`\ufeff${TEXT}`, 'utf16le'),
      /^bad-input: .* is UTF-16 → convert it: iconv/,
    ],
    [
      'an unknown format',
      'a.txt',
      'hello\nworld\n',
      /^bad-input: .* cannot tell the format.* → name it: --format/,
    ],
  ])('%s', async (_, name, content, expected) => {
    expect(await failure(name, content)).toMatch(expected);
  });

  test('a missing file', async () => {
    const missing = { ...STDIN, name: 'no/such.csv', path: 'no/such.csv' };
    await expect(run([missing])).rejects.toMatchObject({
      code: 'input-missing',
      message: 'ingest/open-input: no/such.csv does not exist',
    });
  });

  test('a directory', async () => {
    const path = join(await temporary(), 'd.ndjson');
    await mkdir(path);
    await expect(run([{ ...STDIN, name: 'd', path }])).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('an empty file is no failure', async () => {
    expect((await run([await file('a.ndjson', '')])).result).toMatchObject({ lines: 0, events: 0 });
    expect((await run([await file('a.csv', '')])).result).toMatchObject({ lines: 0, events: 0 });
  });
});

describe('maxBad', () => {
  const mixed = (good: number, bad: number) =>
    stdinOf(...Array.from({ length: bad }, (_, i) => line({ account_id: i })), line().repeat(good));
  const withLimit = (maxBad: { share: number } | { count: number }, good: number, bad: number) =>
    run([STDIN], { stdin: mixed(good, bad), maxBad });

  test('a share is kept at exactly it and broken above it', async () => {
    expect((await withLimit({ share: 0.01 }, 198, 2)).result.deadLetters).toBe(2);
    await expect(withLimit({ share: 0.01 }, 197, 3)).rejects.toMatchObject({ code: 'too-many-bad-lines' });
  });

  test('of few lines is looked at when all are read', async () => {
    await expect(withLimit({ share: 0.01 }, 9, 1)).rejects.toMatchObject({ code: 'too-many-bad-lines' });
    await expect(withLimit({ share: 0.2 }, 9, 1)).resolves.toBeDefined();
  });

  test('a count is kept at exactly it and broken above it', async () => {
    expect((await withLimit({ count: 3 }, 1, 3)).result.deadLetters).toBe(3);
    await expect(withLimit({ count: 3 }, 1000, 4)).rejects.toMatchObject({ code: 'too-many-bad-lines' });
    await expect(withLimit({ count: 0 }, 1000, 1)).rejects.toMatchObject({ code: 'too-many-bad-lines' });
  });

  test('stops before the end, and names the most frequent reasons with an example each', async () => {
    const bad = Array.from({ length: 200 }, (_, i) => (i % 4 === 0 ? 'x\n' : line({ account_id: i })));
    let read = 0;
    function* endless() {
      for (; read < 1_000_000; read++) yield Buffer.from(bad.join(''));
    }
    const stopped = run([STDIN], {
      stdin: Readable.from(endless()),
      maxBad: { share: 0.5 },
      runBytes: 4096,
      workers: 1,
    });
    await expect(stopped).rejects.toThrow(
      /lines are bad, 50% allowed:\n {2}\d+ × -:2: account_id: expected a string, got number 1 — .*\n {4}\{.*\n {2}\d+ × -:1: not JSON.*\n {4}x$/,
    );
    expect(read).toBeLessThan(10_000);
  });
});

test('stopping on request ends a run that waits for input', async () => {
  const stop = new AbortController();
  const stdin = new Readable({ read() {} });
  stdin.push(line());
  setTimeout(() => stop.abort(), 50);
  await expect(run([STDIN], { stdin, signal: stop.signal })).rejects.toMatchObject({ code: 'cancelled' });
});

test('a store that fails stops the run with its own error', async () => {
  const broken = new Error('disk full');
  const ingest = ingestFiles({
    inputs: [STDIN],
    store: { insertArrow: () => Promise.reject(broken) },
    options: { now: NOW, pseudonymKey: KEY, stdin: stdinOf(TEXT.repeat(20)), batchRows: 100, workers: 1 },
  });
  await expect(ingest).rejects.toBe(broken);
});

test('progress grows to the end, in bytes as they stand in the files', async () => {
  const inputs = [await file('a.ndjson.gz', gzipSync(TEXT)), await file('b.ndjson', `${TEXT}bad\n`)];
  const told: Progress[] = [];
  const total = gzipSync(TEXT).length + TEXT.length + 4;
  await ingestFiles({
    inputs,
    store: { insertArrow: async () => {} },
    options: { now: NOW, pseudonymKey: KEY, runBytes: 50_000, workers: 0 },
    onProgress: (progress) => told.push(progress),
  });
  expect(told.length).toBeGreaterThan(10);
  expect(told.map((progress) => progress.lines)).toEqual(told.map((p) => p.lines).sort((a, b) => a - b));
  expect(told.at(-1)).toEqual({ bytesRead: total, bytesTotal: total, lines: 6001, deadLetters: 1 });
});

test('two inputs of different times say which each has', async () => {
  const seconds = await file('a.ndjson', line({ occurred_at: 1_777_716_005 }));
  const mixed = await file('b.ndjson', line({ occurred_at: '1777716005000' }) + line());
  const { result } = await run([seconds, mixed]);
  expect(result.inputs.map((input) => input.times)).toEqual([
    'epoch seconds',
    'ISO 8601 (1), epoch milliseconds (1)',
  ]);
});

test('accounts, actions and reports in one stream go to their tables', async () => {
  const events = [
    {
      type: 'account',
      account_id: 'u1',
      registered_at: 1_700_000_000,
      handle: 'user123',
      registration: { ip: '203.0.113.7', invited_by: 'u0' },
      operator: { mcn_id: 'm' },
    },
    like({
      text: '看 https://www.example.com/x?utm_source=1',
      client: { ip: '203.0.113.9', device_id: 'd', user_agent: 'UA' },
      ai_label: { explicit: true, implicit: false, generated: null },
    }),
    {
      type: 'report',
      report_id: 'r1',
      reporter_id: 'u5',
      account_id: 'u1',
      reason: 'water_army',
      reported_at: '2026-05-02T11:00:00Z',
    },
    { type: 'account', account_id: 'u2' },
  ];
  const { tables, result } = await run([STDIN], {
    stdin: stdinOf(events.map((event) => JSON.stringify(event)).join('\n')),
  });
  expect(result).toMatchObject({ lines: 4, events: 4, accounts: 2, actions: 1, reports: 1 });
  expect(tables.accounts).toMatchObject([
    {
      account_id: 'u1',
      registered_at: 1_700_000_000_000,
      observed_at: 1_700_000_000_000,
      handle_stem: 'user#3',
      reg_invited_by: 'u0',
      mcn_id: 'm',
      followers: null,
    },
    { account_id: 'u2', registered_at: null, observed_at: 0, handle: null, handle_stem: null },
  ]);
  expect(tables.actions).toMatchObject([
    {
      urls: ['https://example.com/x'],
      url_domains: ['example.com'],
      user_agent: 'UA',
      ai_explicit: 1,
      ai_implicit: 0,
      ai_generated: -1,
      source: '-',
      offset: 2n,
    },
  ]);
  expect(tables.reports).toMatchObject([{ report_id: 'r1', target_id: '', reason: 'water_army' }]);
  // Who registered and who acted from one network are seen to.
  expect(tables.actions?.[0]?.network).toBe(tables.accounts?.[0]?.reg_network);
  const stored = JSON.stringify(tables, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  expect(stored).not.toContain('203.0.113');
});
