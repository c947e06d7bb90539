/** `breakwater simulate`: made-up days whose truth is known. */
import { Command } from 'commander';
import { AppError } from '../../contract/index.ts';
import type { Part, Scenario } from '../../redteam/index.ts';
import type { CommandContext } from '../context.ts';
import { parseDuration } from '../duration.ts';

interface SimulateOptions {
  readonly scenario: readonly string[];
  readonly set: readonly string[];
  readonly seed: string;
  readonly from: string;
  readonly lasts: string;
  readonly out: string;
}

const collect = (value: string, all: readonly string[]): readonly string[] => [...all, value];

export function simulateCommand({ signal, print }: CommandContext): Command {
  // Loaded where it is used, as it doubles the time that other commands take to start.
  const redteam = () => import('../../redteam/index.ts');
  const command = new Command('simulate')
    .summary('make events of which the truth is known')
    .description(
      'Composes scenarios (a crowd, attacks, honest look-alikes) into one stream of events: events.ndjson and truth.csv. ' +
        'The same seed gives the same bytes. A scenario may be given more than once; instances are named a, a-2, a-3, …',
    )
    .option('-s, --scenario <name>', 'a scenario, or instance=scenario; may be repeated', collect, [])
    .option('--set <instance.knob=value>', 'sets a knob of an instance; may be repeated', collect, [])
    .option('--seed <number>', 'seed of all random draws', '1')
    .option('--from <time>', 'first moment, ISO 8601', '2026-05-02T00:00:00Z')
    .option('--lasts <time>', 'length of the stretch: 6h, 1d, 7d', '1d')
    .option('-o, --out <dir>', 'directory for events.ndjson and truth.csv', 'out/simulation')
    .addHelpText(
      'after',
      `
Example:
  $ breakwater simulate --scenario organic-city --scenario like-farm --set like-farm.accounts=200 --out day
  $ breakwater detect day/events.ndjson --out day && breakwater evaluate --verdicts day --truth day/truth.csv`,
    )
    .action(async (options: SimulateOptions) => {
      const { composeScenarios, writeScenario } = await redteam();
      if (options.scenario.length === 0)
        throw new AppError('bad-usage', 'cli/simulate: no scenario was given', {
          fix: 'add --scenario organic-city (breakwater simulate list shows all)',
        });
      const from = Date.parse(options.from);
      const seed = Number(options.seed);
      if (Number.isNaN(from) || !Number.isSafeInteger(seed) || seed < 0)
        throw new AppError('bad-usage', `cli/simulate: --from ${options.from} --seed ${options.seed}`, {
          fix: 'give --from as ISO 8601 and --seed as a whole number',
        });
      const to = from + parseDuration(options.lasts);
      const parts = partsOf(options.scenario, options.set);
      const composition = composeScenarios({ seed, from, to, parts });
      const written = await writeScenario({ dir: options.out, composition, signal });
      print(
        `${written.events.toLocaleString('en')} events in ${written.eventsPath}\n` +
          `${written.accounts.toLocaleString('en')} accounts in ${written.truthPath}\n`,
      );
    });
  command
    .command('list')
    .description('all scenarios, a line each')
    .option('--json', 'print as JSON')
    .action(async ({ json }: { readonly json?: true }) => {
      const { SCENARIOS } = await redteam();
      if (json) return print(`${JSON.stringify(SCENARIOS.map(facts), null, 2)}\n`);
      for (const kind of ['crowd', 'attack', 'look-alike'] as const) {
        print(`${kind}\n`);
        for (const { name, story } of SCENARIOS.filter((scenario) => scenario.kind === kind))
          print(`  ${name.padEnd(22)} ${story.split(/[:;,.]/, 1)[0]}\n`);
      }
    });
  command
    .command('describe')
    .description('the story of a scenario and its knobs')
    .argument('<name>', 'see simulate list')
    .option('--json', 'print as JSON')
    .action(async (name: string, { json }: { readonly json?: true }) => {
      const { scenarioNamed } = await redteam();
      const scenario = scenarioNamed(name);
      if (json) return print(`${JSON.stringify(facts(scenario), null, 2)}\n`);
      print(`${scenario.name} (${scenario.kind})\n${scenario.story}\n\nknobs\n`);
      for (const [knob, { value, about }] of Object.entries(scenario.knobs))
        print(`  ${`${knob}=${value}`.padEnd(28)} ${about}\n`);
    });
  return command;
}

const facts = ({ name, kind, story, knobs }: Scenario) => ({ name, kind, story, knobs });

/** `a`, `name=a` and `name.knob=value` to parts. Throws `bad-usage`. */
export function partsOf(scenarios: readonly string[], settings: readonly string[]): readonly Part[] {
  const seen = new Map<string, number>();
  const parts = scenarios.map((text) => {
    const [first = '', second] = text.split('=');
    const count = (seen.get(first) ?? 0) + 1;
    seen.set(first, count);
    const name = count === 1 ? first : `${first}-${count}`;
    return { scenario: second ?? first, name, knobs: {} as Record<string, number> };
  });
  for (const setting of settings) {
    const match = /^(.+)\.([A-Za-z]+)=(.+)$/.exec(setting);
    const part = parts.find(({ name }) => name === match?.[1]);
    const value = Number(match?.[3]);
    if (match === null || part === undefined || Number.isNaN(value))
      throw new AppError('bad-usage', `cli/simulate: --set ${setting}`, {
        fix: `write instance.knob=number with an instance out of ${parts.map(({ name }) => name).join(', ')}`,
      });
    part.knobs[match[2] as string] = value;
  }
  return parts;
}
