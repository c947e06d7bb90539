/** The files of `detect --out DIR`: written aside, moved into place when all of them are whole. */
import { createWriteStream, rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { toGexf } from '../clusters/index.ts';
import type { AccountRow, DeadLetter, EdgeRow, Summary, VerdictLine } from '../contract/index.ts';
import type { Detection } from '../detection/index.ts';
import type { Comparison } from '../verdicts/index.ts';
import { guarded, makeDirectory, removeEmpty } from './directories.ts';
import { createLineFile } from './line-file.ts';

export interface ResultFiles {
  /** Throws `output-failed`. */
  deadLetter(letter: DeadLetter): void;
  /** Writes everything else and moves all files into the directory. Returns their names. */
  publish(results: Results): Promise<readonly string[]>;
  /** Removes what was written; after `publish` a no-op. */
  discard(): Promise<void>;
}

export interface Results {
  readonly verdicts: readonly VerdictLine[];
  /** Read several times. */
  readonly edges: Pick<Detection['edges'], 'rows' | 'links'>;
  readonly summary: Summary;
  /** Null where this run is compared with none. */
  readonly comparison: Comparison | null;
}

/** Above this many edges no viewer opens the graph. */
const GEXF_EDGES = 200_000;

const nodesOf = (verdicts: readonly VerdictLine[]) =>
  verdicts.flatMap(({ cluster_id, verdict, accounts }) =>
    accounts.map(({ account_id, membership }) => ({
      id: account_id,
      cluster: cluster_id,
      verdict,
      membership,
    })),
  );

const gexfEdges = (edges: Results['edges']) => ({
  *[Symbol.iterator]() {
    for (const { account_a, account_b, trace, surprise_nats } of edges.links())
      yield { a: account_a, b: account_b, trace, weight: surprise_nats };
  },
});

/**
 * A directory inside `out` takes the files until they are whole: on the same disk, so that they can be moved, and gone when
 * the run is stopped, which leaves `out` as it was. Throws `output-failed`.
 */
export async function createResultFiles(out: string): Promise<ResultFiles> {
  const target = resolve(out);
  const aside = join(target, `.partial-${process.pid}`);
  const made = await guarded(out, async () => {
    const made = await makeDirectory(target);
    await rm(aside, { recursive: true, force: true });
    await mkdir(aside);
    return made;
  });
  // Whoever is ended at once, by a second Ctrl-C, leaves nothing either.
  const atExit = () => rmSync(aside, { recursive: true, force: true });
  process.on('exit', atExit);
  const letters = createLineFile(join(aside, 'dead-letters.ndjson'), out);
  return {
    deadLetter: (letter) => letters.append(`${JSON.stringify(letter)}\n`),
    publish: ({ verdicts, edges, summary, comparison }) =>
      guarded(out, async () => {
        letters.close();
        await writeLines(join(aside, 'verdicts.ndjson'), jsonLines(verdicts));
        await writeLines(join(aside, 'accounts.csv'), accountLines(verdicts));
        await writeLines(join(aside, 'edges.csv'), edgeLines(edges.rows()));
        if (comparison !== null) await writeLines(join(aside, 'comparison.csv'), comparisonLines(comparison));
        const { gexf } = toGexf({
          nodes: nodesOf(verdicts),
          edges: gexfEdges(edges),
          maxEdges: GEXF_EDGES,
        });
        await writeFile(join(aside, 'graph.gexf'), gexf);
        await writeFile(join(aside, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
        const names = (await readdir(aside)).sort();
        for (const name of names) await rename(join(aside, name), join(target, name));
        await rm(aside, { recursive: true, force: true });
        process.off('exit', atExit);
        return names.map((name) => join(out, name));
      }),
    async discard() {
      try {
        letters.close();
      } catch {
        // On a full disk, too, what is thrown away need not be written.
      }
      await rm(aside, { recursive: true, force: true });
      process.off('exit', atExit);
      if (made !== null) await removeEmpty(target, made);
    },
  };
}

async function writeLines(path: string, lines: Iterable<string>): Promise<void> {
  await pipeline(lines, createWriteStream(path));
}

function* jsonLines(rows: Iterable<unknown>): Generator<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`;
}

/** A CSV cell; quoted where it must be (RFC 4180). */
export function csvCell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const csvLine = (cells: readonly (string | number)[]) => `${cells.map(csvCell).join(',')}\n`;

function* accountLines(verdicts: readonly VerdictLine[]): Generator<string> {
  const columns = [
    'account_id',
    'cluster_id',
    'campaign_id',
    'verdict',
    'probability',
    'membership',
  ] as const satisfies readonly (keyof AccountRow)[];
  yield csvLine(columns);
  for (const verdict of verdicts)
    for (const account of verdict.accounts) {
      const row: AccountRow = { ...verdict, ...account };
      yield csvLine(columns.map((column) => row[column]));
    }
}

function* comparisonLines({ changes }: Comparison): Generator<string> {
  const columns = ['account_id', 'before', 'after', 'probability_before', 'probability_after'] as const;
  yield csvLine(columns);
  for (const change of changes) yield csvLine(columns.map((column) => change[column] ?? ''));
}

function* edgeLines(edges: Iterable<EdgeRow>): Generator<string> {
  const columns = [
    'account_a',
    'account_b',
    'trace',
    'meetings',
    'surprise_nats',
    'first_at',
    'last_at',
  ] as const satisfies readonly (keyof EdgeRow)[];
  yield csvLine(columns);
  for (const edge of edges) yield csvLine(columns.map((column) => edge[column]));
}
