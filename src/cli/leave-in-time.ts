/** A job that was asked to stop ends within ten seconds, whatever hangs. */
import type { Log } from '../observability/index.ts';

/** Less than a supervisor waits until it kills, and more than the parts of a job take to stop by themselves. */
const LIMIT_MS = 9_000;

/**
 * Ends the process so long after a stop, if it is still there. It counts as stopped, not as failed: what was cut off is done
 * again, as after a kill.
 */
export function leaveInTime(signal: AbortSignal, log: Pick<Log, 'warn'>): void {
  const leave = () =>
    setTimeout(() => {
      log.warn('left before everything could be finished; the rest is done again by whoever goes on');
      process.exit(0);
    }, LIMIT_MS).unref();
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
}
