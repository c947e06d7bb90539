/** How fast the demonstration day is made: planning and generating, events per second, peak memory. `node bench/generate.ts` */
import { demoDay } from '../src/redteam/index.ts';

const runs = 5;
for (let run = 1; run <= runs; run++) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const day = demoDay();
  const planned = performance.now();
  let events = 0;
  for (const _ of day.events()) events++;
  const end = performance.now();
  const { user, system } = process.cpuUsage(cpu);
  console.log(
    `run ${run}: ${events} events, plan ${(planned - start).toFixed(0)} ms, generate ${(end - planned).toFixed(0)} ms, ` +
      `${Math.round((1000 * events) / (end - start))} events/s in all, ${((user + system) / 1e6).toFixed(2)} s of CPU`,
  );
}
console.log(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
