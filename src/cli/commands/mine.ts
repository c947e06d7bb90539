/** `breakwater mine`: works on mining tasks until it is stopped. */
import { Command } from 'commander';
import { CONFIG_OPTION } from '../config-option.ts';
import type { CommandContext } from '../context.ts';

interface MineOptions {
  readonly config?: string;
  readonly store?: string;
  readonly brokers?: string;
}

export function mineCommand({ signal }: CommandContext): Command {
  return new Command('mine')
    .summary('mine pairs for the process that detects, for as long as it runs')
    .description(
      'A worker of large installations: takes parts of the mining from Kafka that `breakwater cycles` puts there (setting detect.miningParts), and writes what it finds into the store. Any number may run; one that is killed loses nothing.',
    )
    .option(...CONFIG_OPTION)
    .option('--store <where>', 'the URL of a ClickHouse server')
    .option('--brokers <list>', 'host:port of the first brokers to ask, with commas between')
    .action(async ({ config, store, brokers }: MineOptions) => {
      // Loaded only here: no other command needs a Kafka client.
      const { runMine } = await import('../run-mine.ts');
      const flags = { 'store.location': store, 'kafka.brokers': brokers };
      await runMine({ file: config, env: process.env, flags }, signal);
    });
}
