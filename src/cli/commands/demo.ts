/** `npm start`: a seeded demonstration day, made, detected and shown. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import getPort from 'get-port';
import { readSettings } from '../../config/index.ts';
import { addUser } from '../../console/index.ts';
import { AppError } from '../../contract/index.ts';
import { inputsFromFlags } from '../../ingest/index.ts';
import type { TruthRow } from '../../redteam/index.ts';
import { openStore, type StoreOptions } from '../../storage/index.ts';
import type { CommandContext } from '../context.ts';
import { guarded, makeDirectory } from '../directories.ts';
import { createProgressBar } from '../progress.ts';
import { readPseudonymKey } from '../pseudonym-key.ts';
import { runConsole } from '../run-console.ts';
import { type RunOutput, runDetection } from '../run-detection.ts';
import { runReport } from '../run-report.ts';
import { parsePort } from './serve.ts';

interface DemoOptions {
  readonly out: string;
  readonly seed?: string;
  readonly serve: boolean;
  readonly port?: number;
}

/** Who signs in to the console of the demonstration day. */
const ADMIN = 'demo';

export function demoCommand({ signal, now, print, width }: CommandContext): Command {
  return new Command('demo')
    .summary('make a demonstration day and find the water armies in it')
    .description(
      'Makes a seeded day of about 200,000 events: an organic crowd, campaigns of every pattern, and honest groups that look like campaigns. Detects, prints the clusters, compares them with the truth, leaves events, truth, verdicts and store in the directory of --out, and opens the console on them.',
    )
    .option('-o, --out <dir>', 'directory for the day and its verdicts', 'out/demo')
    .option('--seed <number>', 'seed of the day (default: the one that the README shows)')
    .option('-p, --port <number>', 'port of the console (default: 8080, or a free one)', parsePort)
    .option('--no-serve', 'end when the day is detected; so it does where CI is set')
    .action(async ({ out, seed: given, serve, port }: DemoOptions) => {
      // Loaded here, as no other command needs it: it doubles the time that they take to start.
      const { DEMO_SEED, demoDay, writeScenario } = await import('../../redteam/index.ts');
      const seed = given === undefined ? DEMO_SEED : parseSeed(given);
      const day = demoDay(seed);
      await guarded(out, () => makeDirectory(resolve(out)));
      const store = await emptyStore(out);
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
        store,
        pseudonymKey: await readPseudonymKey(undefined, 'memory'),
        signal,
        now,
      });
      print(runReport(result, out, width));
      print(beside(day.truth(), result));
      if (serve && !process.env.CI) await openConsole({ store, port, signal, print });
      else print(`The console on them: npx breakwater serve --store ${join(out, 'store')}\n`);
    });
}

/**
 * What an earlier demonstration left is thrown away: its day stands beside it. Any other store stays.
 *
 * @throws AppError `bad-usage` where a store stands that no demonstration made.
 */
async function emptyStore(out: string): Promise<StoreOptions> {
  const directory = join(out, 'store');
  const options: StoreOptions = { kind: 'embedded', directory };
  if (!existsSync(directory)) return options;
  if (!existsSync(join(out, 'truth.csv')))
    throw new AppError('bad-usage', `cli/demo: ${directory} is there, and no demonstration made it`, {
      fix: 'choose another directory: --out DIR',
    });
  // Only what can be opened is a store, and nobody else is at it.
  await (await openStore(options)).close();
  await rm(directory, { recursive: true });
  return options;
}

interface DemoConsole extends Pick<CommandContext, 'signal' | 'print'> {
  readonly store: StoreOptions;
  readonly port: number | undefined;
}

async function openConsole({ store, port, signal, print }: DemoConsole): Promise<void> {
  // Of the settings only how it is served: no file of another store's.
  const settings = await readSettings({ env: {}, flags: {} });
  const password = randomBytes(9).toString('base64url');
  const free = port ?? (await getPort({ port: settings.console.port, host: settings.console.host }));
  await runConsole({
    store,
    settings: { ...settings, console: { ...settings.console, port: free } },
    signal,
    prepare: async (opened) => {
      await addUser(opened, { name: ADMIN, role: 'admin', password }, Date.now());
    },
    onServed: (url) =>
      print(
        `\nThe console is at ${url}\n  name ${ADMIN}, password ${password} (made for this run)\nCtrl-C ends it; the store stays in ${store.kind === 'embedded' ? store.directory : 'memory'}.\n`,
      ),
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
