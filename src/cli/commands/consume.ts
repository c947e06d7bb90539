/** `breakwater consume`: reads events from Kafka into the store until it is stopped. */
import { Command } from 'commander';
import { CONFIG_OPTION } from '../config-option.ts';
import type { CommandContext } from '../context.ts';

interface ConsumeOptions {
  readonly config?: string;
  readonly store?: string;
  readonly brokers?: string;
  readonly detect?: true;
}

export function consumeCommand({ signal }: CommandContext): Command {
  return new Command('consume')
    .summary('read events from Kafka into the store, for as long as it runs')
    .description(
      'Joins the consumer group and stores every event exactly once (docs/stream.md). SIGTERM or Ctrl-C finishes the batch and leaves within ten seconds. Messages that cannot be used become dead letters.',
    )
    .option(...CONFIG_OPTION)
    .option('--store <where>', 'a directory, or the URL of a ClickHouse server')
    .option('--brokers <list>', 'host:port of the first brokers to ask, with commas between')
    .option('--detect', 'run detection cycles in the same process: the small installation')
    .action(async ({ config, store, brokers, detect }: ConsumeOptions) => {
      // Loaded only here: no other command needs a Kafka client.
      const { runConsume } = await import('../run-consume.ts');
      await runConsume({
        sources: {
          file: config,
          env: process.env,
          flags: { 'store.location': store, 'kafka.brokers': brokers },
        },
        detect: detect === true,
        signal,
        now: Date.now,
        rng: Math.random,
      });
    });
}
