/** The table of clusters that people read in the terminal. */
import Table from 'cli-table3';
import pc from 'picocolors';
import type { Verdict, VerdictLine } from '../contract/index.ts';
import { PATTERN_NAMES, probabilityText } from '../verdicts/index.ts';

const PAINT: Readonly<Record<Verdict, (text: string) => string>> = {
  water_army: pc.red,
  coordinated: pc.yellow,
  insufficient_data: pc.dim,
  organic: pc.green,
};

const HEAD = ['cluster', 'verdict', 'prob.', 'pattern', 'size'];
const FIXED = [16, 19, 8, 18, 7];
const EVIDENCE = 'strongest evidence';
/** Columns of a terminal that is none. */
const WIDTH = 118;
/** Least columns for the evidence beside the rest; where there are fewer, it gets a row of its own. */
const MIN_EVIDENCE = 30;

/** At most `rows` clusters, strongest first, each with its strongest evidence in plain words. */
export function clusterTable(
  verdicts: readonly VerdictLine[],
  { rows = 20, width }: { rows?: number; width?: number | undefined } = {},
): string {
  if (verdicts.length === 0) return 'No accounts were found to act together.\n';
  const left = (width ?? WIDTH) - FIXED.reduce((sum, column) => sum + column, 0) - FIXED.length - 2;
  const beside = left >= MIN_EVIDENCE;
  const table = new Table({
    head: beside ? [...HEAD, EVIDENCE] : HEAD,
    colWidths: beside ? [...FIXED, left] : FIXED,
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const line of verdicts.slice(0, rows)) {
    const cells = cellsOf(line);
    const evidence = strongestEvidence(line);
    if (beside) table.push([...cells, evidence]);
    else table.push(cells, ...(evidence === '' ? [] : [[{ colSpan: FIXED.length, content: evidence }]]));
  }
  const more = verdicts.length - rows;
  return `${table.toString()}\n${more > 0 ? `… and ${more} more clusters in verdicts.ndjson\n` : ''}`;
}

const cellsOf = (line: VerdictLine): string[] => [
  line.cluster_id,
  PAINT[line.verdict](line.verdict),
  probabilityText(line.probability),
  line.patterns.map((pattern) => `${PATTERN_NAMES[pattern].en} ${PATTERN_NAMES[pattern].zh}`).join('\n'),
  String(line.accounts.length),
];

/** Signals whose first fact is a sum in nats; the second is an example that says more. */
const SUM_FIRST = new Set(['synchronized_actions', 'homogeneous_content']);

/** The strongest fact of each of the two strongest signals. */
function strongestEvidence(line: VerdictLine): string {
  return [...line.signals]
    .filter((signal) => signal.weight_nats > 0 && signal.evidence.length > 0)
    .sort((a, b) => b.weight_nats - a.weight_nats || (a.id < b.id ? -1 : 1))
    .slice(0, 2)
    .map((signal) => (signal.evidence[SUM_FIRST.has(signal.id) ? 1 : 0] ?? signal.evidence[0])?.en)
    .filter((sentence) => sentence !== undefined)
    .join('; ');
}
