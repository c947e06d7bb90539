/** `breakwater store migrate|check|retention|forget-pseudonyms|serve`. */
import Table from 'cli-table3';
import { Command } from 'commander';
import { checkMigrations, migrate, storeReport } from '../../storage/index.ts';
import { CONFIG_OPTION } from '../config-option.ts';
import type { CommandContext } from '../context.ts';
import { openNamed } from '../open-named.ts';
import { storeForgetCommand } from './store-forget.ts';
import { storeRetentionCommand } from './store-retention.ts';
import { storeServeCommand } from './store-serve.ts';

interface StoreOptions {
  readonly config?: string;
  readonly json?: true;
}

interface MigrateOptions extends StoreOptions {
  readonly cluster?: string;
}

export function storeCommand(context: CommandContext): Command {
  const { now, print } = context;
  const where = 'a directory, or the URL of a ClickHouse server (default: the store of the settings)';
  const command = new Command('store')
    .summary('bring the store’s tables up to date, and look after it')
    .description(
      'The store is where events and verdicts live: ClickHouse, embedded in a directory or served by URL.',
    );
  command
    .command('migrate')
    .description('create missing tables; running it again changes nothing')
    .argument('[store]', where)
    .option(...CONFIG_OPTION)
    .option(
      '--cluster <name>',
      'make replicated and distributed tables on all nodes of this ClickHouse cluster',
    )
    .option('--json', 'print as JSON')
    .action(async (location: string | undefined, options: MigrateOptions) => {
      const store = await openNamed(location, options.config);
      try {
        const applied = await migrate(store, {
          now: () => now,
          ...(options.cluster === undefined ? {} : { cluster: options.cluster }),
        });
        print(
          options.json
            ? `${JSON.stringify({ applied })}\n`
            : applied.length === 0
              ? 'Nothing to do: all migrations are applied.\n'
              : `${applied.map(({ version, name }) => `applied ${version} ${name}`).join('\n')}\n`,
        );
      } finally {
        await store.close();
      }
    });
  command
    .command('check')
    .description('compare the store with the migrations of this version, and count rows')
    .argument('[store]', where)
    .option(...CONFIG_OPTION)
    .option('--json', 'print as JSON')
    .action(async (location: string | undefined, options: StoreOptions) => {
      const store = await openNamed(location, options.config, { mustExist: true });
      try {
        const { applied, pending } = await checkMigrations(store);
        const tables = await storeReport(store);
        if (options.json) return print(`${JSON.stringify({ applied, pending, tables }, null, 2)}\n`);
        const table = new Table({
          head: ['table', 'rows', 'parts', 'MB on disk'],
          style: { head: [], border: [] },
        });
        for (const one of tables) table.push([one.table, one.rows, one.parts, (one.bytes / 1e6).toFixed(1)]);
        print(
          `${[...applied.map(({ name }) => `applied ${name}`), ...pending.map(({ name }) => `PENDING ${name}`)].join('\n')}\n`,
        );
        print(`${table.toString()}\n`);
        if (pending.length > 0)
          print(`Bring it up to date with: breakwater store migrate ${location ?? ''}\n`);
      } finally {
        await store.close();
      }
    });
  // A subcommand that is added ready-made does not take these over by itself.
  for (const create of [storeRetentionCommand, storeForgetCommand, storeServeCommand])
    command.addCommand(create(context).copyInheritedSettings(command));
  return command;
}
