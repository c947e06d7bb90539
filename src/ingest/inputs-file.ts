/** The YAML of `--inputs`: several files, each with its own mapping. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { AppError, didYouMean } from '../contract/index.ts';
import { checkMapping, type InputSpec, presetOf } from './input-spec.ts';

const Entry = z.strictObject({
  file: z.string().min(1),
  format: z.string().optional(),
  map: z.record(z.string(), z.string()).optional(),
  set: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
const InputsFile = z.strictObject({ inputs: z.array(Entry).min(1) });

/** Reads the list of inputs; files stand relative to the YAML. Throws `input-missing` and `bad-config`. */
export async function readInputsFile(path: string): Promise<InputSpec[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('input-missing', `ingest/inputs-file: cannot read ${path}`, {
      cause,
      fix: 'give --inputs the path of a YAML file that exists and may be read',
    });
  });
  return parseInputs(text, path);
}

/** The pure part of `readInputsFile`; `path` is where the text stood. */
export function parseInputs(text: string, path: string): InputSpec[] {
  const document = parseDocument(text);
  const problem = document.errors[0];
  if (problem !== undefined) throw broken(path, problem.message.split('\n')[0] as string, 'mend the YAML');
  const parsed = InputsFile.safeParse(document.toJS());
  if (!parsed.success) {
    const { issues } = parsed.error;
    // A mistyped key is also a missing one; the mistyped one says more.
    const telling = issues.find((issue) => issue.code === 'unrecognized_keys') ?? issues[0];
    throw explain(path, telling as z.core.$ZodIssue);
  }
  return parsed.data.inputs.map((entry, index) => {
    const preset = presetOf(entry.format);
    const mapping = { map: { ...preset.map, ...entry.map }, set: { ...preset.set, ...entry.set } };
    checkMapping(mapping, `${path}: inputs[${index}]`);
    const format = preset.format === undefined ? {} : { format: preset.format };
    const place = entry.file === '-' ? '-' : resolve(dirname(path), entry.file);
    return { name: entry.file, path: place, ...format, ...mapping };
  });
}

function explain(path: string, issue: z.core.$ZodIssue): AppError {
  const at = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  const where = at === '' ? 'top level' : at.replace(/^\./, '');
  if (issue.code === 'unrecognized_keys') {
    const known = issue.path.length === 0 ? Object.keys(InputsFile.shape) : Object.keys(Entry.shape);
    const key = issue.keys[0] as string;
    const fix = `known keys are ${known.join(', ')}${didYouMean(key, known)}`;
    return broken(path, `${where}: unknown key "${key}"`, fix);
  }
  return broken(path, `${where}: ${issue.message}`, 'write inputs: as a list of {file, format, map, set}');
}

const broken = (path: string, what: string, fix: string): AppError =>
  new AppError('bad-config', `ingest/inputs-file: ${path}: ${what}`, { fix });
