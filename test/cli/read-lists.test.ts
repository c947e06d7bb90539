import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readModel, readRiskDomains } from '../../src/cli/read-lists.ts';
import { MODEL } from '../../src/verdicts/index.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'breakwater-lists-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function file(text: string): Promise<string> {
  const path = join(dir, 'file');
  await writeFile(path, text);
  return path;
}

test('risky domains are read a line each, links and remarks included', async () => {
  const path = await file('# fraud\nbad.example\nhttps://www.worse.co.uk/path # seen in May\n\n');
  expect(await readRiskDomains(path)).toEqual(new Set(['bad.example', 'worse.co.uk']));
});

test('a line that is no domain is named', async () => {
  await expect(readRiskDomains(await file('bad.example\nnot a domain\n'))).rejects.toThrow(
    /file:2: "not a domain"/,
  );
});

test('the model of this version is read back as it was', async () => {
  expect(await readModel(await file(JSON.stringify(MODEL)))).toEqual(MODEL);
});

test.each([
  ['{', /is no JSON/],
  [JSON.stringify({ ...MODEL, priorNats: 'low' }), /priorNats/],
  [JSON.stringify({ ...MODEL, capNats: { synchrony: 3 } }), /capNats/],
  [JSON.stringify({ ...MODEL, calibration: { slope: -1, intercept: 0 } }), /calibration.slope/],
])('a model that is not one is refused: %j', async (text, message) => {
  await expect(readModel(await file(text))).rejects.toThrow(message);
});

test('a file that is not there is named', async () => {
  await expect(readModel(join(dir, 'none'))).rejects.toMatchObject({ code: 'input-missing' });
});
