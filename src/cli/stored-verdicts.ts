/** Verdicts of an earlier run, to compare a new model with: from the store, or from the directory of a detection. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, VerdictLine } from '../contract/index.ts';
import type { Store } from '../storage/index.ts';

// FINAL: a run that was saved twice counts once.
const RUN = `
  SELECT run_id FROM runs FINAL
  WHERE {name:String} IN ('latest', run_id)
  ORDER BY finished_at DESC, run_id DESC LIMIT 1`;
const BODIES = 'SELECT body FROM verdicts FINAL WHERE run_id = {run:String} ORDER BY cluster_id';

/** `latest`, the id of a run, or a directory with verdicts.ndjson. Throws `input-missing` or `bad-input`. */
export async function storedVerdicts(name: string, store: Store): Promise<readonly VerdictLine[]> {
  const path = join(name, 'verdicts.ndjson');
  if (existsSync(path)) return parseVerdicts(await readFile(path, 'utf8'), path);
  const [run] = await store.rows(RUN, { name });
  if (run === undefined)
    throw new AppError('input-missing', `cli/compare: there is no run "${name}", and no ${path}`, {
      fix: 'name a run of the store, latest, or the --out directory of an earlier detection',
    });
  const rows = await store.rows(BODIES, { run: String(run.run_id) });
  return parseVerdicts(rows.map(({ body }) => String(body)).join('\n'), `run ${run.run_id}`);
}

/** A verdict line each. Throws `bad-input` that names the line. */
export function parseVerdicts(text: string, name: string): readonly VerdictLine[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      try {
        return VerdictLine.parse(JSON.parse(line));
      } catch (cause) {
        throw new AppError('bad-input', `cli/verdicts: ${name}:${index + 1} is no verdict`, {
          cause,
          fix: 'give the verdicts.ndjson of `breakwater detect` as it is',
        });
      }
    });
}
