/** What a finished cycle says that was not said before: the verdicts of a run against the last published state. */
import { createHash } from 'node:crypto';
import {
  type ChangedField,
  LISTED_MEMBERS,
  type VerdictLine,
  type VerdictMessage,
} from '../../contract/index.ts';
import { matchClusters } from './match-clusters.ts';

/** What messages are sent for: two clusters of equal content need no message. Hashes stand for lists. */
export type ClusterContent = Readonly<Record<ChangedField, string>>;

/** A message about a cluster, with what its list of members may leave out. */
export interface PublishedCluster {
  readonly message: VerdictMessage;
  readonly accountIds: readonly string[];
  readonly content: ClusterContent;
}

export interface ChangesInput {
  readonly horizon: string;
  readonly runId: string;
  /** End of the run's window, epoch ms. */
  readonly asOf: number;
  readonly verdicts: readonly VerdictLine[];
  /** The last message about each cluster that is not gone. */
  readonly published: readonly PublishedCluster[];
  /** The last key of clusters that are gone, by cluster id; needed for those only whose id is in `verdicts`. */
  readonly goneKeys: ReadonlyMap<string, string>;
}

/** Edges of the bands in which a probability may wander without a message. */
const BANDS = [0.1, 0.5, 0.9, 0.99];

/** The band of a probability: 0 to 4. */
export const probabilityBand = (probability: number): number =>
  BANDS.filter((edge) => probability >= edge).length;

/**
 * The messages that bring readers from the published state to the run's, in order of cluster id; none when nothing changed.
 * The same run against the same state always gives the same messages with the same keys. A key is a hash of horizon,
 * cluster, change, content, model version and the key before: without the latter a cluster that comes back to an earlier
 * content would look like a repeat of that earlier message. O(members).
 */
export function verdictChanges(input: ChangesInput): readonly PublishedCluster[] {
  const { horizon, runId, verdicts, published, goneKeys } = input;
  const base = {
    type: 'verdict',
    horizon,
    as_of: new Date(input.asOf).toISOString(),
    run_id: runId,
  } as const;
  const matches = matchClusters(
    verdicts.map((line) => ({ id: line.cluster_id, accounts: idsOf(line) })),
    published.map(({ message, accountIds }) => ({ id: message.cluster_id, accounts: accountIds })),
  );
  const before = new Map(published.map((one) => [one.message.cluster_id, one]));
  const names = new Set(before.keys());

  const found = [...verdicts].sort(byCluster).flatMap((line): PublishedCluster[] => {
    const known = before.get(matches.get(line.cluster_id) ?? '');
    const content = contentOf(line);
    const changed = known === undefined ? [] : differences(known.content, content);
    if (known !== undefined && changed.length === 0) return [];
    const clusterId = known?.message.cluster_id ?? unusedName(line.cluster_id, names);
    names.add(clusterId);
    const message = withKey(
      {
        ...base,
        change: known === undefined ? 'new' : 'changed',
        changed,
        cluster_id: clusterId,
        campaign_id: line.campaign_id,
        previous_key: known?.message.idempotency_key ?? goneKeys.get(clusterId) ?? null,
        found_as: line.cluster_id,
        verdict: line.verdict,
        probability: line.probability,
        patterns: line.patterns,
        window: line.window,
        accounts: line.accounts.slice(0, LISTED_MEMBERS),
        accounts_in_all: line.accounts.length,
        explanation: line.explanation,
        model_version: line.model_version,
      },
      content,
    );
    return [{ message, accountIds: idsOf(line), content }];
  });

  const continued = new Set(matches.values());
  const gone = published
    .filter(({ message }) => !continued.has(message.cluster_id))
    .map(({ message: { idempotency_key, ...last }, accountIds, content }) => ({
      message: withKey(
        { ...last, ...base, change: 'gone', changed: [], previous_key: idempotency_key },
        content,
      ),
      accountIds,
      content,
    }));
  return [...found, ...gone].sort((a, b) => (a.message.cluster_id < b.message.cluster_id ? -1 : 1));
}

const byCluster = (a: VerdictLine, b: VerdictLine): number => (a.cluster_id < b.cluster_id ? -1 : 1);

const idsOf = ({ accounts }: VerdictLine): readonly string[] => accounts.map(({ account_id }) => account_id);

function contentOf(line: VerdictLine): ClusterContent {
  return {
    verdict: line.verdict,
    patterns: [...line.patterns].sort().join(),
    accounts: hashOf(line.accounts.map(({ account_id, membership }) => `${membership} ${account_id}`).sort()),
    probability: String(probabilityBand(line.probability)),
    campaign_id: line.campaign_id,
  };
}

const FIELDS: readonly ChangedField[] = ['verdict', 'patterns', 'accounts', 'probability', 'campaign_id'];

const differences = (was: ClusterContent, is: ClusterContent): ChangedField[] =>
  FIELDS.filter((field) => was[field] !== is[field]);

function withKey(message: Omit<VerdictMessage, 'idempotency_key'>, content: ClusterContent): VerdictMessage {
  const { horizon, cluster_id, change, previous_key, model_version } = message;
  const parts = FIELDS.map((field) => content[field]);
  const key = hashOf([horizon, cluster_id, change, ...parts, model_version, previous_key ?? '']);
  return { ...message, idempotency_key: key };
}

/** A name for a new cluster: its own, unless an older cluster that has changed since still goes by it. */
function unusedName(id: string, names: ReadonlySet<string>): string {
  let name = id;
  for (let n = 2; names.has(name); n += 1) name = `${id}_${n}`;
  return name;
}

function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
