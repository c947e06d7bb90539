/** `breakwater calibrate`: fits what sums of evidence are worth as probabilities, on towns of the red team. */
import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { AppError } from '../../contract/index.ts';
import { MODEL, type Model, probabilityOf } from '../../verdicts/index.ts';
import type { CommandContext } from '../context.ts';
import { createProgressBar } from '../progress.ts';

interface CalibrateOptions {
  readonly out: string;
  readonly name: string;
  readonly seed: string;
  readonly towns?: string;
}

/** Other towns than those that the red team's figures come from. */
const FIRST_SEED = '90001';

export function calibrateCommand({ signal, print }: CommandContext): Command {
  return new Command('calibrate')
    .summary('fit the probabilities of the model')
    .description(
      'Runs towns with armies, look-alikes and a crowd (other seeds than the red-team matrix), fits the logistic curve from the sum\n' +
        'of the evidence to a probability on every second one, and measures it on the others. Writes the model with its training\n' +
        'record; verdicts change only where a probability crosses the bar of the model.\n' +
        'A curve that is no better on the others than the plain sum is not taken.',
    )
    .requiredOption('-o, --out <file>', 'JSON file for the model')
    .requiredOption('--name <version>', 'version of the new model')
    .option('--seed <number>', 'seed of the first town', FIRST_SEED)
    .option('--towns <count>', 'so many towns, from all kinds, instead of a hundred')
    .action(async ({ out, name: version, seed, towns: most }: CalibrateOptions) => {
      const { calibrate, cellsOf, fitLogistic, FULL, runTowns, townsOf } = await import(
        '../../redteam/index.ts'
      );
      const all = townsOf(cellsOf({ ...FULL, lookAlikeRepeats: 8 }), Number(seed));
      const towns = spread(all, Math.min(all.length, Number(most ?? all.length)));
      if (towns.length < 2)
        throw new AppError('bad-usage', 'cli/calibrate: fewer than two towns', {
          fix: 'one half is fitted on, the other half measured',
        });
      const bar = createProgressBar(process.stderr);
      const tasks = towns.map((town) => ({ town, withBaselines: false, withDelays: false }));
      const onTown = (index: number) => bar.stage(`town ${index + 1} of ${towns.length}`);
      const results = await runTowns(tasks, { signal, onTown }).finally(() => bar.stop());
      const half = (which: number) => results.filter((_, i) => i % 2 === which).flatMap(({ sums }) => sums);
      const fitted = half(0);
      const heldOut = half(1);
      const judged = (model: Model) =>
        calibrate(heldOut.map(({ nats, isArmy }) => ({ probability: probabilityOf(nats, model), isArmy })));
      const plain: Model = { ...MODEL, calibration: { slope: 1, intercept: 0 } };
      const logistic: Model = { ...MODEL, calibration: fitLogistic(fitted) };
      const before = judged(plain);
      const after = judged(logistic);
      // A curve that says no more about towns that it was not fitted on than the sum itself is noise.
      const { calibration } = (after?.brier ?? 1) < (before?.brier ?? 1) ? logistic : plain;
      const model: Model = {
        ...MODEL,
        version,
        calibration,
        training: {
          command: `breakwater calibrate --name ${version} --seed ${seed}${most === undefined ? '' : ` --towns ${most}`} --out ${out}`,
          towns: towns.length,
          clusters: fitted.length,
          armies: fitted.filter(({ isArmy }) => isArmy).length,
          heldOut: {
            clusters: heldOut.length,
            // Of the plain sum, and of the curve.
            brierBefore: rounded(before?.brier),
            brier: rounded(after?.brier),
            eceBefore: rounded(before?.ece),
            ece: rounded(after?.ece),
          },
        },
      };
      await writeFile(out, `${JSON.stringify(model, null, 2)}\n`);
      print(
        `${JSON.stringify({ calibration: model.calibration, training: model.training }, null, 2)}\n${out}\n`,
      );
    });
}

/** So many of them, evenly from the first to the last: they stand in order of kind. */
const spread = <T>(all: readonly T[], count: number): readonly T[] =>
  Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)] as T);

const rounded = (value: number | undefined): number => Math.round((value ?? 0) * 1e4) / 1e4;
