/**
 * How fast days are made, in events a second and per second of processor time: the demonstration day in a process that has just started,
 * and a million events of a city. Beside it how fast JSON.parse reads the same events, which tells how busy the machine is.
 * `npm run bench -- generate`
 */
import type { BreakwaterEvent } from '../src/contract/index.ts';
import { demoDay } from '../src/redteam/index.ts';
import { benchEvents } from './make-events.ts';

const SAMPLE = 40_000;
const RUNS = 3;

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const perSecond = (count: number, seconds: number): string =>
  Math.round(count / seconds).toLocaleString('en');

function measure(name: string, make: () => Iterable<BreakwaterEvent>): void {
  let events = 0;
  const sample: BreakwaterEvent[] = [];
  const start = performance.now();
  let wall = 0;
  const seconds = cpuSeconds(() => {
    for (const event of make()) if (++events % 16 === 0 && sample.length < SAMPLE) sample.push(event);
    wall = (performance.now() - start) / 1000;
  });
  const lines = sample.map((event) => JSON.stringify(event));
  const parsing = cpuSeconds(() => {
    for (const line of lines) JSON.parse(line);
  });
  console.log(
    `${name}: ${events.toLocaleString('en')} events in ${wall.toFixed(2)} s: ${perSecond(events, wall)} events/s; ${perSecond(events, seconds)} per second of processor time ` +
      `(JSON.parse reads ${perSecond(lines.length, parsing)} of them a second)`,
  );
}

measure('demonstration day, cold', () => demoDay().events());
for (let run = 1; run <= RUNS; run++)
  measure(`a million, run ${run}`, () => benchEvents({ events: 1_000_000, viralLikes: 0 }));
console.log(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
