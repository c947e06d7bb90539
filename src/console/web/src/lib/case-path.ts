/** Where a case stands: the page of its cluster, narrowed to what was split off it. */
import type { CaseRow } from '../../../contract/index.ts';
import { part } from './api.ts';

type Named = Pick<CaseRow, 'case_id' | 'run_id' | 'cluster_id' | 'campaign_id'>;

/** The case of a whole cluster: as the server names it. */
const wholeCase = ({ campaign_id, cluster_id }: Named): string =>
  campaign_id === '' ? cluster_id : campaign_id;

export const casePath = (named: Named): string => {
  const path = `/clusters/${part(named.run_id)}/${part(named.cluster_id)}`;
  return named.case_id === wholeCase(named) ? path : `${path}?case=${part(named.case_id)}`;
};

/** The case that an address asks for, where it is the cluster's own or was split off it; else the cluster's own. */
export const askedCase = (own: string, asked: string | null): string =>
  asked?.startsWith(`${own}~`) ? asked : own;
