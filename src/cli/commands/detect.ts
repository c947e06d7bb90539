/** `breakwater detect FILE… --out DIR`. */
import { Command } from 'commander';
import { parseMaxBad } from '../../ingest/index.ts';
import { clusterTable } from '../cluster-table.ts';
import type { CommandContext } from '../context.ts';
import { addInputOptions, type InputOptions, inputsOf } from '../input-options.ts';
import { readPseudonymKey } from '../pseudonym-key.ts';
import { runDetection } from '../run-detection.ts';
import { namedStore } from '../store-options.ts';

interface DetectOptions extends InputOptions {
  readonly out: string;
  readonly store: string;
  readonly maxBad?: string;
  readonly keyFile?: string;
  readonly json?: true;
}

export function detectCommand({ signal, now, print }: CommandContext): Command {
  const command = new Command('detect')
    .summary('find water armies in files of events')
    .description(
      'Reads events (NDJSON, CSV, TSV; plain, .gz or .zst; "-" is stdin), finds groups of accounts that act together, and\n' +
        'judges whether they are water armies. Leaves verdicts.ndjson, accounts.csv, edges.csv, graph.gexf, summary.json and\n' +
        'dead-letters.ndjson in the directory of --out.',
    );
  addInputOptions(command)
    .requiredOption('-o, --out <dir>', 'directory for the results')
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

Verdicts: organic, insufficient_data, coordinated (they act together; a person looks), water_army (they act together
and at least two independent kinds of evidence say that they are not who they seem).
Exit codes: 0 done, 2 usage, 3 input, 4 store, 130 stopped.`,
    )
    .action(async (files: string[], options: DetectOptions) => {
      const warn = (message: string) => void process.stderr.write(`warning: ${message}\n`);
      const result = await runDetection({
        inputs: await inputsOf(files, options),
        out: options.out,
        store: await namedStore({ location: options.store, env: process.env, warn }),
        pseudonymKey: await readPseudonymKey(options.keyFile, options.store),
        maxBad: options.maxBad === undefined ? undefined : parseMaxBad(options.maxBad),
        signal,
        now,
      });
      print(options.json ? `${JSON.stringify(result.summary, null, 2)}\n` : report(result, options.out));
    });
  return command;
}

/** The table, then what was read and where the files are. */
export function report(
  { verdicts, summary, files, inputs }: Awaited<ReturnType<typeof runDetection>>,
  out: string,
): string {
  const { in: taken, out: given } = summary;
  const seconds = summary.stages.reduce((sum, stage) => sum + stage.seconds, 0);
  const bad =
    taken.dead_letters === 0 ? '' : `, ${taken.dead_letters} bad lines (dead-letters.ndjson says why)`;
  const twice = taken.duplicates === 0 ? '' : `, ${taken.duplicates} duplicates`;
  return [
    clusterTable(verdicts),
    `${taken.events.toLocaleString('en')} events (${taken.actions.toLocaleString('en')} actions, ${taken.accounts.toLocaleString('en')} account records)${twice}${bad} in ${seconds.toFixed(1)} s`,
    `${given.by_verdict.water_army ?? 0} water armies, ${given.by_verdict.coordinated ?? 0} coordinated, ${given.by_verdict.insufficient_data ?? 0} without enough data, ${given.by_verdict.organic ?? 0} organic; ${given.accounts} accounts in clusters`,
    ...inputs
      .filter(({ times }) => !['ISO 8601', 'none'].includes(times))
      .map(({ name, times }) => `times of ${name} were read as ${times}`),
    ...summary.notes.map((note) => `note: ${note}`),
    `Results in ${out}: ${files.map((file) => file.slice(file.lastIndexOf('/') + 1)).join(', ')}`,
    '',
  ].join('\n');
}
