/** What makes a job ready beside its store: partitions to read, or cycles that end. Told by what is reported anyway. */
import { createFreshness, type Health } from './health.ts';
import type { ConsumeMetrics, DetectMetrics } from './metrics.ts';

/** The same metrics, and a check `consumer`: fine while at least one partition is assigned. */
export function readyWhenAssigned<T extends ConsumeMetrics>(metrics: T, health: Pick<Health, 'check'>): T {
  let partitions = 0;
  health.check('consumer', () => (partitions > 0 ? null : 'no partitions are assigned'));
  return {
    ...metrics,
    assigned(given) {
      partitions = given.length;
      metrics.assigned(given);
    },
  };
}

export interface CycleFreshness {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** How long a leader may go without a whole cycle. */
  readonly limitSeconds: number;
}

/** The same metrics, and a check `cycles`: fine while another process leads, or a cycle was done not long ago. */
export function readyWhenFresh<T extends DetectMetrics>(
  metrics: T,
  health: Pick<Health, 'check'>,
  { now, limitSeconds }: CycleFreshness,
): T {
  const done = createFreshness('whole cycle', limitSeconds, now);
  let leads = false;
  health.check('cycles', () => (leads ? done.check() : null));
  return {
    ...metrics,
    lead(epoch) {
      // Whoever begins to lead has its first cycle still to do.
      if (epoch !== null && !leads) done.touch();
      leads = epoch !== null;
      metrics.lead(epoch);
    },
    cycle(figures) {
      if (figures.outcome === 'done') done.touch();
      metrics.cycle(figures);
    },
  };
}
