/** The demonstration day, and writing a composition to files. The only file of the room that does I/O. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { AppError } from '../contract/index.ts';
import { DAY } from './clock.ts';
import { type Composition, composeScenarios } from './compose.ts';
import type { TruthRow } from './scenario.ts';

export const DEMO_SEED = 20260502;
const DEMO_FROM = Date.UTC(2026, 4, 2);

/** What the demonstration day is made of; other scenarios of the registry stay out of it. */
export const DEMO_SCENARIOS: readonly string[] = [
  'organic-city',
  'like-farm',
  'comment-control',
  'content-farm',
  'batch-registration',
  'trend-boost',
  'traffic-diversion',
  'fan-drive',
  'newsroom-matrix',
  'campus-signup',
  'breaking-news',
  'lottery-repost',
];

/** The demonstration's crowd, and that of benchmarks, goes without the by-work of a full city. */
export const PLAIN_CROWD = { reports: 0, aiPosts: 0, rareProviders: 0 } as const;

/** About 200,000 events of 2 May 2026 (UTC): the crowd, six campaigns and five honest look-alikes. */
export function demoDay(seed: number = DEMO_SEED): Composition {
  const parts = DEMO_SCENARIOS.map((scenario) => ({
    scenario,
    knobs: scenario === 'organic-city' ? PLAIN_CROWD : {},
  }));
  return composeScenarios({ seed, from: DEMO_FROM, to: DEMO_FROM + DAY, parts });
}

const TRUTH_HEADER = 'account_id,group,honest,pattern,role\n';

/** A field of a CSV (RFC 4180): in quotes where it must be. */
const field = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function truthLine({ account_id: id, group, honest, pattern, role }: TruthRow): string {
  return `${id},${field(group ?? '')},${honest},${pattern ?? ''},${field(role)}\n`;
}

/** Writes lines in chunks and waits when the disk cannot follow. Returns how many lines were written. */
async function writeLines(
  path: string,
  lines: Iterable<string>,
  signal: AbortSignal | undefined,
): Promise<number> {
  const file = createWriteStream(path, { ...(signal ? { signal } : {}) });
  const done = finished(file);
  // A failure while we wait for `drain` surfaces through `done`, too.
  const failed = done.then(() => undefined);
  failed.catch(() => undefined);
  let count = 0;
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    count++;
    if (chunk.length < 65_536) continue;
    if (!file.write(chunk)) await Promise.race([once(file, 'drain'), failed]);
    chunk = '';
  }
  file.end(chunk);
  await done;
  return count;
}

function* eventLines(composition: Composition): Iterable<string> {
  for (const event of composition.events()) yield `${JSON.stringify(event)}\n`;
}

function* truthLines(composition: Composition): Iterable<string> {
  yield TRUTH_HEADER;
  for (const row of composition.truth()) yield truthLine(row);
}

/** What was written, and how much. */
export interface WrittenScenario {
  readonly eventsPath: string;
  readonly truthPath: string;
  readonly events: number;
  readonly accounts: number;
}

/**
 * Streams `events.ndjson` and `truth.csv` (account_id,group,honest,pattern,role) into a directory, made if missing.
 * Throws `bad-usage` when it cannot be written, `cancelled` when the signal aborts.
 */
export async function writeScenario(args: {
  readonly dir: string;
  readonly composition: Composition;
  readonly signal?: AbortSignal;
}): Promise<WrittenScenario> {
  const { dir, composition, signal } = args;
  const eventsPath = join(dir, 'events.ndjson');
  const truthPath = join(dir, 'truth.csv');
  try {
    await mkdir(dir, { recursive: true });
    const accounts = (await writeLines(truthPath, truthLines(composition), signal)) - 1;
    const events = await writeLines(eventsPath, eventLines(composition), signal);
    return { eventsPath, truthPath, events, accounts };
  } catch (cause) {
    if (signal?.aborted)
      throw new AppError('cancelled', `redteam/demo-day: writing to ${dir} was cancelled`, { cause });
    throw new AppError('bad-usage', `redteam/demo-day: cannot write to ${dir}`, {
      cause,
      fix: 'Give a directory that can be written, on a disk with room for it',
    });
  }
}
