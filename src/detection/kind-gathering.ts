/** A gathering as detection knows it: of which kind, and what it is worth. */
import type { Gathering } from '../mining/index.ts';

/** A gathering of a cluster, with its kind and its worth. */
export interface KindGathering extends Gathering {
  /** Index into the indexed kinds. */
  readonly kind: number;
  /** What one more member's presence is worth: max(0, ln(M / (2·k·n))). */
  readonly natsPerMember: number;
}
