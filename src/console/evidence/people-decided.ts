/** What people already said of a cluster's members: removed from its case, or marked as honest. */
import type { Store } from '../../storage/index.ts';
import { readActs } from '../audit/acts.ts';
import type { FoundCluster } from './find-cluster.ts';
import { MEMBERS } from './member-acts.ts';

export interface PeopleDecided {
  readonly removed: ReadonlySet<string>;
  readonly honest: ReadonlySet<string>;
}

// FINAL: of a mark the newest version counts.
const HONEST = `
SELECT DISTINCT account_id FROM honest_marks FINAL
WHERE account_id IN (SELECT account_id FROM (${MEMBERS})) AND revoked = 0 AND expires_at > fromUnixTimestamp64Milli({now:Int64}, 'UTC')`;

/** @param now Epoch milliseconds: marks expire. */
export async function peopleDecided(
  store: Store,
  cluster: FoundCluster,
  now: number,
): Promise<PeopleDecided> {
  const [acts, honest] = await Promise.all([
    readActs(store, 'case', cluster.caseId),
    store.rows(HONEST, { run: cluster.runId, cluster: cluster.clusterId, now }),
  ]);
  // Each act that changes the list says all of it, an undoing one included.
  const removed = acts.findLast(({ after }) => Array.isArray(after.removed))?.after.removed;
  return {
    removed: new Set(Array.isArray(removed) ? removed.map(String) : []),
    honest: new Set(honest.map(({ account_id }) => String(account_id))),
  };
}
