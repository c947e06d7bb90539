/** `breakwater store retention`. */
import Table from 'cli-table3';
import { Command } from 'commander';
import { readSettings } from '../../config/index.ts';
import { openStore, type RetentionStep, retain } from '../../storage/index.ts';
import { CONFIG_OPTION } from '../config-option.ts';
import type { CommandContext } from '../context.ts';
import { parseDuration } from '../duration.ts';
import { retentionDays, runRetentionJob } from '../run-retention.ts';
import { storeOptions } from '../store-options.ts';

interface RetentionOptions {
  readonly config?: string;
  readonly apply?: true;
  readonly every?: string;
  readonly json?: true;
}

export function storeRetentionCommand({ signal, now, print }: CommandContext): Command {
  return new Command('retention')
    .description(
      'say what is older than the settings of retention allow, table by table; remove it with --apply',
    )
    .argument(
      '[store]',
      'a directory, or the URL of a ClickHouse server (default: the store of the settings)',
    )
    .option(...CONFIG_OPTION)
    .option('--apply', 'remove it')
    .option('--every <time>', 'with --apply: keep running, and do so again after this time (1d, 6h)')
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      `
Days are whole UTC days. The newest run of each horizon stays, and so do the verdicts that were last published. Cut off
in the middle, it goes on where it was when it is started again.`,
    )
    .action(async (location: string | undefined, { config: file, apply, every, json }: RetentionOptions) => {
      const warnings: string[] = [];
      const warn = (message: string) => void warnings.push(message);
      const flags = { 'store.location': location };
      const settings = await readSettings({ file, env: process.env, flags });
      const options = { env: process.env, warn, isTyped: location !== undefined };
      const named = await storeOptions(settings.store, options);
      if (apply && every !== undefined) {
        const everyMs = parseDuration(every);
        return runRetentionJob({ settings, store: named, everyMs, warnings, signal, now: Date.now });
      }
      for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
      const days = retentionDays(settings);
      const store = await openStore(named);
      try {
        const steps = await retain({ store, days, now, apply: apply === true, signal });
        const isNothingSet = Object.values(days).every((limit) => limit === undefined);
        print(
          json
            ? `${JSON.stringify({ applied: apply === true, steps: steps.map(forJson) }, null, 2)}\n`
            : report(steps, apply === true, isNothingSet),
        );
      } finally {
        await store.close();
      }
    });
}

const forJson = ({ before, ...step }: RetentionStep) => ({ ...step, before: new Date(before).toISOString() });

function report(steps: readonly RetentionStep[], isApplied: boolean, isNothingSet: boolean): string {
  if (isNothingSet) return 'Everything is kept for ever: no setting of retention is given.\n';
  if (steps.length === 0) return 'Nothing is older than it may be.\n';
  const table = new Table({
    head: ['table', 'older than', 'rows', 'whole partitions'],
    style: { head: [], border: [] },
  });
  for (const { table: name, before, rows, partitions } of steps)
    table.push([name, new Date(before).toISOString().slice(0, 10), rows, partitions.length]);
  return `${table.toString()}\n${isApplied ? 'Removed.' : 'Nothing was removed: this was a dry run. Add --apply to remove it.'}\n`;
}
