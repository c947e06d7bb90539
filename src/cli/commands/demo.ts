/** `npm start`: a seeded demonstration day, made, detected and shown. */
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { AppError } from '../../contract/index.ts';
import { inputsFromFlags } from '../../ingest/index.ts';
import type { TruthRow } from '../../redteam/index.ts';
import type { CommandContext } from '../context.ts';
import { guarded, makeDirectory } from '../directories.ts';
import { createProgressBar } from '../progress.ts';
import { readPseudonymKey } from '../pseudonym-key.ts';
import { type RunOutput, runDetection } from '../run-detection.ts';
import { runReport } from '../run-report.ts';

interface DemoOptions {
  readonly out: string;
  readonly seed?: string;
}

export function demoCommand({ signal, now, print, width }: CommandContext): Command {
  return new Command('demo')
    .summary('make a demonstration day and find the water armies in it')
    .description(
      'Makes a seeded day of about 200,000 events: an organic crowd, campaigns of every pattern, and honest groups that look like campaigns. Detects, prints the clusters, compares them with the truth, and leaves events, truth and verdicts in the directory of --out.',
    )
    .option('-o, --out <dir>', 'directory for the day and its verdicts', 'out/demo')
    .option('--seed <number>', 'seed of the day (default: the one that the README shows)')
    .action(async ({ out, seed: given }: DemoOptions) => {
      // Loaded here, as no other command needs it: it doubles the time that they take to start.
      const { DEMO_SEED, demoDay, writeScenario } = await import('../../redteam/index.ts');
      const seed = given === undefined ? DEMO_SEED : parseSeed(given);
      const day = demoDay(seed);
      await guarded(out, () => makeDirectory(resolve(out)));
      const bar = createProgressBar(process.stderr);
      bar.stage('make the demonstration day');
      const written = await writeScenario({ dir: out, composition: day, signal });
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
      print(runReport(result, out, width));
      print(beside(day.truth(), result));
    });
}

function parseSeed(text: string): number {
  const seed = Number(text);
  if (Number.isSafeInteger(seed) && seed >= 0) return seed;
  throw new AppError('bad-usage', `cli/demo: "${text}" is no seed`, {
    fix: 'write a whole number: --seed 7',
  });
}

/** What was made beside what was found, campaign by campaign. */
function beside(truth: Iterable<TruthRow>, { verdicts }: RunOutput): string {
  const accused = new Set(
    verdicts.flatMap(({ verdict, accounts }) =>
      verdict === 'water_army' ? accounts.map(({ account_id }) => account_id) : [],
    ),
  );
  const honest = { all: 0, accused: 0 };
  const campaigns = new Map<string, { all: number; accused: number }>();
  for (const row of truth) {
    let counts = honest;
    if (!row.honest) {
      const name = row.group ?? 'no campaign';
      counts = campaigns.get(name) ?? { all: 0, accused: 0 };
      campaigns.set(name, counts);
    }
    counts.all++;
    if (accused.has(row.account_id)) counts.accused++;
  }
  const all = [...campaigns.values()].reduce((sum, { all }) => sum + all, 0);
  const found = [...campaigns.values()].reduce((sum, { accused }) => sum + accused, 0);
  const each = [...campaigns].map(([name, { all, accused }]) => `${name} ${accused} of ${all}`).join(', ');
  return `The truth (truth.csv): of ${all} accounts in campaigns ${found} stand in water armies (${each}); of ${honest.all.toLocaleString('en')} honest accounts ${honest.accused} do.\n`;
}
