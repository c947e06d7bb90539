/** What is told of a batch once it is stored: the metrics and one line of the log. */
import type { ReadMessages } from './message-intake.ts';
import type { PendingBatch } from './pending-batch.ts';
import type { ConsumeMetrics, Log } from './watch.ts';

export function reportBatch(
  batch: PendingBatch,
  read: ReadMessages,
  { log, metrics }: { readonly log: Log; readonly metrics: ConsumeMetrics },
): void {
  const seconds = (performance.now() - batch.since) / 1000;
  for (const { table, rows } of read.batches) metrics.written(table, rows);
  for (const { kind } of read.letters) metrics.dead(kind, 1);
  for (const [partition, messages] of batch.behind) metrics.lag(partition, messages);
  metrics.batchSeconds(seconds);
  log.info('batch stored', {
    messages: batch.messages,
    bytes: batch.bytes,
    dead: read.letters.length,
    partitions: batch.ranges.size,
    seconds: Number(seconds.toFixed(3)),
  });
}
