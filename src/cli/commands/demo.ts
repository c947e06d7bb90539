/** `npm start`: a seeded demonstration day, made, detected and shown. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { inputsFromFlags } from '../../ingest/index.ts';
import type { CommandContext } from '../context.ts';
import { createProgressBar } from '../progress.ts';
import { readPseudonymKey } from '../pseudonym-key.ts';
import { runDetection } from '../run-detection.ts';
import { report } from './detect.ts';

interface DemoOptions {
  readonly out: string;
  readonly seed?: string;
}

export function demoCommand({ signal, now, print }: CommandContext): Command {
  return new Command('demo')
    .summary('make a demonstration day and find the water armies in it')
    .description(
      'Makes a seeded day of about 200,000 events: an organic crowd, campaigns of every pattern, and honest groups that look\n' +
        'like campaigns. Detects, prints the clusters, and leaves events, truth and verdicts in the directory of --out.',
    )
    .option('-o, --out <dir>', 'directory for the day and its verdicts', 'out/demo')
    .option('--seed <number>', 'seed of the day (default: the one that the README shows)')
    .action(async ({ out, seed: given }: DemoOptions) => {
      // Loaded here, as no other command needs it: it doubles the time that they take to start.
      const { DEMO_SEED, demoDay, writeScenario } = await import('../../redteam/index.ts');
      const seed = Number(given ?? DEMO_SEED);
      await mkdir(out, { recursive: true });
      const bar = createProgressBar(process.stderr);
      bar.stage('make the demonstration day');
      const written = await writeScenario({ dir: out, composition: demoDay(seed), signal });
      bar.stop();
      print(
        `Made a day of ${written.events.toLocaleString('en')} events, seed ${seed}: ${join(out, 'events.ndjson')}, truth.csv\n`,
      );
      const result = await runDetection({
        inputs: inputsFromFlags({ files: [join(out, 'events.ndjson')] }),
        out,
        store: { kind: 'memory' },
        pseudonymKey: await readPseudonymKey(undefined, 'memory'),
        signal,
        now,
      });
      print(report(result, out));
    });
}
