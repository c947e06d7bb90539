/** A progress bar on stderr for work that takes longer than two seconds; nothing where stderr is no terminal. */
import { SingleBar } from 'cli-progress';
import type { Progress } from '../ingest/index.ts';

export interface ProgressBar {
  /** Names what is being done now; its numbers begin anew. */
  readonly stage: (name: string) => void;
  /** How far the present stage has come. */
  readonly update: (progress: Progress) => void;
  /** Takes the bar off the screen; the process cannot end before. */
  readonly stop: () => void;
}

const SHOW_AFTER_MS = 2000;
const BAR_WIDTH = 24;

const whole = (value: number): string => Math.round(value).toLocaleString('en');

/** `95` → `1:35`. */
function clock(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')}`;
}

/** One line for people: stage, bar, lines, rate, time left. `elapsedMs` counts from the stage's beginning. */
export function progressLine(stage: string, elapsedMs: number, progress: Progress | undefined): string {
  const seconds = elapsedMs / 1000;
  if (progress === undefined) return `${stage} … ${clock(seconds)}`;
  const { bytesRead, bytesTotal, lines, deadLetters } = progress;
  const parts = [`${whole(lines)} lines`, `${whole(seconds > 0 ? lines / seconds : 0)}/s`];
  let bar = '';
  if (bytesTotal !== null && bytesTotal > 0) {
    const share = Math.min(1, bytesRead / bytesTotal);
    const done = Math.round(share * BAR_WIDTH);
    bar = ` [${'='.repeat(done)}${'-'.repeat(BAR_WIDTH - done)}] ${Math.floor(share * 100)}%`;
    if (share > 0) parts.push(`${clock((seconds * (1 - share)) / share)} left`);
  }
  if (deadLetters > 0) parts.push(`${whole(deadLetters)} bad`);
  return `${stage}${bar} ${parts.join(', ')}`;
}

/** `now` gives milliseconds that only grow. */
export function createProgressBar(
  stream: NodeJS.WriteStream,
  { now = () => performance.now(), showAfterMs = SHOW_AFTER_MS } = {},
): ProgressBar {
  if (!stream.isTTY) return { stage() {}, update() {}, stop() {} };
  let stage = 'starting';
  let since = now();
  let latest: Progress | undefined;
  const bar = new SingleBar({
    stream,
    clearOnComplete: true,
    hideCursor: true,
    gracefulExit: false,
    fps: 5,
    format: () => progressLine(stage, now() - since, latest),
  });
  // Redraws by itself from then on.
  const timer = setTimeout(() => bar.start(1, 0), showAfterMs);
  timer.unref();
  return {
    stage(name) {
      stage = name;
      since = now();
      latest = undefined;
    },
    update(progress) {
      latest = progress;
    },
    stop() {
      clearTimeout(timer);
      bar.stop();
    },
  };
}
