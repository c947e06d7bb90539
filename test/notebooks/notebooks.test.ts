/** The notebooks: committed without outputs, and each runs from its first cell to its last. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NOTEBOOKS = `${ROOT}notebooks/`;
const BROKEN = 'broken-for-the-test';
// Left by a run that was killed.
rmSync(`${NOTEBOOKS}${BROKEN}.ipynb`, { force: true });
const NAMES = readdirSync(NOTEBOOKS)
  .filter((file) => file.endsWith('.ipynb'))
  .map((file) => file.slice(0, -'.ipynb'.length));
const LONGEST_MS = 600_000;

interface Cell {
  readonly cell_type: 'code' | 'markdown';
  readonly source: readonly string[];
  readonly outputs?: readonly unknown[];
  readonly execution_count?: number | null;
}
const cellsOf = (name: string): readonly Cell[] =>
  JSON.parse(readFileSync(`${NOTEBOOKS}${name}.ipynb`, 'utf8')).cells;

const execute = (...names: readonly string[]) =>
  spawnSync(process.execPath, [`${NOTEBOOKS}run.ts`, ...names], { cwd: ROOT, encoding: 'utf8' });

/** The tour with other code cells. */
function writeNotebook(name: string, cells: readonly (Cell | undefined)[]): void {
  const whole = JSON.parse(readFileSync(`${NOTEBOOKS}tour-of-a-cluster.ipynb`, 'utf8'));
  writeFileSync(`${NOTEBOOKS}${name}.ipynb`, JSON.stringify({ ...whole, cells }));
}

describe.each(NAMES)('%s', (name) => {
  test('is committed without outputs and execution counts', () => {
    const code = cellsOf(name).filter(({ cell_type }) => cell_type === 'code');
    expect(code.flatMap(({ outputs }) => outputs ?? ['none'])).toEqual([]);
    expect(code.filter(({ execution_count }) => execution_count !== null)).toEqual([]);
  });

  test('begins with what it is about, in both languages, and closes its store', () => {
    const cells = cellsOf(name);
    expect(cells[0]?.cell_type).toBe('markdown');
    expect(cells[0]?.source.join('')).toMatch(/^# .+\n\n\*\*中文摘要\*\*：/);
    expect(cells.at(-1)?.source.join('')).toBe('await store.close();');
  });
});

test('there are six', () => {
  expect(NAMES).toHaveLength(6);
});

test('all run headless, with pictures, and say how long they took', { timeout: LONGEST_MS }, () => {
  for (const name of NAMES) rmSync(`${ROOT}out/notebooks/${name}.html`, { force: true });
  const began = performance.now();
  const { status, stdout, stderr } = execute();
  console.log(`${stdout}${((performance.now() - began) / 1000).toFixed(1)} s in all`);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  for (const name of NAMES) {
    const html = readFileSync(`${ROOT}out/notebooks/${name}.html`, 'utf8');
    expect(
      html.match(/<img [^>]*src="data:image\/svg\+xml;base64,/g)?.length ?? 0,
      name,
    ).toBeGreaterThanOrEqual(2);
    expect(html.match(/(?:src|href)="https?:[^"]*\.(?:js|css)/), name).toBeNull();
    // Warnings, say of a chart that was drawn otherwise than asked.
    expect(html.includes('data-mime-type="application/vnd.jupyter.stderr"'), name).toBe(false);
  }
});

describe('a notebook that fails', () => {
  afterAll(() => rmSync(`${NOTEBOOKS}${BROKEN}.ipynb`, { force: true }));

  test('a wrong type ends the run with the cell and what is wrong with it', { timeout: LONGEST_MS }, () => {
    const [first, ...rest] = cellsOf('tour-of-a-cluster').filter(({ cell_type }) => cell_type === 'code');
    const wrong = { ...rest.at(-1), source: ['const share: string = lines[0].probability;'] } as Cell;
    writeNotebook(BROKEN, [first, wrong]);
    const { status, stderr } = execute(BROKEN);
    expect(status).toBe(1);
    expect(stderr).toContain("Type 'number' is not assignable to type 'string'");
    expect(stderr).toContain('const share');
    expect(existsSync(`${ROOT}out/notebooks/${BROKEN}.html`)).toBe(false);
  });

  test('an exception does, too', { timeout: LONGEST_MS }, () => {
    const [first] = cellsOf('tour-of-a-cluster').filter(({ cell_type }) => cell_type === 'code');
    writeNotebook(BROKEN, [{ ...first, source: ["throw new Error('the tide is out');"] } as Cell]);
    const { status, stderr } = execute(BROKEN);
    expect(status).toBe(1);
    expect(stderr).toContain('the tide is out');
  });
});
