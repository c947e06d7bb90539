/** Consumers of one group in processes of their own: started, killed, sent home, and started again when they end by themselves. */
import type { ConsumerChild } from './children/consumer.ts';
import { type RunningConsumer, startConsumer } from './stream-support.ts';

export interface Crew {
  start(): void;
  /** SIGKILL to any of them; another takes its place. `below(n)` draws from [0, n). */
  killOne(below: (n: number) => number): Promise<void>;
  /** SIGTERM to the one that has worked longest. */
  leaveOne(): Promise<void>;
  leaveAll(): Promise<void>;
  /** Starts those again that could not reach the broker, as a supervisor does; says when one ended for another reason. */
  check(): string;
  report(): {
    readonly restarted: number;
    /** The longest that one took to leave on SIGTERM. */
    readonly leftWithinSeconds: number;
    /** Batches that were thrown away because the group moved on. */
    readonly droppedBatches: number;
  };
  /** Kills whoever is left. */
  end(): Promise<void>;
}

/** The exit code that says: Kafka is away. */
const NO_KAFKA = 5;

export function createCrew(options: Omit<ConsumerChild, 'key'>): Crew {
  const all: RunningConsumer[] = [];
  const working: RunningConsumer[] = [];
  let restarted = 0;
  let slowest = 0;

  function start(): void {
    const consumer = startConsumer(options);
    all.push(consumer);
    working.push(consumer);
  }

  async function leaveOne(): Promise<void> {
    const consumer = working.shift();
    if (consumer === undefined) return;
    const began = performance.now();
    const code = await consumer.end('SIGTERM');
    slowest = Math.max(slowest, (performance.now() - began) / 1000);
    // One that has just been started ends by the signal itself.
    const hasBegun = consumer.output() !== '';
    if (code !== 0 && hasBegun)
      throw new Error(`crew: one left with exit code ${code}: ${consumer.output()}`);
  }

  return {
    start,
    async killOne(below) {
      const [consumer] = working.splice(below(working.length), 1);
      await consumer?.end('SIGKILL');
      start();
    },
    leaveOne,
    async leaveAll() {
      while (working.length > 0) await leaveOne();
    },
    check() {
      for (const [i, { child, output }] of [...working.entries()].reverse()) {
        if (child.exitCode === null) continue;
        if (child.exitCode !== NO_KAFKA) return `a consumer ended with ${child.exitCode}: ${output()}`;
        working.splice(i, 1);
        restarted += 1;
        start();
      }
      return '';
    },
    report: () => ({
      restarted,
      leftWithinSeconds: slowest,
      droppedBatches: all.reduce(
        (sum, { output }) => sum + (output().match(/a batch was dropped/g)?.length ?? 0),
        0,
      ),
    }),
    async end() {
      await Promise.all(all.map(({ child, end }) => (child.exitCode === null ? end('SIGKILL') : null)));
    },
  };
}
