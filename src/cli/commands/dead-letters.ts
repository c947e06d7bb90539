/** `breakwater dead-letters list|replay`. */
import Table from 'cli-table3';
import { Command } from 'commander';
import { readDeadLetters, replayDeadLetters } from '../../ingest/kafka/dead-letters.ts';
import { migrate, openStore, type Store } from '../../storage/index.ts';
import { CONFIG_OPTION } from '../config-option.ts';
import type { CommandContext } from '../context.ts';
import { readJobSettings } from '../job-settings.ts';
import { readPseudonymKey } from '../pseudonym-key.ts';

interface DeadLetterOptions {
  readonly config?: string;
  readonly store?: string;
  readonly limit: string;
  readonly all?: true;
  readonly json?: true;
}

const RAW_SHOWN = 60;

export function deadLettersCommand({ now, print }: CommandContext): Command {
  const command = new Command('dead-letters')
    .summary('look at messages that could not be used, and take them in after a fix')
    .description(
      'Bad messages and lines wait in the store, with where they came from and why they were refused.',
    );

  async function withStore(
    { config, store: location }: DeadLetterOptions,
    work: (store: Store, key: () => Promise<Uint8Array>) => Promise<void>,
  ): Promise<void> {
    const job = await readJobSettings(
      { file: config, env: process.env, flags: { 'store.location': location } },
      (warning) => void process.stderr.write(`${warning}\n`),
    );
    const store = await openStore(job.store);
    try {
      await migrate(store, { now: () => now });
      await work(
        store,
        async () => job.pseudonymKey ?? readPseudonymKey(undefined, job.settings.store.location),
      );
    } finally {
      await store.close();
    }
  }

  const options = (one: Command) =>
    one
      .option(...CONFIG_OPTION)
      .option('--store <where>', 'a directory, or the URL of a ClickHouse server')
      .option('--json', 'print as JSON');

  options(command.command('list'))
    .description('print dead letters; with --json one object a line, the bytes whole')
    .option('--all', 'those that were taken in after all, too')
    .option('--limit <n>', 'rows of the table', '50')
    .action((given: DeadLetterOptions) =>
      withStore(given, async (store) => {
        const table = new Table({
          head: ['source', 'part.', 'offset', 'received', 'reason', 'bytes'],
          style: { head: [], border: [] },
          colWidths: [26, 7, 12, 21, 44, RAW_SHOWN + 4],
          wordWrap: true,
        });
        let count = 0;
        for await (const letter of readDeadLetters(store, { replayed: given.all === true })) {
          count++;
          if (given.json) print(`${JSON.stringify(letter)}\n`);
          else if (count <= Number(given.limit)) {
            const { source, partition, offset, received_at: at, reason, raw, encoding } = letter;
            const bytes =
              encoding === 'text' ? JSON.stringify(raw.slice(0, RAW_SHOWN)) : `(${encoding}) ${raw}`;
            table.push([source, partition, offset, at.slice(0, 19), reason, bytes.slice(0, RAW_SHOWN)]);
          }
        }
        if (given.json) return;
        if (count === 0) return print('No dead letters.\n');
        print(`${table.toString()}\n${count} dead letters`);
        print(count > Number(given.limit) ? `, ${given.limit} shown (--limit N, --json)\n` : '\n');
      }),
    );

  options(command.command('replay'))
    .description(
      'check the messages again and store those that are good now; running it again changes nothing',
    )
    .action((given: DeadLetterOptions) =>
      withStore(given, async (store, key) => {
        const result = await replayDeadLetters({ store, pseudonymKey: await key(), now: Date.now });
        if (given.json) return print(`${JSON.stringify(result)}\n`);
        const left = Object.entries(result.stillDead).map(([kind, count]) => `  ${count} × ${kind}\n`);
        print(`${result.stored} of ${result.letters} messages were taken in.\n`);
        if (left.length > 0) print(`The others are as they were:\n${left.join('')}`);
      }),
    );
  return command;
}
