/** `breakwater redteam`: every attack and every honest look-alike through the whole detector. */
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { AppError } from '../../contract/index.ts';
import type { MatrixSummary } from '../../redteam/index.ts';
import { MODEL } from '../../verdicts/index.ts';
import type { CommandContext } from '../context.ts';
import { createProgressBar } from '../progress.ts';

interface RedTeamOptions {
  readonly quick?: true;
  readonly out: string;
  readonly page?: string;
  readonly against?: string;
  readonly only?: string;
  readonly real?: string;
}

export function redTeamCommand({ signal, print }: CommandContext): Command {
  return new Command('redteam')
    .summary('measure the detector against attacks and honest look-alikes')
    .description(
      'Runs the matrix of scenarios and efforts: towns with a crowd, armies and look-alikes, each made, detected and judged. ' +
        'Leaves matrix.json, red-team.md and Vega-Lite plots in the directory of --out.',
    )
    .option('--quick', 'standard strength only, two of each: some minutes')
    .option('-o, --out <dir>', 'directory for the results', 'out/redteam')
    .option('--page <file>', 'write the page here, too (docs/red-team.md)')
    .option('--against <file>', 'fail when a figure is below that of this matrix.json by more than its noise')
    .option(
      '--real <dir>',
      'run published data, too, from this directory (default: what BREAKWATER_DATA names)',
    )
    .option('--only <scenario>', 'only cells of this scenario, for work on one of them')
    .action(async (options: RedTeamOptions) => {
      const {
        cellsOf,
        drops,
        FULL,
        matrixPlots,
        QUICK,
        redTeamPage,
        runRealData,
        runTowns,
        summarise,
        townsOf,
      } = await import('../../redteam/index.ts');
      const cells = cellsOf(options.quick ? QUICK : FULL).filter(
        ({ scenario }) => options.only === undefined || scenario === options.only,
      );
      if (cells.length === 0)
        throw new AppError('bad-usage', `cli/redteam: there is no attack or look-alike ${options.only}`, {
          fix: 'breakwater simulate list names them',
        });
      const towns = townsOf(cells);
      const bar = createProgressBar(process.stderr);
      const tasks = towns.map((town) => {
        const isStandard = town.name.startsWith('standard');
        return { town, withBaselines: isStandard, withDelays: isStandard && !options.quick };
      });
      const onTown = (index: number) => bar.stage(`town ${index + 1} of ${towns.length}`);
      const results = await runTowns(tasks, { signal, onTown }).finally(() => bar.stop());
      const real = options.real ?? process.env.BREAKWATER_DATA;
      const summary = summarise(results, real === undefined ? [] : await runRealData(real, Date.now()));
      const command = `npm run redteam${options.quick ? ' -- --quick' : ''}`;
      const page = redTeamPage(summary, { command, modelVersion: MODEL.version, commit: commit() });
      await mkdir(options.out, { recursive: true });
      const files = {
        'matrix.json': `${JSON.stringify(summary, null, 1)}\n`,
        'red-team.md': page,
        ...Object.fromEntries(
          Object.entries(matrixPlots(summary)).map(([name, spec]) => [
            `${name}.vl.json`,
            `${JSON.stringify(spec)}\n`,
          ]),
        ),
      };
      for (const [name, text] of Object.entries(files)) await writeFile(join(options.out, name), text);
      if (options.page !== undefined) await writeFile(options.page, page);
      print(`${page}\nResults in ${options.out}: ${Object.keys(files).join(', ')}\n`);
      if (options.against === undefined) return;
      const before: MatrixSummary = JSON.parse(await readFile(options.against, 'utf8'));
      const found = drops(before, summary);
      if (found.length === 0) return print(`No figure is below ${options.against} by more than its noise.\n`);
      throw new AppError(
        'red-team-drop',
        `cli/redteam: worse than ${options.against}:\n${found.map(({ what, before: old, now }) => `  ${what}: ${figure(old)} before, ${figure(now)} now`).join('\n')}`,
        {
          fix: 'mend the detector; or, where the scenarios have changed, run the matrix anew and commit its page and figures',
        },
      );
    });
}

const figure = (value: MatrixSummary['standard']['patterns'] | number): string =>
  typeof value === 'number' ? String(value) : `${(100 * (value.share ?? 0)).toFixed(1)} %`;

/** The commit that is measured, marked where files have changed since; unknown outside of a checkout. */
function commit(): string {
  try {
    const git = (...args: readonly string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
    const changed = git('status', '--porcelain', '--', 'src') === '' ? '' : ' with changes';
    return `${git('rev-parse', '--short', 'HEAD')}${changed}`;
  } catch {
    return 'unknown';
  }
}
