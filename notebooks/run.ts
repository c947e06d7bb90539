/**
 * `npm run notebooks [-- NAME… | -- --prepare]`: executes the notebooks without a browser and leaves them in out/notebooks/*.html. Installs what is
 * missing (Debian's Jupyter packages, the TypeScript kernel) and makes the demonstration day where it is not there yet;
 * with `--prepare` that is all.
 */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aptGet } from '../scripts/apt-get.ts';
import { wordsOfFailure } from './words-of-failure.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(ROOT, 'out/notebooks');
const NODE = join(ROOT, 'node_modules/node/bin/node');
const PACKAGES = ['jupyter-nbconvert', 'jupyter-client'];
/** A cell that takes longer hangs. */
const CELL_SECONDS = 240;

/** A page that loads nothing from elsewhere: it is read offline, and evidence is nobody else's business. */
const PAGE = [
  '--HTMLExporter.require_js_url=',
  '--HTMLExporter.mathjax_url=',
  '--HTMLExporter.exclude_input_prompt=True',
  '--HTMLExporter.exclude_output_prompt=True',
];

class Failure extends Error {}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** @throws Failure with what the program said, and what to do. */
function run(program: string, args: readonly string[], fix: string, cwd = ROOT): void {
  const { status, error, stderr, stdout } = spawn(program, args, cwd);
  if (status !== 0)
    throw new Failure(`${program} ${args.join(' ')}: ${error?.message ?? `${stdout}${stderr}`}\n${fix}`);
}

function spawn(program: string, args: readonly string[], cwd: string): SpawnSyncReturns<string> {
  return spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, JUPYTER_PATH: HERE, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function installJupyter(): void {
  if (spawn('jupyter-nbconvert', ['--version'], ROOT).status === 0) return;
  say(`Installing ${PACKAGES.join(', ')} ...`);
  const fix = `Install Jupyter's nbconvert yourself: apt-get install ${PACKAGES.join(' ')}, or pip install nbconvert.`;
  for (const args of aptGet(PACKAGES)) run('flock', args, fix);
}

function installKernel(): void {
  const installed = join(HERE, 'node_modules/.package-lock.json');
  const lock = join(HERE, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  say('Installing the TypeScript kernel ...');
  run('npm', ['ci', '--loglevel=error'], 'Mend what npm says (network? disk space?) and run it again.', HERE);
}

function writeTypes(): void {
  rmSync(join(HERE, 'breakwater/types'), { recursive: true, force: true });
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  run(NODE, [tsc, '-p', HERE], 'The modules that notebooks use do not type-check: mend them first.');
}

function makeDay(): void {
  if (process.env.BREAKWATER_NOTEBOOK_STORE !== undefined) return;
  if (existsSync(join(ROOT, 'out/demo/store')) && existsSync(join(ROOT, 'out/demo/summary.json'))) return;
  say('Making the demonstration day (out/demo) ...');
  run(NODE, ['src/cli/main.ts', 'demo', '--no-serve'], 'npm start -- --no-serve says more.');
}

/** One after the other: each holds a store of its own, and memory for it. */
function execute(name: string): void {
  const notebook = join(HERE, `${name}.ipynb`);
  if (!existsSync(notebook))
    throw new Failure(`notebooks/run: there is no notebook "${name}": ${allNames().join(', ')}`);
  const began = performance.now();
  const common = [
    `--ExecutePreprocessor.timeout=${CELL_SECONDS}`,
    '--execute',
    '--output-dir',
    OUT,
    notebook,
  ];
  const { status, stderr } = spawn('jupyter-nbconvert', ['--to', 'html', ...PAGE, ...common], HERE);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (status === 0) {
    say(`${name}: ${seconds} s`);
    return;
  }
  // The kernel tells nbconvert only that a cell failed; what it said of it stands in the cell's output.
  spawn('jupyter-nbconvert', ['--to', 'notebook', '--allow-errors', ...common], HERE);
  const failed = join(OUT, `${name}.ipynb`);
  const words = existsSync(failed) ? wordsOfFailure(JSON.parse(readFileSync(failed, 'utf8'))) : null;
  rmSync(failed, { force: true });
  throw new Failure(`notebooks/run: ${name}.ipynb failed after ${seconds} s\n${words ?? stderr}`);
}

const allNames = (): string[] =>
  readdirSync(HERE)
    .filter((file) => file.endsWith('.ipynb'))
    .map((file) => file.slice(0, -'.ipynb'.length))
    .sort();

try {
  mkdirSync(OUT, { recursive: true });
  installJupyter();
  installKernel();
  writeTypes();
  makeDay();
  const given = process.argv.slice(2);
  if (given.includes('--prepare')) say(`Ready: JUPYTER_PATH=${HERE} jupyter lab ${HERE}`);
  else {
    for (const name of given.length > 0 ? given : allNames()) execute(name);
    say(`They are in ${OUT}`);
  }
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
