/** What clustering takes for granted: every constant of this room, with its reason. */

/** Knobs of `findClusters`. All are counts or ratios; none depends on the platform. */
export interface ClusterOptions {
  /**
   * φ: a cut is real when at most this share of the smaller side's links crosses it (conductance).
   * 0.15: by Cheeger's inequality λ2 ≥ 0.3 then proves that there is no such cut, which groups whose accounts
   * have about eight links inside already reach; and two groups of n accounts, fully joined inside, stay apart
   * until about one link in seven crosses over.
   */
  readonly maxCutConductance: number;
  /** Fewest accounts that make a cluster. */
  readonly minSize: number;
  /**
   * Number of accounts a tree-like cluster was chosen from, for its look-elsewhere price;
   * 0 takes `edges.accounts`. Give it when the same account universe is clustered in parts.
   */
  readonly population: number;
  /**
   * Largest component that may be a cluster although nothing in it stands out (trees, stars, even random
   * graphs, when their links pay the price). Larger ones are background.
   */
  readonly maxUnstructured: number;
  /**
   * An account with more links than this is a hub when less than `hubClustering` of the pairs of its partners are
   * linked themselves; cycles through hubs prove nothing. Also the most triangle-free links that an account may
   * have for its squares to count, which bounds their cost.
   */
  readonly hubDegree: number;
  readonly hubClustering: number;
  /** Short cycles by chance on a background link, above which a cycle of that length must repeat to count. */
  readonly cycleChance: number;
  /** Chance of a wrong account rejoining a cluster: for the account, and expected over all as a share of its size. */
  readonly rejoinErrors: number;
  /** Seed of Louvain's random walks. The result must not depend on it; tests vary it. */
  readonly seed: number;
  /** Louvain runs per resolution; the best-separated proposal wins. */
  readonly runs: number;
  /** Resolutions tried, in order, until a proposal holds. */
  readonly resolutions: readonly number[];
}

export const DEFAULTS: ClusterOptions = {
  maxCutConductance: 0.15,
  minSize: 2,
  population: 0,
  maxUnstructured: 1_000,
  hubDegree: 64,
  hubClustering: 0.01,
  cycleChance: 0.03,
  rejoinErrors: 0.02,
  seed: 1,
  runs: 2,
  resolutions: [1, 4],
};
