/** `breakwater cycles`: detects over and over what is stored, until it is stopped. */
import { Command } from 'commander';
import { CONFIG_OPTION } from '../config-option.ts';
import type { CommandContext } from '../context.ts';

interface CyclesOptions {
  readonly config?: string;
  readonly store?: string;
  readonly brokers?: string;
}

export function detectCyclesCommand({ signal }: CommandContext): Command {
  return new Command('cycles')
    .summary('detect over and over what is stored, for as long as it runs')
    .description(
      'Looks at the last hour, the last day and the last week of what is stored, each in its own rhythm (settings detect.horizons), and sends new and changed verdicts to Kafka. Any number may run: one leads, the others wait to take its place. SIGTERM or Ctrl-C finishes the cycle that runs; a second Ctrl-C does not wait for it.',
    )
    .option(...CONFIG_OPTION)
    .option('--store <where>', 'a directory, or the URL of a ClickHouse server')
    .option('--brokers <list>', 'host:port of the first brokers to ask, with commas between')
    .action(async ({ config, store, brokers }: CyclesOptions) => {
      // Loaded only here: no other command needs a Kafka client.
      const { runDetectJob } = await import('../run-detect-job.ts');
      await runDetectJob({
        sources: {
          file: config,
          env: process.env,
          flags: { 'store.location': store, 'kafka.brokers': brokers },
        },
        signal,
        now: Date.now,
        rng: Math.random,
      });
    });
}
