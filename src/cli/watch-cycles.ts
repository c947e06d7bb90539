/** Cycles as a job sees them: horizons out of the settings, verdicts to Kafka, one log line and the metrics of each cycle. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Settings } from '../config/index.ts';
import { AppError } from '../contract/index.ts';
import {
  type CycleReport,
  createInlineRunner,
  createWorkerRunner,
  type Publisher,
  runCycles,
  type SplitMining,
} from '../detection/index.ts';
import { MessageTooLarge, type ProducerPort } from '../ingest/kafka/index.ts';
import type { DetectMetrics, Log } from '../observability/index.ts';
import type { Store, StoreOptions } from '../storage/index.ts';

export interface WatchCyclesInput {
  readonly settings: Pick<Settings, 'detect' | 'kafka' | 'consume'>;
  /** Open and migrated. */
  readonly store: Store;
  /** What it was opened with: a served one is opened again in the thread that detects. */
  readonly storeOptions: StoreOptions;
  /** Connected. */
  readonly producer: ProducerPort;
  readonly log: Log;
  readonly metrics: DetectMetrics;
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly rng: () => number;
}

/** Runs cycles until `signal` is aborted; rejects when they cannot go on. */
export async function watchCycles(input: WatchCyclesInput): Promise<void> {
  const { settings, store, storeOptions, log, metrics } = input;
  const { detect, kafka } = settings;
  const publisher = kafkaPublisher(input.producer);
  const split: SplitMining | null =
    detect.miningParts === 1
      ? null
      : {
          parts: detect.miningParts,
          sendTasks: (tasks) =>
            publisher.publish(
              kafka.topics.tasks,
              tasks.map((task) => ({
                key: `${task.job} ${task.part}`,
                value: JSON.stringify(task),
                headers: {},
              })),
            ),
        };
  await runCycles({
    store,
    holder: `${hostname()} ${process.pid} ${randomUUID()}`,
    runDetection:
      storeOptions.kind === 'server'
        ? createWorkerRunner(storeOptions, split)
        : createInlineRunner(store, split),
    publisher,
    topic: kafka.topics.verdicts,
    horizons: detect.horizons.map(({ name, lookBackSeconds, everySeconds }) => ({
      name,
      lookBackMs: lookBackSeconds * 1_000,
      everyMs: everySeconds * 1_000,
    })),
    leaseMs: detect.leaseSeconds * 1_000,
    giveUpMs: settings.consume.giveUpSeconds * 1_000,
    now: input.now,
    monotonic: () => performance.now(),
    random: input.rng,
    signal: input.signal,
    watcher: {
      onCycle(report) {
        metrics.cycle(report);
        log.info('cycle', factsOf(report));
      },
      onLead(epoch) {
        metrics.lead(epoch);
        log.info(epoch === null ? 'follows' : 'leads', { epoch });
      },
      onTrouble({ during, error, forSeconds }) {
        metrics.trouble(during);
        log.warn('will be tried again', { during, error, forSeconds });
      },
    },
  });
}

function factsOf({
  horizon,
  window,
  runId,
  epoch,
  outcome,
  seconds,
  lateSeconds,
  run,
  published,
}: CycleReport) {
  return {
    horizon,
    from: new Date(window.from).toISOString(),
    to: new Date(window.to).toISOString(),
    runId,
    epoch,
    outcome,
    seconds,
    lateSeconds,
    ...(run === null ? { resumed: true } : { rows: run.rows, edges: run.edges, verdicts: run.verdicts }),
    peakMemoryMb: run?.stages.reduce((most, stage) => Math.max(most, stage.peak_memory_mb), 0),
    ...(published === null ? {} : { published }),
    ...(run === null || run.notes.length === 0 ? {} : { notes: run.notes }),
  };
}

/** A producer as cycles know it; what a broker may recover from is `kafka-unreachable`. */
export function kafkaPublisher(producer: ProducerPort): Publisher {
  return {
    async publish(topic, messages) {
      try {
        await producer.send(
          topic,
          messages.map(({ key, value, headers }) => ({ key, value: Buffer.from(value), headers })),
        );
      } catch (cause) {
        if (cause instanceof AppError) throw cause;
        const isTooLarge = cause instanceof MessageTooLarge;
        throw new AppError(
          isTooLarge ? 'kafka-broken' : 'kafka-unreachable',
          `cli/watch-cycles: ${topic} did not take ${messages.length} messages: ${isTooLarge ? 'too large' : String(cause)}`,
          {
            cause,
            fix: isTooLarge ? `Raise max.message.bytes of ${topic}.` : 'Check that the brokers are up.',
          },
        );
      }
    },
  };
}
