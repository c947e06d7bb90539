/**
 * Where the real data sets stand: BREAKWATER_DATA, or beside the repository. They are no part of the project.
 * Tests that need them say so and are skipped where they are absent, but fail in CI.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';

const ROOT = process.env.BREAKWATER_DATA ?? join(import.meta.dirname, '../../../shared/data');

/** The path of one of the data sets' files, such as `coortweet/expected_edges_tw10.csv`. */
export const realFile = (name: string): string => join(ROOT, name);

/** `describe` for tests over these files. */
export function describeRealData(title: string, files: readonly string[], body: () => void): void {
  const absent = files.filter((file) => !existsSync(realFile(file)));
  const skipped = absent.length > 0 && process.env.CI !== 'true';
  if (skipped)
    console.warn(
      `SKIPPED: ${title}: no ${absent.join(', ')} in ${ROOT}; set BREAKWATER_DATA to where they are`,
    );
  describe.skipIf(skipped)(title, body);
}
