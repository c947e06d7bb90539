/** The flags that say what to read; the same for every command that reads events. */
import type { Command } from 'commander';
import { AppError } from '../contract/index.ts';
import { type InputSpec, inputsFromFlags, PRESETS, readInputsFile } from '../ingest/index.ts';

export interface InputOptions {
  readonly format?: string;
  readonly map?: string[];
  readonly set?: string[];
  readonly inputs?: string;
}

const collect = (word: string, before: string[] = []) => [...before, word];

export function addInputOptions(command: Command): Command {
  return command
    .argument('[files...]', 'files of events; "-" is stdin')
    .option(
      '--format <name>',
      `format of the files: ${Object.keys(PRESETS).join(', ')} (default: by their names)`,
    )
    .option('--map <field=column>', 'take a field of the event from this column; may be repeated', collect)
    .option('--set <field=value>', 'give a field this value in every row; may be repeated', collect)
    .option('--inputs <yaml>', 'several files, each with its own mapping (docs/input.md)');
}

/** Throws `bad-usage` when nothing is named. */
export async function inputsOf(
  files: readonly string[],
  options: InputOptions,
): Promise<readonly InputSpec[]> {
  const listed = options.inputs === undefined ? [] : await readInputsFile(options.inputs);
  const inputs = [...listed, ...inputsFromFlags({ ...options, files })];
  if (inputs.length === 0)
    throw new AppError('bad-usage', 'cli/input-options: nothing to read', {
      fix: 'name files, "-" for stdin, or --inputs FILE; breakwater detect --help shows examples',
    });
  return inputs;
}
