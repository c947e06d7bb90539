/** The command line: commands, Ctrl-C, exit codes. */
import { Command, CommanderError } from 'commander';
import { calibrateCommand } from './commands/calibrate.ts';
import { campaignsCommand } from './commands/campaigns.ts';
import { configCommand } from './commands/config.ts';
import { consumeCommand } from './commands/consume.ts';
import { deadLettersCommand } from './commands/dead-letters.ts';
import { demoCommand } from './commands/demo.ts';
import { detectCommand } from './commands/detect.ts';
import { detectCyclesCommand } from './commands/detect-cycles.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { labelsCommand } from './commands/labels.ts';
import { mineCommand } from './commands/mine.ts';
import { pairsCommand } from './commands/pairs.ts';
import { policyCommand } from './commands/policy.ts';
import { redTeamCommand } from './commands/redteam.ts';
import { reportCommand } from './commands/report.ts';
import { sanctionCommand } from './commands/sanction.ts';
import { serveCommand } from './commands/serve.ts';
import { simulateCommand } from './commands/simulate.ts';
import { storeCommand } from './commands/store.ts';
import { usersCommand } from './commands/users.ts';
import { whyCommand } from './commands/why.ts';
import type { CommandContext } from './context.ts';
import { EXIT_CODES, EXIT_CODES_HELP, reportFailure } from './exit-codes.ts';
import { VERSION } from './run-detection.ts';

/** Commands by what they work on, in the order of the help. */
const COMMANDS = [
  { group: 'On files:', commands: [detectCommand, pairsCommand] },
  { group: 'On what is stored:', commands: [whyCommand] },
  {
    group: 'On a stream:',
    commands: [consumeCommand, detectCyclesCommand, mineCommand, deadLettersCommand],
  },
  { group: 'What was found:', commands: [serveCommand, campaignsCommand, reportCommand, usersCommand] },
  { group: 'What is done about it:', commands: [policyCommand, sanctionCommand] },
  {
    group: 'With a known truth:',
    commands: [
      demoCommand,
      simulateCommand,
      evaluateCommand,
      labelsCommand,
      redTeamCommand,
      calibrateCommand,
    ],
  },
  { group: 'Store and settings:', commands: [storeCommand, configCommand] },
];

const HELP = `
Begin with:
  $ breakwater demo                                 a made-up day, and what is found
  $ breakwater detect events.ndjson --out results   your own events
breakwater COMMAND --help tells more, with examples.

${EXIT_CODES_HELP}`;

/** A second Ctrl-C after less than this is the first one, passed on. */
const INSISTS_MS = 500;

async function main(): Promise<number> {
  const stop = new AbortController();
  let asked = 0;
  process.on('SIGINT', () => {
    // The first asks politely; whoever insists is obeyed. npm and our own starter pass on what the terminal has sent to
    // everybody in its group, so that one Ctrl-C may come twice.
    if (!stop.signal.aborted) {
      asked = performance.now();
      process.stderr.write('\nStopping …\n');
      stop.abort();
    } else if (performance.now() - asked > INSISTS_MS) process.exit(EXIT_CODES.cancelled);
  });
  process.on('SIGTERM', () => stop.abort());
  // Whoever reads us may have seen enough: `breakwater pairs … | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  const context: CommandContext = {
    signal: stop.signal,
    now: Date.now(),
    print: (text) => void process.stdout.write(text),
    width: process.stdout.isTTY ? process.stdout.columns : undefined,
  };
  const program = new Command('breakwater')
    .description(
      'Finds water armies (水军): groups of accounts that are operated together to fake opinion on a platform.',
    )
    .version(VERSION)
    .showHelpAfterError('(breakwater --help shows what there is)')
    .addHelpText('after', HELP)
    .exitOverride();
  for (const { group, commands } of COMMANDS) {
    program.commandsGroup(group);
    for (const create of commands) {
      const command = create(context).exitOverride();
      program.addCommand(command.showHelpAfterError(`(breakwater ${command.name()} --help tells more)`));
    }
  }
  try {
    await program.parseAsync();
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_CODES['bad-usage'];
    return reportFailure(error, (text) => void process.stderr.write(text));
  }
}

process.exitCode = await main();
