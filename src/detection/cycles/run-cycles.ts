/** Cycles until told to stop: keeps the lease, waits for what is due, and runs it, one at a time. */
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../contract/index.ts';
import { createLease } from './lease.ts';
import { type CycleInput, type CycleReport, doneUntil, runCycle } from './run-cycle.ts';
import { afterCycle, type Horizon, type HorizonState, nextDue, untilDue } from './timetable.ts';

/** What those hear who watch; all calls return at once. */
export interface CycleWatcher {
  onCycle(report: CycleReport): void;
  /** This process began to lead an epoch, or (null) does not lead any more. */
  onLead(epoch: number | null): void;
  /** Something failed that will be tried again; `forSeconds` is how long nothing has worked. */
  onTrouble(trouble: {
    readonly during: string;
    readonly error: AppError;
    readonly forSeconds: number;
  }): void;
}

export interface CyclesInput extends Omit<CycleInput, 'lease'> {
  readonly horizons: readonly Horizon[];
  readonly leaseMs: number;
  /** Gives up, with the last error, when nothing has worked for this long. */
  readonly giveUpMs: number;
  /** A clock that only moves forward, milliseconds. */
  readonly monotonic: () => number;
  /** A number in [0, 1), for waits that do not fall together. */
  readonly random: () => number;
  readonly watcher: CycleWatcher;
  readonly signal: AbortSignal;
}

const LONGEST_WAIT_MS = 1_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;
/** How long a cycle may go on after a stop. What it has not published by then the next leader finds out again. */
const FINISH_MS = 5_000;

/**
 * Resolves when `signal` is aborted, after the cycle that runs or five seconds: what it has not published the next leader
 * does, and what it is still busy with comes to nothing, as this process does not lead any more.
 * Failures that a retry may mend are tried again, with growing, jittered waits, for `giveUpMs`; bugs are thrown at once.
 */
export async function runCycles(input: CyclesInput): Promise<void> {
  const { store, holder, leaseMs, monotonic, watcher, signal, now } = input;
  const lease = createLease({ store, name: 'detection', holder, leaseMs, monotonic });
  const trouble = createTrouble(input);
  const keeper = keepLease();
  const tooLate = afterStop(signal, FINISH_MS);
  try {
    await lead();
  } finally {
    await keeper.stop();
    await lease.release().catch(ignoreWhenStopping);
  }

  async function lead(): Promise<void> {
    let led: number | null = null;
    let states: readonly HorizonState[] = [];
    while (!signal.aborted) {
      keeper.check();
      const { epoch } = lease;
      if (epoch !== led) watcher.onLead(epoch);
      if (epoch === null) {
        led = null;
        await wait(Math.min(LONGEST_WAIT_MS, leaseMs / 10));
        continue;
      }
      const worked = await trouble.during('cycle', async () => {
        if (epoch !== led) states = await readStates();
        led = epoch;
        const due = nextDue(states, now());
        if (due === null) return wait(Math.min(LONGEST_WAIT_MS, untilDue(states, now())));
        const report = await Promise.race([runCycle({ ...input, lease }, due.horizon), tooLate]);
        watcher.onCycle(report);
        if (report.outcome === 'done')
          states = afterCycle(states, { name: report.horizon, doneUntil: report.window.to, now: now() });
      });
      if (!worked) await wait(trouble.nextWaitMs());
    }
  }

  async function readStates(): Promise<readonly HorizonState[]> {
    const states: HorizonState[] = [];
    for (const horizon of input.horizons)
      states.push({ horizon, doneUntil: await doneUntil(store, horizon.name), passedOver: 0 });
    return states;
  }

  function keepLease() {
    const stopping = new AbortController();
    let failure: unknown = null;
    const done = (async () => {
      while (!stopping.signal.aborted) {
        const started = monotonic();
        try {
          await lease.step();
        } catch (error) {
          // The lease runs out by itself; the cycles say what is wrong with the store.
          if (!(error instanceof AppError)) failure = error;
        }
        const rest = Math.max(0, leaseMs / 3 - (monotonic() - started));
        await delay(rest, undefined, { signal: stopping.signal }).catch(() => {});
      }
    })();
    return {
      check() {
        if (failure !== null) throw failure;
      },
      async stop() {
        stopping.abort();
        await done;
      },
    };
  }

  async function wait(ms: number): Promise<void> {
    await delay(ms, undefined, { signal }).catch(() => {});
  }
}

/** Rejects with `cancelled` so long after a stop. */
function afterStop(signal: AbortSignal, ms: number): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {});
  const wait = () =>
    setTimeout(
      () => reject(new AppError('cancelled', 'detection/cycles: the cycle was cut off by a stop')),
      ms,
    ).unref();
  if (signal.aborted) wait();
  else signal.addEventListener('abort', wait, { once: true });
  return promise;
}

/** The store may be away when a process ends; its lease then runs out instead. */
function ignoreWhenStopping(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
}

function createTrouble({ watcher, monotonic, giveUpMs, random, signal }: CyclesInput) {
  let since: number | null = null;
  let retries = 0;
  return {
    /** False when the work failed and may be tried again. */
    async during(what: string, work: () => Promise<void>): Promise<boolean> {
      try {
        await work();
        since = null;
        retries = 0;
        return true;
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'internal') throw error;
        if (signal.aborted) return true;
        since ??= monotonic();
        retries += 1;
        const forMs = monotonic() - since;
        watcher.onTrouble({ during: what, error, forSeconds: forMs / 1_000 });
        if (forMs >= giveUpMs) throw error;
        return false;
      }
    },
    nextWaitMs: () =>
      Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(retries, 6)) * (0.5 + random() / 2),
  };
}
