/**
 * Mining split over processes: Kafka hands out the parts, ClickHouse holds the rows and puts the edges together.
 * This file: what a worker is told.
 */
import { z } from 'zod';

export const MiningTask = z.object({
  type: z.literal('mining-task'),
  /** The job in the store, a 64-bit number as decimal text: the traces of one kind in one cycle. */
  job: z.string().regex(/^\d+$/),
  /** Rows of the job; a worker that finds another number came too late. */
  rows: z.number().int(),
  part: z.number().int(),
  of: z.number().int(),
  /** Null for traces without time. */
  window_ms: z.number().nullable(),
  min_surprise: z.number(),
  pair_budget: z.number().optional(),
  has_owners: z.boolean(),
});
export type MiningTask = z.infer<typeof MiningTask>;
