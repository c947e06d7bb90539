/** `breakwater why`: what an account's place in a cluster rests on. */
import { Command } from 'commander';
import { AppError } from '../../contract/index.ts';
import { whyAccount } from '../../detection/index.ts';
import { checkMigrations, type Store } from '../../storage/index.ts';
import { CONFIG_OPTION } from '../config-option.ts';
import type { CommandContext } from '../context.ts';
import { EXIT_CODES_HELP } from '../exit-codes.ts';
import { openNamed } from '../open-named.ts';
import { whyReport } from '../why-report.ts';

interface WhyOptions {
  readonly store?: string;
  readonly config?: string;
  readonly run: string;
  readonly queries?: true;
  readonly json?: true;
}

export function whyCommand({ print }: CommandContext): Command {
  return new Command('why')
    .summary('say why an account is in its cluster')
    .description(
      'Which cluster of a stored run the account is in, which edges and traces tie it and what would be left without each, its closest meetings with both times, which marks name it, and what speaks against the cluster. Reads only what is stored.',
    )
    .argument('<account>', 'id of the account, as it came in')
    .option(
      '--store <where>',
      'a directory, or the URL of a ClickHouse server (default: the store of the settings)',
    )
    .option(...CONFIG_OPTION)
    .option('--run <id>', 'a run of the store, or latest', 'latest')
    .option('--queries', 'print the SQL that finds each number again, too')
    .option('--json', 'print as JSON (schemas/account-why.schema.json), always with the SQL')
    .addHelpText(
      'after',
      `
Examples:
  $ breakwater detect events.ndjson --out results --store store
  $ breakwater why u8812 --store store
  $ breakwater why u8812 --store store --queries    # to check the numbers by hand

An id that begins with "-" goes behind "--":  breakwater why --store store -- -u8812

${EXIT_CODES_HELP}`,
    )
    .action(async (account: string, options: WhyOptions) => {
      const store = await openNamed(options.store, options.config, { mustExist: true });
      try {
        await mustBeMigrated(store);
        const why = await whyAccount({ store, account, run: options.run });
        print(
          options.json
            ? `${JSON.stringify(why, null, 2)}\n`
            : whyReport(why, { withQueries: options.queries === true }),
        );
      } finally {
        await store.close();
      }
    });
}

/** Whoever only asks changes no tables. */
async function mustBeMigrated(store: Store): Promise<void> {
  const { pending } = await checkMigrations(store);
  if (pending.length === 0) return;
  throw new AppError('input-missing', `cli/why: ${store.location} lacks tables of this version`, {
    fix: `breakwater store migrate ${store.location}`,
  });
}
