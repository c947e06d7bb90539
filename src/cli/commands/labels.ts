/** `breakwater labels`: what people decided, as a truth for `breakwater evaluate`. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { readLabels } from '../../console/index.ts';
import { migrate } from '../../storage/index.ts';
import { CONFIG_OPTION } from '../config-option.ts';
import type { CommandContext } from '../context.ts';
import { guarded } from '../directories.ts';
import { openNamed } from '../open-named.ts';
import { csvCell } from '../result-files.ts';

const COLUMNS = ['account_id', 'honest', 'group', 'source'] as const;

export function labelsCommand({ print }: CommandContext): Command {
  return new Command('labels')
    .summary('what people decided, as a truth to evaluate with')
    .description(
      'Writes a CSV with a row for each account that people decided on: accounts of confirmed cases as hired, of dismissed cases, marked honest or with an overturned appeal as honest. `breakwater evaluate --truth` reads it.',
    )
    .option(
      '--store <where>',
      'a directory, or the URL of a ClickHouse server (default: the store of the settings)',
    )
    .option(...CONFIG_OPTION)
    .requiredOption('-o, --out <file>', 'the CSV to write')
    .addHelpText(
      'after',
      `
Example: a new model against all that people decided so far:
  $ breakwater labels --store store --out decided.csv
  $ breakwater detect events.ndjson --model model.json --out results
  $ breakwater evaluate --verdicts results --truth decided.csv`,
    )
    .action(async ({ store: location, config, out }: { store?: string; config?: string; out: string }) => {
      const store = await openNamed(location, config, { mustExist: true });
      try {
        await migrate(store, { now: Date.now });
        const labels = await readLabels(store);
        const lines = labels.map((label) =>
          COLUMNS.map((column) => csvCell(String(label[column]))).join(','),
        );
        await guarded(out, () => writeFile(resolve(out), [COLUMNS.join(','), ...lines, ''].join('\n')));
        const honest = labels.filter((label) => label.honest).length;
        print(`${labels.length} accounts, ${honest} of them honest: ${out}\n`);
      } finally {
        await store.close();
      }
    });
}
