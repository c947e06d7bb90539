/** Which case a cluster belongs to. */
import type { VerdictLine } from '../../contract/index.ts';

/** Decisions are on the campaign; a cluster without one is a case of its own. */
export const caseIdOf = ({
  campaign_id,
  cluster_id,
}: Pick<VerdictLine, 'campaign_id' | 'cluster_id'>): string =>
  campaign_id === '' ? cluster_id : campaign_id;
