/**
 * How fast the demonstration day is made: planning and generating, events per second of processor time, peak memory; and
 * beside it how fast JSON.parse reads the same events in the same run, which tells how busy the machine is.
 * `npm run bench -- generate`
 */
import { demoDay } from '../src/redteam/index.ts';

const RUNS = 5;
const SAMPLE = 40_000;

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const perSecond = (count: number, seconds: number): string =>
  Math.round(count / seconds).toLocaleString('en');

const lines: string[] = [];
for (const event of demoDay().events()) {
  if (lines.push(JSON.stringify(event)) === SAMPLE) break;
}
for (let run = 1; run <= RUNS; run++) {
  let events = 0;
  const seconds = cpuSeconds(() => {
    for (const _ of demoDay().events()) events++;
  });
  const parsing = cpuSeconds(() => {
    for (const line of lines) JSON.parse(line);
  });
  console.log(
    `run ${run}: ${events.toLocaleString('en')} events, ${seconds.toFixed(2)} s of processor time: ${perSecond(events, seconds)} events/s ` +
      `(JSON.parse reads ${perSecond(lines.length, parsing)} of them a second)`,
  );
}
console.log(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
