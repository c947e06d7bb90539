import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guarded, makeDirectory } from '../../src/cli/directories.ts';
import { createLineFile } from '../../src/cli/line-file.ts';
import { createResultFiles, csvCell } from '../../src/cli/result-files.ts';
import type { Summary } from '../../src/contract/index.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'breakwater-results-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const NOTHING = {
  verdicts: [],
  edges: { rows: () => [], links: () => [] },
  summary: {} as Summary,
  comparison: null,
};
const LETTER = { source: 'a.csv', line: 2, reason: 'not JSON', raw: 'x' };

describe('the files of a run', () => {
  test('come into a directory that is made with those above it', async () => {
    const out = join(root, 'deep', 'er', 'out');
    const files = await createResultFiles(out);
    files.deadLetter(LETTER);
    const written = await files.publish(NOTHING);
    expect(readdirSync(out).sort()).toEqual(written.map((path) => path.slice(out.length + 1)));
    expect(JSON.parse(readFileSync(join(out, 'dead-letters.ndjson'), 'utf8'))).toEqual(LETTER);
  });

  test('wait on the disk of the directory itself, which may be a mount of its own', async () => {
    const out = join(root, 'mounted');
    const files = await createResultFiles(out);
    expect(readdirSync(out)).toEqual([`.partial-${process.pid}`]);
    await files.discard();
  });

  test('leave nothing when the run is stopped: no directory that was not there, no letter that comes late', async () => {
    const out = join(root, 'not', 'there');
    const files = await createResultFiles(out);
    for (let n = 0; n < 1_000; n++) files.deadLetter({ ...LETTER, raw: 'x'.repeat(4_000) });
    await files.discard();
    files.deadLetter(LETTER);
    expect(existsSync(join(root, 'not'))).toBe(false);
  });

  test('leave a directory as it was when the run is stopped', async () => {
    const out = join(root, 'kept');
    await makeDirectory(out);
    writeFileSync(join(out, 'verdicts.ndjson'), 'before');
    const files = await createResultFiles(out);
    files.deadLetter(LETTER);
    await files.discard();
    expect(readdirSync(out)).toEqual(['verdicts.ndjson']);
    expect(readFileSync(join(out, 'verdicts.ndjson'), 'utf8')).toBe('before');
  });

  test('cannot be written where a file stands, and the error says so', async () => {
    const file = join(root, 'a-file');
    writeFileSync(file, '');
    for (const out of [file, join(file, 'below')])
      await expect(createResultFiles(out)).rejects.toMatchObject({
        code: 'output-failed',
        message: expect.stringContaining(`${out}: a file stands in its place`),
        fix: expect.stringContaining('--out'),
      });
  });

  test.runIf(process.platform === 'linux')('are refused at once where no directory can be made', async () => {
    await expect(createResultFiles('/proc/nothing/there')).rejects.toMatchObject({ code: 'output-failed' });
  });

  test.runIf(process.platform === 'linux')('stop at once when letters cannot be written', () => {
    // Opens, and takes nothing, like a full disk.
    const letters = createLineFile('/dev/full', 'out');
    const write = () => letters.append('x'.repeat(300_000));
    expect(write).toThrow(expect.objectContaining({ code: 'output-failed' }));
    expect(write).toThrow(expect.objectContaining({ message: expect.stringContaining('the disk is full') }));
    letters.close();
  });

  test('on a full disk fail with what to do', async () => {
    const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
    await expect(guarded('out', () => Promise.reject(full))).rejects.toMatchObject({
      code: 'output-failed',
      message: expect.stringContaining('the disk is full'),
      fix: expect.stringContaining('make room'),
    });
    await expect(guarded('out', () => Promise.reject(new TypeError('a bug')))).rejects.toThrow(TypeError);
  });
});

test('cells with commas, quotes and line breaks are quoted', () => {
  expect(['a,b', 'a"b', 'a\nb', 'a\rb', 'ab', 7].map(csvCell)).toEqual([
    '"a,b"',
    '"a""b"',
    '"a\nb"',
    '"a\rb"',
    'ab',
    '7',
  ]);
});
