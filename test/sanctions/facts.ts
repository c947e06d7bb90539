/** A cluster and an account as policies look at them. */
import type { AccountFacts, ClusterFacts } from '../../src/sanctions/policy/decide.ts';

export const NOW = Date.UTC(2026, 5, 1);
export const CLUSTER: ClusterFacts = {
  cluster_id: 'c1',
  campaign_id: 'k1',
  verdict: 'water_army',
  probability: 0.999,
  patterns: ['account_farming'],
  kinds: ['registration', 'identity'],
  review: 'none',
  topics: [],
  url_domains: [],
};
export const ACCOUNT: AccountFacts = {
  account_id: 'u1',
  membership: 'core',
  verified: false,
  followers: 3,
  registered_at: NOW - 5 * 86_400_000,
  mcn_id: null,
  offences: 0,
  review: 'confirmed',
  honest: false,
};
