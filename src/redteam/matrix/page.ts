/** docs/red-team.md: what fails at the top, then everything. */
import type { Share } from '../../verdicts/index.ts';
import { BASELINES } from './baselines.ts';
import { LOOK_MS } from './delays.ts';
import { DEFEATED, frontierOf } from './frontier.ts';
import type { EffortRow, MatrixSummary } from './summary.ts';

export interface PageFacts {
  /** The command that makes the page. */
  readonly command: string;
  readonly modelVersion: string;
  readonly commit: string;
}

const percent = (share: number): string => `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
const shown = ({ share, low, high }: Share): string =>
  share === null ? '—' : `${percent(share)} (${percent(low)}–${percent(high)})`;
const brief = ({ share }: Share): string => (share === null ? '—' : percent(share));
const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly string[]): string =>
  [row(...head), `|${head.map(() => '---').join('|')}|`, ...rows].join('\n');

/** The page in Markdown. */
export function redTeamPage(summary: MatrixSummary, { command, modelVersion, commit }: PageFacts): string {
  const { standard, crowd, calibration, lookAlikes, efforts } = summary;
  const standards = efforts.filter(({ effort }) => effort === 'standard');
  const combined = efforts.filter(({ effort, knob }) => effort !== 'standard' && knob === null);
  const lookAlikeAccounts = lookAlikes.reduce((sum, { accounts }) => sum + accounts, 0);
  const accused = lookAlikes.reduce((sum, { waterArmy }) => sum + waterArmy, 0);
  return `# Red against blue

Model ${modelVersion}, commit ${commit}. Made by \`${command}\`: ${summary.towns} towns, ${summary.events.toLocaleString('en')} events. A share
comes with its 95 % interval. "Found" counts accounts of an army in clusters with that verdict.

## What fails

${failures(summary)}

## In all

${table(
  ['at standard strength, all attacks together', 'precision', 'recall'],
  [
    row('`water_army`', shown(standard.waterArmy.precision), shown(standard.waterArmy.recall)),
    row(
      '`coordinated` or `water_army`',
      shown(standard.coordinated.precision),
      shown(standard.coordinated.recall),
    ),
    ...BASELINES.flatMap(({ name }) => {
      const scores = standard.baselines[name];
      return scores === undefined
        ? []
        : [row(`baseline: ${name}`, shown(scores.precision), shown(scores.recall))];
    }),
  ],
)}

${BASELINES.map(({ name, about }) => `- ${name}: ${about}`).join('\n')}

Right pattern first for ${shown(standard.patterns)} of the armies found. Mean area under the precision-recall curve
${standard.averagePrecision?.toFixed(3) ?? '—'}. Of ${crowd.accounts.toLocaleString('en')} honest accounts of the crowd ${crowd.waterArmy} are in \`water_army\` clusters and ${crowd.coordinated - crowd.waterArmy} in
\`coordinated\` ones; of ${lookAlikeAccounts.toLocaleString('en')} in look-alikes ${accused} are in \`water_army\` clusters.${
    calibration === null
      ? ''
      : `\nProbabilities of ${calibration.clusters} clusters: Brier score ${calibration.brier.toFixed(3)}, expected calibration error ${calibration.ece.toFixed(3)}.`
  }
Detection alone took ${summary.detectSecondsPerMillion.toFixed(0)} s for a million events.

## Attacks at standard strength

${effortTable(standards)}

## Attacks with several efforts at once

${effortTable(combined)}

## Honest look-alikes

${table(
  [
    'look-alike',
    'instances',
    'accounts',
    'in `water_army`',
    'instances touched',
    'in `coordinated`',
    'instances called coordinated',
  ],
  lookAlikes.map((one) =>
    row(
      one.scenario,
      one.instances,
      one.accounts,
      one.waterArmy,
      one.instancesAccused,
      one.coordinated - one.waterArmy,
      one.instancesCoordinated,
    ),
  ),
)}

${delays(summary)}${realData(summary)}## The price of evasion, and the frontier

Share found as \`coordinated\` or \`water_army\` (as \`water_army\`) at each level, least effort first; the frontier is the level
from which on less than ${percent(DEFEATED)} is found.

${table(
  ['attack', 'knob', 'found at each level', 'frontier'],
  frontierOf(summary).map(({ scenario, knob, levels, defeatedFrom }) =>
    row(
      scenario,
      knob,
      levels
        .map(
          ({ value, waterArmy, coordinated }) => `${value}: ${percent(coordinated)} (${percent(waterArmy)})`,
        )
        .join(', '),
      defeatedFrom.coordinated === null ? 'holds' : `${defeatedFrom.coordinated}`,
    ),
  ),
)}
`;
}

function delays({ delays: rows }: MatrixSummary): string {
  if (rows.length === 0) return '';
  return `## Time to detection

From an army's first act to the first look that has half of its active accounts in accused clusters; somebody looks every
${LOOK_MS / 3_600_000} hours, at all of the day so far. Medians over those found.

${table(
  ['attack', 'armies', 'found', 'minutes', 'acts of the army till then'],
  rows.map(({ scenario, armies, found, minutes, acts }) =>
    row(scenario, armies, found, minutes ?? '—', acts ?? '—'),
  ),
)}

`;
}

function realData({ realData: rows }: MatrixSummary): string {
  if (rows.length === 0) return '';
  return `## Published data

${table(
  ['data', 'accounts', 'how many', 'in `water_army`', 'in either'],
  rows.map(({ name, about, honest, accounts, waterArmy, coordinated }) =>
    row(name, `${about}${honest ? ' (honest)' : ''}`, accounts, brief(waterArmy), brief(coordinated)),
  ),
)}

`;
}

function effortTable(rows: readonly EffortRow[]): string {
  return table(
    ['attack', 'effort', 'instances', 'found as `water_army`', 'found at all', 'right pattern first'],
    rows.map((one) =>
      row(
        one.scenario,
        one.effort,
        one.instances,
        shown(one.waterArmy),
        brief(one.coordinated),
        `${one.rightPattern} of ${one.found}`,
      ),
    ),
  );
}

function failures(summary: MatrixSummary): string {
  const lines = [
    ...summary.lookAlikes
      .filter(({ waterArmy }) => waterArmy > 0)
      .map(
        ({ scenario, waterArmy, accounts, instancesAccused, instances }) =>
          `- **Honest accounts accused**: ${scenario}, ${waterArmy} of ${accounts} accounts, in ${instancesAccused} of ${instances} instances.`,
      ),
    ...summary.efforts
      .filter(({ knob, coordinated }) => knob === null && (coordinated.share ?? 0) < DEFEATED)
      .map(
        ({ scenario, effort, coordinated, waterArmy }) =>
          `- **Escapes**: ${scenario} (${effort}): ${brief(coordinated)} found, ${brief(waterArmy)} as \`water_army\`.`,
      ),
    ...frontierOf(summary)
      .filter(({ defeatedFrom }) => defeatedFrom.coordinated !== null)
      .map(
        ({ scenario, knob, defeatedFrom }) =>
          `- Defeated: ${scenario} from ${knob} ${defeatedFrom.coordinated} on.`,
      ),
  ];
  return lines.length === 0 ? 'Nothing that was tried.' : lines.join('\n');
}
