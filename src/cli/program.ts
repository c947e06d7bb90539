/** The command line: commands, Ctrl-C, exit codes. */
import { Command, CommanderError } from 'commander';
import { configCommand } from './commands/config.ts';
import { consumeCommand } from './commands/consume.ts';
import { deadLettersCommand } from './commands/dead-letters.ts';
import { demoCommand } from './commands/demo.ts';
import { detectCommand } from './commands/detect.ts';
import { detectCyclesCommand } from './commands/detect-cycles.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { mineCommand } from './commands/mine.ts';
import { pairsCommand } from './commands/pairs.ts';
import { redTeamCommand } from './commands/redteam.ts';
import { simulateCommand } from './commands/simulate.ts';
import { storeCommand } from './commands/store.ts';
import type { CommandContext } from './context.ts';
import { EXIT_CODES, reportFailure } from './exit-codes.ts';
import { VERSION } from './run-detection.ts';

const COMMANDS = [
  detectCommand,
  detectCyclesCommand,
  mineCommand,
  pairsCommand,
  storeCommand,
  consumeCommand,
  deadLettersCommand,
  configCommand,
  demoCommand,
  simulateCommand,
  redTeamCommand,
  evaluateCommand,
];

async function main(): Promise<number> {
  const stop = new AbortController();
  process.on('SIGINT', () => {
    // The first asks politely; whoever insists is obeyed.
    if (stop.signal.aborted) process.exit(EXIT_CODES.cancelled);
    process.stderr.write('\nStopping …\n');
    stop.abort();
  });
  process.on('SIGTERM', () => stop.abort());
  const context: CommandContext = {
    signal: stop.signal,
    now: Date.now(),
    print: (text) => void process.stdout.write(text),
  };
  const program = new Command('breakwater')
    .description(
      'Finds water armies (水军): groups of accounts that are operated together to fake opinion on a platform.',
    )
    .version(VERSION)
    .showHelpAfterError('(breakwater --help shows what there is)')
    .exitOverride();
  for (const create of COMMANDS) program.addCommand(create(context).exitOverride());
  try {
    await program.parseAsync();
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_CODES['bad-usage'];
    return reportFailure(error, (text) => void process.stderr.write(text));
  }
}

process.exitCode = await main();
