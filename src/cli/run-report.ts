/** What a person reads when a detection is done: the table, what was read, what could not be, where the files are. */
import { basename } from 'node:path';
import type { IngestResult, InputReport } from '../ingest/index.ts';
import { clusterTable } from './cluster-table.ts';
import type { RunOutput } from './run-detection.ts';

const whole = (value: number): string => value.toLocaleString('en');

/** `1 event`, `2 events`. */
const count = (value: number, noun: string): string => `${whole(value)} ${noun}${value === 1 ? '' : 's'}`;

/** `width` is that of the terminal, in columns; undefined where it is none. */
export function runReport(run: RunOutput, out: string, width: number | undefined): string {
  const { verdicts, summary, files } = run;
  return [
    summary.in.events === 0 ? `${nothingRead(run)}\n` : clusterTable(verdicts, { width }),
    whatWasRead(run),
    ...badLines(
      { lines: summary.in.lines, deadLetters: summary.in.dead_letters, badLines: run.badLines },
      ' (all of them in dead-letters.ndjson)',
    ),
    whatWasFound(run),
    ...whatChanged(run),
    ...readTimes(run.inputs),
    ...summary.notes.map((note) => `note: ${note}`),
    `Results in ${out}: ${files.map((file) => basename(file)).join(', ')}`,
    '',
  ].join('\n');
}

const nothingRead = ({ summary }: RunOutput): string =>
  summary.in.lines === 0
    ? 'There is nothing in the input, so nothing was looked at.'
    : 'No line of the input could be used, so nothing was looked at.';

function whatWasRead({ summary }: RunOutput): string {
  const { events, actions, accounts, reports, duplicates } = summary.in;
  const seconds = summary.stages.reduce((sum, stage) => sum + stage.seconds, 0);
  const kinds = [
    count(actions, 'action'),
    count(accounts, 'account record'),
    ...(reports === 0 ? [] : [count(reports, 'report')]),
  ];
  const twice =
    duplicates === 0 ? '' : `, ${whole(duplicates)} of them with an event_id that was given before`;
  return `${count(events, 'event')} (${kinds.join(', ')})${twice}, in ${seconds.toFixed(1)} s`;
}

/** Nothing when no line was bad; `where` says where all of them are. */
export function badLines(
  { lines, deadLetters, badLines: kinds }: Pick<IngestResult, 'lines' | 'deadLetters' | 'badLines'>,
  where = '',
): string[] {
  if (deadLetters === 0) return [];
  const examples = kinds.map(({ lines, example }) => `  ${whole(lines)} × ${example.split('\n')[0]}`);
  return [
    `${whole(deadLetters)} of ${count(lines, 'line')} could not be used${where}; most often:`,
    ...examples,
  ];
}

/** Nothing where all times were ISO 8601, which cannot be taken for something else. */
export const readTimes = (inputs: readonly Pick<InputReport, 'name' | 'times'>[]): string[] =>
  inputs
    .filter(({ times }) => !['ISO 8601', 'none'].includes(times))
    .map(({ name, times }) => `times of ${name === '-' ? 'stdin' : name} were read as ${times}`);

/** Before and after a new model, in accounts; nothing where nothing was compared. */
function whatChanged({ comparison }: RunOutput): string[] {
  if (comparison === null) return [];
  const changed = comparison.counts.filter(({ before, after }) => before !== after);
  if (changed.length === 0) return ['No account stands otherwise than in the run compared with.'];
  return [
    `${count(comparison.changes.length, 'account')} stand otherwise than in the run compared with (comparison.csv has them all):`,
    ...changed.map(({ before, after, accounts }) => `  ${before} → ${after}: ${whole(accounts)}`),
  ];
}

function whatWasFound({ summary }: RunOutput): string {
  const { by_verdict: found, accounts } = summary.out;
  return [
    `${found.water_army ?? 0} water ${found.water_army === 1 ? 'army' : 'armies'}`,
    `${found.coordinated ?? 0} coordinated`,
    `${found.insufficient_data ?? 0} without enough data`,
    `${found.organic ?? 0} organic; ${count(accounts, 'account')} in clusters`,
  ].join(', ');
}
