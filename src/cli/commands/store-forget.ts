/** `breakwater store forget-pseudonyms`. */
import { Command } from 'commander';
import { forgetPseudonyms, openStore } from '../../storage/index.ts';
import { CONFIG_OPTION } from '../config-option.ts';
import type { CommandContext } from '../context.ts';
import { namedStore } from '../store-options.ts';

interface ForgetOptions {
  readonly config?: string;
  readonly apply?: true;
  readonly json?: true;
}

export function storeForgetCommand({ print }: CommandContext): Command {
  return new Command('forget-pseudonyms')
    .description('take hashed addresses, devices and contact data out of all rows, when their key was stolen')
    .argument(
      '[store]',
      'a directory, or the URL of a ClickHouse server (default: the store of the settings)',
    )
    .option(...CONFIG_OPTION)
    .option('--apply', 'take them out; without it they are only counted')
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      `
Stop the consumers before, and give them a new key after: docs/operations.md, "Rotating the pseudonym key".`,
    )
    .action(async (location: string | undefined, { config: file, apply, json }: ForgetOptions) => {
      const warn = (message: string) => void process.stderr.write(`warning: ${message}\n`);
      const store = await openStore(await namedStore({ location, file, env: process.env, warn }));
      try {
        const rows = await forgetPseudonyms(store, { apply: apply === true });
        if (json) return print(`${JSON.stringify({ applied: apply === true, rows })}\n`);
        const said = Object.entries(rows).map(([table, count]) => `${count} rows of ${table}`);
        print(
          apply
            ? `Pseudonyms were taken out of ${said.join(' and ')}.\n`
            : `${said.join(' and ')} hold pseudonyms. Nothing was changed: add --apply to take them out.\n`,
        );
      } finally {
        await store.close();
      }
    });
}
