/** `breakwater evaluate --verdicts DIR --truth FILE`: what a detection found beside what was true. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Table from 'cli-table3';
import { Command } from 'commander';
import { AppError } from '../../contract/index.ts';
import type { AccountScores, Evaluation } from '../../redteam/index.ts';
import type { Share } from '../../verdicts/index.ts';
import type { CommandContext } from '../context.ts';
import { parseVerdicts } from '../stored-verdicts.ts';

interface EvaluateOptions {
  readonly verdicts: string;
  readonly truth: string;
  readonly json?: true;
}

export function evaluateCommand({ print }: CommandContext): Command {
  return new Command('evaluate')
    .summary('compare verdicts with what is known to be true')
    .description(
      'Compares the verdicts that `breakwater detect --out DIR` left with a truth: precision, recall and F1 of accounts with ' +
        '95 % intervals, area under the precision-recall curve, how well each group was found and what it was called, honest ' +
        'look-alikes that were accused, and whether probabilities mean what they say.',
    )
    .requiredOption('--verdicts <dir>', 'directory that detect has left (or a verdicts.ndjson)')
    .requiredOption(
      '--truth <file>',
      'CSV with account_id and honest (true, false) or group; pattern and role where known',
    )
    .option('--json', 'print everything as JSON')
    .addHelpText(
      'after',
      `
Example:
  $ breakwater simulate --scenario organic-city --scenario like-farm --out day
  $ breakwater detect day/events.ndjson --out day
  $ breakwater evaluate --verdicts day --truth day/truth.csv`,
    )
    .action(async (options: EvaluateOptions) => {
      const { evaluate, parseTruth } = await import('../../redteam/index.ts');
      const truth = parseTruth(await readText(options.truth), options.truth);
      const path = options.verdicts.endsWith('.ndjson')
        ? options.verdicts
        : join(options.verdicts, 'verdicts.ndjson');
      const evaluation = evaluate(parseVerdicts(await readText(path), path), truth);
      print(options.json ? `${JSON.stringify(evaluation, null, 2)}\n` : evaluationText(evaluation));
    });
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new AppError('input-missing', `cli/evaluate: ${path} cannot be read`, {
      cause,
      fix: 'give the directory of --out of a detection, and the file with the truth',
    });
  }
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const interval = ({ share, low, high }: Share): string =>
  share === null ? '—' : `${percent(share)} (${percent(low)} to ${percent(high)})`;

function evaluationText(evaluation: Evaluation): string {
  const levels = new Table({
    head: ['accused as', 'precision', 'recall', 'F1', 'honest accused'],
    style: { head: [], border: [] },
  });
  const row = ({ level, precision, recall, f1, falseAlarms, falsePositives }: AccountScores) =>
    levels.push([
      level === 'coordinated' ? 'coordinated or water_army' : level,
      interval(precision),
      interval(recall),
      f1 === null ? '—' : f1.toFixed(3),
      `${falsePositives} of ${falseAlarms.of}`,
    ]);
  row(evaluation.waterArmy);
  row(evaluation.coordinated);
  const groups = new Table({
    head: ['group', 'who', 'size', 'water_army', 'coordinated +', 'best F1', 'called'],
    style: { head: [], border: [] },
  });
  for (const { group, honest, pattern, size, waterArmy, coordinated, best } of evaluation.groups)
    groups.push([
      group,
      honest ? 'honest' : (pattern ?? 'army'),
      size,
      waterArmy,
      coordinated,
      best === null ? '—' : best.f1.toFixed(2),
      best === null ? '—' : `${best.verdict}: ${best.patterns.join(', ')}`,
    ]);
  const { patterns, calibration } = evaluation;
  return [
    `${evaluation.accounts} accounts in the truth, ${evaluation.hired} of them hired${evaluation.unknown === 0 ? '' : `; ${evaluation.unknown} accused accounts are not in the truth and do not count`}`,
    levels.toString(),
    groups.toString(),
    `Area under the precision-recall curve ${evaluation.averagePrecision?.toFixed(3) ?? '—'}; adjusted Rand index ${evaluation.adjustedRand?.toFixed(3) ?? '—'}; ` +
      `right pattern first for ${patterns.first} of the ${patterns.found} armies found, named for ${patterns.named}`,
    calibration === null
      ? 'No cluster to calibrate on.'
      : `Probabilities of ${calibration.clusters} clusters: Brier ${calibration.brier.toFixed(3)}, expected calibration error ${calibration.ece.toFixed(3)}`,
    '',
  ].join('\n');
}
