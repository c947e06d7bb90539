/** "Why is it in": an account in a run, as `breakwater why` answers it, with handles masked where they must be. */
import { type AccountWhy, AppError } from '../../contract/index.ts';
import { whyAccount } from '../../detection/index.ts';
import type { Caller } from '../server/access.ts';
import type { ConsoleDeps } from '../server/app.ts';
import { HttpProblem } from '../server/problems.ts';
import { isUnmasked, masked } from './masking.ts';

export interface AccountPageInput {
  readonly deps: Pick<ConsoleDeps, 'store' | 'now'>;
  readonly caller: Caller;
  readonly account: string;
  /** The id of a run, or `latest`. */
  readonly run: string;
}

/**
 * Handles are seen by who unmasked the cluster that the answer is about, the gravest that the account stands in.
 *
 * @throws HttpProblem `not-found` where the store has no such run or account.
 */
export async function accountPage({ deps, caller, account, run }: AccountPageInput): Promise<AccountWhy> {
  const why = await whyAccount({ store: deps.store, account, run }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'input-missing')
      throw new HttpProblem('not-found', 'there is no such account in that run, or no such run');
    throw error;
  });
  const [cluster] = why.clusters;
  const sees =
    cluster !== undefined &&
    (await isUnmasked(deps, caller, { runId: why.run.run_id, clusterId: cluster.cluster_id }));
  if (sees) return why;
  return {
    ...why,
    handle: masked(why.handle),
    edges: why.edges.map((edge) => ({ ...edge, handle: masked(edge.handle) })),
  };
}
