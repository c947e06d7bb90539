/** `breakwater pairs FILE --window 60s --trace co-repost`: the raw pairs that met, without statistics. */
import { Command } from 'commander';
import { rawPairsOf } from '../../detection/index.ts';
import { ingestFiles } from '../../ingest/index.ts';
import { migrate, openStore, parseStoreLocation } from '../../storage/index.ts';
import { TRACE_KINDS, traceKind } from '../../traces/index.ts';
import type { CommandContext } from '../context.ts';
import { parseDuration } from '../duration.ts';
import { EXIT_CODES_HELP } from '../exit-codes.ts';
import { addInputOptions, type InputOptions, inputsOf } from '../input-options.ts';
import { createProgressBar } from '../progress.ts';
import { readPseudonymKey } from '../pseudonym-key.ts';
import { csvCell } from '../result-files.ts';
import { badLines, readTimes } from '../run-report.ts';

interface PairsOptions extends InputOptions {
  readonly window?: string;
  readonly trace: string;
  readonly json?: true;
}

export function pairsCommand({ signal, now, print }: CommandContext): Command {
  const command = new Command('pairs')
    .summary('list the pairs of accounts that met, without statistics')
    .description(
      'Prints account_a,account_b,meetings for all pairs of accounts that left the same trace within the window; meetings counts distinct targets (links, topics …). No filter and no statistics: compare it with other tools.',
    );
  return addInputOptions(command)
    .requiredOption('--trace <name>', 'what they have in common: co-like, co-repost, co-url …')
    .option('--window <time>', 'how far apart, at most: 500ms, 60s, 10min, 6h (default: the trace’s own)')
    .option('--json', 'one JSON object per line instead of CSV')
    .addHelpText(
      'after',
      `
Examples:
  $ breakwater pairs events.ndjson --trace co-like --window 10s > pairs.csv
  $ breakwater pairs shares.csv --format coortweet --trace co-repost --window 60s

${EXIT_CODES_HELP}

Traces:\n${TRACE_KINDS.map((kind) => `  ${kind.name.padEnd(22)} they ${kind.label.en}`).join('\n')}`,
    )
    .action(async (files: string[], options: PairsOptions) => {
      const kind = traceKind(options.trace);
      const windowMs = options.window === undefined ? kind.windowMs : parseDuration(options.window);
      const inputs = await inputsOf(files, options);
      const store = await openStore(parseStoreLocation('memory'));
      const bar = createProgressBar(process.stderr);
      try {
        await migrate(store, { now: () => now });
        bar.stage('ingest');
        const pseudonymKey = await readPseudonymKey(undefined, 'memory');
        const taken = await ingestFiles({
          inputs,
          store,
          options: { now, pseudonymKey, signal },
          onProgress: bar.update,
        });
        for (const line of [...badLines(taken), ...readTimes(taken.inputs)])
          process.stderr.write(`${line}\n`);
        bar.stage('pair');
        if (!options.json) print('account_a,account_b,meetings\n');
        for await (const { account_a, account_b, meetings } of rawPairsOf(store, kind, windowMs))
          print(
            options.json
              ? `${JSON.stringify({ account_a, account_b, meetings })}\n`
              : `${csvCell(account_a)},${csvCell(account_b)},${meetings}\n`,
          );
      } finally {
        bar.stop();
        await store.close();
      }
    });
}
