/**
 * `npm run bench`: events in a file to verdicts, in a process of its own: time and memory by stage, and how far each stage
 * is from its floor. `--large` adds 10 M events; `--runs 1` is quick. `npm run bench -- mining …` runs bench/mining.ts.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Summary } from '../src/contract/index.ts';
import type { Floor } from './floors.ts';
import { type BenchEvents, benchFile } from './make-events.ts';

const ROOT = join(import.meta.dirname, '..');
const VIRAL_LIKES = 100_000;

interface Run {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMb: number;
  readonly summary: Summary;
  /** Clusters, members and verdict words, for comparing runs. */
  readonly verdicts: readonly string[];
}

const scratch = mkdtempSync(join(tmpdir(), 'breakwater-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

function node(args: readonly string[]): string {
  const env = { ...process.env, BENCH_USAGE: join(scratch, 'usage.json') };
  const child = spawnSync(process.execPath, args, { cwd: ROOT, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (child.status !== 0)
    throw new Error(`node ${args.join(' ')} ended with ${child.status}:\n${child.stderr}`);
  return child.stdout;
}

function detect(file: string, store = 'memory'): Run {
  const out = join(scratch, 'out');
  const start = performance.now();
  node(['--import', './bench/usage.ts', 'src/cli/main.ts', 'detect', file, '--out', out, '--store', store]);
  const seconds = (performance.now() - start) / 1000;
  const lines = readFileSync(join(out, 'verdicts.ndjson'), 'utf8').trimEnd().split('\n');
  return {
    seconds,
    ...JSON.parse(readFileSync(join(scratch, 'usage.json'), 'utf8')),
    summary: JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')),
    verdicts: lines.map((line) => {
      const { verdict, accounts } = JSON.parse(line);
      return `${verdict} ${accounts.map(({ account_id }: { account_id: string }) => account_id)}`;
    }),
  };
}

const byTime = (a: Run, b: Run) => a.seconds - b.seconds;

function measure(name: string, file: string, runs: number): Run {
  const all = Array.from({ length: runs }, () => detect(file)).sort(byTime);
  const run = all[Math.floor(runs / 2)] as Run;
  const store = join(scratch, 'store');
  detect(file, store);
  const floors: Record<string, Floor> = JSON.parse(node(['bench/floors.ts', file, store]));
  rmSync(store, { recursive: true });
  print(name, run, runs, floors);
  return run;
}

const HEADER = ['stage', 'seconds', 'events/s', 'floor', '× floor', 'peak MB', 'the floor is'];
const WIDTHS = [20, 9, 12, 8, 8, 9];

function print(name: string, run: Run, runs: number, floors: Readonly<Record<string, Floor>>): void {
  const row = (cells: readonly (string | number)[]) =>
    console.log(
      cells
        .map((cell, i) =>
          i === 0
            ? String(cell).padEnd(20)
            : i > 5
              ? `  ${cell}`
              : String(cell).padStart(WIDTHS[i] as number),
        )
        .join(''),
    );
  const { events } = run.summary.in;
  const rate = (seconds: number) => Math.round(events / Math.max(seconds, 1e-3)).toLocaleString('en');
  console.log(
    `\n${name}: ${events.toLocaleString('en')} events${runs > 1 ? `, the median of ${runs} runs` : ''}`,
  );
  row(HEADER);
  let staged = 0;
  for (const { stage, seconds, peak_memory_mb } of run.summary.stages) {
    staged += seconds;
    const floor = floors[stage];
    const known =
      floor === undefined
        ? ['', '', peak_memory_mb]
        : [floor.seconds.toFixed(2), (seconds / floor.seconds).toFixed(1), peak_memory_mb, floor.how];
    row([stage, seconds.toFixed(2), rate(seconds), ...known]);
  }
  row(['start, files, end', (run.seconds - staged).toFixed(2)]);
  row([
    'in all',
    run.seconds.toFixed(2),
    rate(run.seconds),
    '',
    '',
    run.peakMb,
    `${run.cpuSeconds.toFixed(1)} s of processor time`,
  ]);
}

async function whole(runs: number, isLarge: boolean): Promise<void> {
  const file = (events: BenchEvents) => benchFile(events);
  const calm = measure('1 M', await file({ events: 1e6, viralLikes: 0 }), runs);
  const stormy = measure('1 M and a viral post', await file({ events: 1e6, viralLikes: VIRAL_LIKES }), runs);
  const same = calm.verdicts.filter((line) => stormy.verdicts.includes(line)).length;
  const more = (before: number, after: number) => `${((after / before - 1) * 100).toFixed(1)} %`;
  console.log(
    `\n${VIRAL_LIKES.toLocaleString('en')} likes more: ${more(calm.seconds, stormy.seconds)} more time, ${more(calm.cpuSeconds, stormy.cpuSeconds)} more processor time; ` +
      `${same} of ${calm.verdicts.length} clusters have the same members and verdict, there are ${stormy.verdicts.length} now`,
  );
  if (isLarge) measure('10 M', await file({ events: 1e7, viralLikes: 0 }), 1);
}

const { values, positionals, tokens } = parseArgs({
  allowPositionals: true,
  strict: false,
  tokens: true,
  options: { large: { type: 'boolean' }, runs: { type: 'string', default: '3' } },
});
const [name] = positionals;
if (name === undefined) await whole(Number(values.runs), values.large === true);
else {
  const file = join(ROOT, 'bench', `${name}.ts`);
  if (!existsSync(file)) throw new Error(`there is no bench/${name}.ts`);
  const index = tokens.find(({ kind }) => kind === 'positional')?.index ?? 0;
  const child = spawnSync(process.execPath, [file, ...process.argv.slice(2 + index + 1)], {
    stdio: 'inherit',
  });
  process.exitCode = child.status ?? 1;
}
