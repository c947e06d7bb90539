/** The table of clusters that people read in the terminal. */
import Table from 'cli-table3';
import pc from 'picocolors';
import type { Verdict, VerdictLine } from '../contract/index.ts';
import { PATTERN_NAMES } from '../verdicts/index.ts';

const PAINT: Readonly<Record<Verdict, (text: string) => string>> = {
  water_army: pc.red,
  coordinated: pc.yellow,
  insufficient_data: pc.dim,
  organic: pc.green,
};

/** At most `rows` clusters, strongest first, each with its strongest evidence in plain words. */
export function clusterTable(verdicts: readonly VerdictLine[], { rows = 20, width = 118 } = {}): string {
  if (verdicts.length === 0) return 'No accounts were found to act together.\n';
  const fixed = [16, 19, 7, 18, 7];
  const why = Math.max(30, width - fixed.reduce((sum, column) => sum + column, 0) - fixed.length - 2);
  const table = new Table({
    head: ['cluster', 'verdict', 'prob.', 'pattern', 'size', 'strongest evidence'],
    colWidths: [...fixed, why],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const line of verdicts.slice(0, rows))
    table.push([
      line.cluster_id,
      PAINT[line.verdict](line.verdict),
      line.probability.toFixed(3),
      line.patterns.map((pattern) => `${PATTERN_NAMES[pattern].en} ${PATTERN_NAMES[pattern].zh}`).join('\n'),
      String(line.accounts.length),
      strongestEvidence(line),
    ]);
  const more = verdicts.length - rows;
  return `${table.toString()}\n${more > 0 ? `… and ${more} more clusters in verdicts.ndjson\n` : ''}`;
}

/** The strongest fact of each of the two strongest signals. */
function strongestEvidence(line: VerdictLine): string {
  return [...line.signals]
    .filter((signal) => signal.weight_nats > 0 && signal.evidence.length > 0)
    .sort((a, b) => b.weight_nats - a.weight_nats || (a.id < b.id ? -1 : 1))
    .slice(0, 2)
    .map(
      (signal) => signal.evidence[signal.id === 'synchronized_actions' ? 1 : 0]?.en ?? signal.evidence[0]?.en,
    )
    .filter((sentence) => sentence !== undefined)
    .join('; ');
}
