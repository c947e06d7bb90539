/** `breakwater detect FILE… --out DIR`. */
import { Command } from 'commander';
import { AppError } from '../../contract/index.ts';
import { parseMaxBad } from '../../ingest/index.ts';
import type { CommandContext } from '../context.ts';
import { EXIT_CODES_HELP } from '../exit-codes.ts';
import { addInputOptions, type InputOptions, inputsOf } from '../input-options.ts';
import { readPseudonymKey } from '../pseudonym-key.ts';
import { readModel, readRiskDomains } from '../read-lists.ts';
import { runDetection } from '../run-detection.ts';
import { runReport } from '../run-report.ts';
import { namedStore } from '../store-options.ts';

interface DetectOptions extends InputOptions {
  readonly out?: string;
  readonly store: string;
  readonly maxBad?: string;
  readonly keyFile?: string;
  readonly model?: string;
  readonly riskDomains?: string;
  readonly compare?: string;
  readonly json?: true;
}

export function detectCommand({ signal, now, print, width }: CommandContext): Command {
  const command = new Command('detect')
    .summary('find water armies in files of events')
    .description(
      'Reads events (NDJSON, CSV, TSV; plain, .gz or .zst; "-" is stdin), finds groups of accounts that act together, and judges whether they are water armies. Leaves verdicts.ndjson, accounts.csv, edges.csv, graph.gexf, summary.json and dead-letters.ndjson in the directory of --out; a run that is stopped leaves that directory as it was.',
    );
  addInputOptions(command)
    .option('-o, --out <dir>', 'directory for the results (required)')
    .option(
      '--store <where>',
      'where events are kept: memory, a directory, or the URL of a ClickHouse server',
      'memory',
    )
    .option('--max-bad <limit>', 'stop when more lines than this are bad: 1% or 500 (default: never)')
    .option(
      '--key-file <file>',
      'secret that devices, networks and addresses are hashed with (default: see docs/privacy.md)',
    )
    .option(
      '--model <file>',
      'judge with this model (see breakwater calibrate) instead of the one of this version',
    )
    .option(
      '--compare <run>',
      'shadow: say what changes against a stored run (an id, or latest) or the directory of one, and store nothing',
    )
    .option('--risk-domains <file>', 'list of domains that stand for fraud or worse, one a line')
    .option('--json', 'print the summary as JSON instead of a table')
    .addHelpText(
      'after',
      `
Examples:
  $ breakwater detect events.ndjson --out results
  $ zstdcat day.ndjson.zst | breakwater detect - --out results --max-bad 1%
  $ breakwater detect stars.csv --map account_id=account --map target_id=repo --map occurred_at=starred_at \\
      --set type=action --set action=like --out results
  $ breakwater detect --inputs inputs.yaml --out results

  $ breakwater detect --store DIR --model new.json --compare latest --out shadow   # what would a new model change?

docs/input.md names the fields of an event. Least for an action: account_id, action, target_id, occurred_at.

Verdicts:
  organic            what they did together is what chance and popularity bring
  insufficient_data  too little was seen to say
  coordinated        they act together; a person looks
  water_army         they act together, and at least two independent kinds of
                     evidence say that they are not who they seem

${EXIT_CODES_HELP}`,
    )
    .action(async (files: string[], options: DetectOptions) => {
      const warn = (message: string) => void process.stderr.write(`warning: ${message}\n`);
      const { out } = options;
      if (out === undefined)
        throw new AppError('bad-usage', 'cli/detect: it is not said where the results go', {
          fix: 'name a directory with --out; breakwater detect --help shows examples',
        });
      const result = await runDetection({
        inputs: await inputsToRead(files, options),
        out,
        store: await namedStore({ location: options.store, env: process.env, warn }),
        pseudonymKey: await readPseudonymKey(options.keyFile, options.store),
        model: options.model === undefined ? undefined : await readModel(options.model),
        riskDomains:
          options.riskDomains === undefined ? undefined : await readRiskDomains(options.riskDomains),
        compare: options.compare,
        maxBad: options.maxBad === undefined ? undefined : parseMaxBad(options.maxBad),
        signal,
        now,
      });
      print(options.json ? `${JSON.stringify(result.summary, null, 2)}\n` : runReport(result, out, width));
    });
  return command;
}

/** A store that lasts may be looked at again without anything new. */
async function inputsToRead(files: readonly string[], options: DetectOptions) {
  const isStored = options.store !== 'memory' && options.compare !== undefined;
  return isStored && files.length === 0 && options.inputs === undefined ? [] : inputsOf([...files], options);
}
