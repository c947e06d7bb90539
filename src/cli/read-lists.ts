/** Files that people give beside the events: a model, a list of risky domains. */
import { readFile } from 'node:fs/promises';
import { AppError } from '../contract/index.ts';
import { registrableDomain } from '../traces/index.ts';
import { type Model, parseModel } from '../verdicts/index.ts';

/** Throws `input-missing` or `bad-config`. */
export async function readModel(path: string): Promise<Model> {
  const text = await readText(path);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError('bad-config', `cli/model: ${path} is no JSON`, {
      cause,
      fix: 'give a file that breakwater calibrate has written',
    });
  }
  return parseModel(value, path);
}

/** One domain or link a line; what follows a # is a remark. Throws `input-missing` or `bad-config` that names the line. */
export async function readRiskDomains(path: string): Promise<ReadonlySet<string>> {
  const domains = new Set<string>();
  for (const [index, line] of (await readText(path)).split(/\r?\n/).entries()) {
    const text = line.replace(/#.*/, '').trim();
    if (text === '') continue;
    const domain = registrableDomain(/^https?:\/\//i.test(text) ? text : `https://${text}`);
    if (domain === null)
      throw new AppError(
        'bad-config',
        `cli/risk-domains: ${path}:${index + 1}: "${text.slice(0, 80)}" is no domain`,
        {
          fix: 'write one domain a line, such as example.com',
        },
      );
    domains.add(domain);
  }
  return domains;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new AppError('input-missing', `cli/read-lists: ${path} cannot be read`, {
      cause,
      fix: 'check the path',
    });
  }
}
