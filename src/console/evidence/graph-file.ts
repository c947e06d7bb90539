/** The graph as a file for Gephi and its kin. */
import { toGexf } from '../../clusters/index.ts';
import type { Store } from '../../storage/index.ts';
import { numbersOf, readColumns, textsOf } from './columns.ts';
import type { FoundCluster } from './find-cluster.ts';
import { MEMBER_EDGES } from './member-edges.ts';

/** Above this many edges no viewer opens the graph. */
const MOST_EDGES = 200_000;

const EDGES = `
SELECT account_a, account_b, toString(trace) AS kind, surprise_nats
FROM ${MEMBER_EDGES}
ORDER BY surprise_nats DESC, account_a, account_b, kind LIMIT {most:UInt32}`;

/** Accounts by their ids alone: it holds nothing that is masked. Of more than 200,000 edges the strongest. */
export async function graphFile(store: Store, { runId, clusterId, line }: FoundCluster): Promise<string> {
  const columns = await readColumns(store, EDGES, { run: runId, cluster: clusterId, most: MOST_EDGES }, [
    'account_a',
    'account_b',
    'kind',
    'surprise_nats',
  ]);
  const edges = textsOf(columns.account_a).map((a, i) => ({
    a,
    b: textsOf(columns.account_b)[i] ?? '',
    trace: textsOf(columns.kind)[i] ?? '',
    weight: numbersOf(columns.surprise_nats)[i] ?? 0,
  }));
  const nodes = line.accounts.map(({ account_id, membership }) => ({
    id: account_id,
    cluster: clusterId,
    verdict: line.verdict,
    membership,
  }));
  return toGexf({ nodes, edges, maxEdges: MOST_EDGES }).gexf;
}
