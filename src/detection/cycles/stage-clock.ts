/** Where the time and the memory of a cycle go. */
import type { StageTime } from '../../contract/index.ts';

export interface StageClock {
  /** Ends the stage before and begins this one. */
  begin(stage: string): void;
  /** Ends the last stage; all of them, in order. */
  finish(): readonly StageTime[];
}

/** `monotonic` in milliseconds, `memory` in bytes. Memory is read at the end of each stage: mining leaves no gap to sample in. */
export function createStageClock(monotonic: () => number, memory: () => number): StageClock {
  const done: StageTime[] = [];
  let current: { readonly stage: string; readonly since: number } | null = null;
  const end = () => {
    if (current === null) return;
    const seconds = Math.round(monotonic() - current.since) / 1_000;
    done.push({ stage: current.stage, seconds, peak_memory_mb: Math.round(memory() / 1e6) });
  };
  return {
    begin(stage) {
      end();
      current = { stage, since: monotonic() };
    },
    finish() {
      end();
      current = null;
      return done;
    },
  };
}
