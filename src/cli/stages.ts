/** How long each stage takes and how much memory the process has at its peak. */
import type { StageTime } from '../contract/index.ts';

const SAMPLE_MS = 50;

export interface Stages {
  /** Ends the stage before and begins this one. */
  begin(stage: string): void;
  /** Ends the last stage. */
  finish(): readonly StageTime[];
}

/** Peaks are sampled every 50 ms, so that a short spike may be missed; the last reading of a stage always counts. */
export function createStages(onBegin: (stage: string) => void = () => {}): Stages {
  const done: StageTime[] = [];
  let current: { stage: string; since: number; peak: number } | null = null;
  const sample = () => {
    if (current !== null) current.peak = Math.max(current.peak, process.memoryUsage.rss());
  };
  const timer = setInterval(sample, SAMPLE_MS);
  timer.unref();
  const end = () => {
    if (current === null) return;
    sample();
    const seconds = (performance.now() - current.since) / 1_000;
    done.push({
      stage: current.stage,
      seconds: Math.round(seconds * 1_000) / 1_000,
      peak_memory_mb: Math.round(current.peak / 1e6),
    });
  };
  return {
    begin(stage) {
      end();
      current = { stage, since: performance.now(), peak: process.memoryUsage.rss() };
      onBegin(stage);
    },
    finish() {
      end();
      current = null;
      clearInterval(timer);
      return done;
    },
  };
}
