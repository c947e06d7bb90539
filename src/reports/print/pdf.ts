/** A page of HTML as PDF, printed by a headless Chromium where there is one. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { AppError } from '../../contract/index.ts';

const run = promisify(execFile);
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const LONGEST_MS = 120_000;

/** The program that prints: `BREAKWATER_CHROMIUM`, or the first in the path; null where there is none. */
export function findChromium(env: Readonly<Record<string, string | undefined>> = process.env): string | null {
  if (env.BREAKWATER_CHROMIUM !== undefined) return env.BREAKWATER_CHROMIUM;
  const places = (env.PATH ?? '')
    .split(delimiter)
    .flatMap((directory) => NAMES.map((name) => join(directory, name)));
  return places.find((place) => existsSync(place)) ?? null;
}

/**
 * Prints a self-contained page: it is opened without scripts and without a network.
 *
 * @throws AppError `internal` when Chromium fails.
 */
export async function printPdf(html: string, chromium: string): Promise<Uint8Array> {
  const directory = await mkdtemp(join(tmpdir(), 'breakwater-print-'));
  try {
    const [page, pdf] = [join(directory, 'page.html'), join(directory, 'page.pdf')];
    await writeFile(page, html);
    const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    await run(
      chromium,
      [
        '--headless',
        ...root,
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--user-data-dir=${join(directory, 'profile')}`,
        '--no-pdf-header-footer',
        `--print-to-pdf=${pdf}`,
        pathToFileURL(page).href,
      ],
      { timeout: LONGEST_MS },
    );
    return await readFile(pdf);
  } catch (cause) {
    throw new AppError('internal', `reports/print: ${chromium} did not print the page`, {
      cause,
      fix: 'try it by hand: chromium --headless --print-to-pdf=out.pdf page.html; or set BREAKWATER_CHROMIUM',
    });
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}
