import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createProgressBar, progressLine } from '../../src/cli/progress.ts';

test('a line says stage, share, lines, rate, time left and bad lines', () => {
  const progress = { bytesRead: 25, bytesTotal: 100, lines: 1_000_000, deadLetters: 3 };
  expect(progressLine('ingest', 5000, progress)).toBe(
    'ingest [======------------------] 25% 1,000,000 lines, 200,000/s, 0:15 left, 3 bad',
  );
});

test('without a known size there is no share and no time left', () => {
  const progress = { bytesRead: 25, bytesTotal: null, lines: 10, deadLetters: 0 };
  expect(progressLine('ingest', 5000, progress)).toBe('ingest 10 lines, 2/s');
  expect(progressLine('mining', 65_000, undefined)).toBe('mining … 1:05');
});

const terminal = (isTTY: boolean) => {
  const written: string[] = [];
  const stream = new PassThrough();
  stream.on('data', (chunk) => written.push(String(chunk)));
  Object.assign(stream, { isTTY, columns: 120, cursorTo() {}, clearLine() {}, moveCursor() {} });
  return { stream: stream as unknown as NodeJS.WriteStream, written };
};
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('nothing is written where stderr is no terminal', async () => {
  const { stream, written } = terminal(false);
  const bar = createProgressBar(stream, { showAfterMs: 0 });
  bar.stage('ingest');
  await later(30);
  bar.stop();
  expect(written).toEqual([]);
});

test('nothing is written for work that is done before the bar would show', async () => {
  const { stream, written } = terminal(true);
  const bar = createProgressBar(stream, { showAfterMs: 10_000 });
  bar.stage('ingest');
  await later(30);
  bar.stop();
  expect(written.join('')).toBe('');
});

test('longer work is shown', async () => {
  const { stream, written } = terminal(true);
  const bar = createProgressBar(stream, { showAfterMs: 0 });
  bar.stage('ingest');
  bar.update({ bytesRead: 1, bytesTotal: 2, lines: 10, deadLetters: 0 });
  await later(50);
  bar.stop();
  expect(written.join('')).toContain('ingest [============------------] 50% 10 lines');
});
