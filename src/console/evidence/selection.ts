/** What all panels are narrowed by: one stretch of time, some accounts, some targets. */
import type { QueryParams } from '../../storage/index.ts';
import type { Selection } from '../contract/index.ts';
import { badRequest } from '../server/problems.ts';
import type { FoundCluster } from './find-cluster.ts';

/** Parameters of `memberActs`: `run`, `cluster`, `from` and `to` (epoch ms, exclusive), `accounts` and `targets` (empty = all). */
export interface ActsParams extends QueryParams {
  readonly run: string;
  readonly cluster: string;
  readonly from: number;
  readonly to: number;
  readonly accounts: readonly string[];
  readonly targets: readonly string[];
}

/** Ids out of one query parameter; see the contract. @throws HttpProblem `bad-request` when an id is not encoded. */
export function idsOf(list: string | undefined, name: string): readonly string[] {
  if (list === undefined || list === '') return [];
  try {
    return [...new Set(list.split(',').map(decodeURIComponent))];
  } catch {
    const message = 'ids are percent-encoded one by one (encodeURIComponent), then divided by commas';
    throw badRequest({ issues: [{ code: 'custom', path: [name], message, input: undefined }] });
  }
}

/** The part of the run's window that is asked for; a selection beyond the window narrows nothing. */
export function actsParams({ runId, clusterId, window }: FoundCluster, selection: Selection): ActsParams {
  const from = Math.max(window.from, Date.parse(selection.from ?? '') || window.from);
  const to = Math.min(window.to, Date.parse(selection.to ?? '') || window.to);
  return {
    run: runId,
    cluster: clusterId,
    from,
    // An empty stretch, not one that ends before it begins.
    to: Math.max(from, to),
    accounts: idsOf(selection.accounts, 'accounts'),
    targets: idsOf(selection.targets, 'targets'),
  };
}
