/** The demonstration day mined whole and in four parts. */
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { readFacts } from '../../../src/detection/facts/read-facts.ts';
import { readTraces } from '../../../src/detection/read-traces.ts';
import { wholeWindow } from '../../../src/detection/whole-window.ts';
import { mergeEdges, minePairs } from '../../../src/mining/index.ts';
import { demoDay, writeScenario } from '../../../src/redteam/index.ts';
import { TRACE_SOURCES } from '../../../src/traces/index.ts';
import { storedEvents } from '../../support/stored-events.ts';

const stored = storedEvents();
beforeAll(async () => {
  const { eventsPath } = await writeScenario({ dir: join(stored.directory, 'day'), composition: demoDay() });
  await stored.ingest([{ name: 'day', path: eventsPath, map: {}, set: {} }]);
}, 120_000);

test('four parts of every kind of trace have exactly the edges of the whole', async () => {
  const { store } = stored;
  const { facts } = await readFacts(store, await wholeWindow(store));
  let edges = 0;
  for (const source of TRACE_SOURCES)
    for (const { kind, columns, owners: family } of readTraces(source, facts))
      for (const { windowMs } of [kind, ...(kind.slower === undefined ? [] : [kind.slower])]) {
        const options = {
          windowMs,
          minSurprise: Math.log(2 * facts.accounts) / 2,
          ...(family === null ? {} : { family }),
        };
        const whole = minePairs(columns, options).edges;
        const parts = [0, 1, 2, 3].map(
          (index) => minePairs(columns, { ...options, part: { index, of: 4 } }).edges,
        );
        expect(mergeEdges(parts)).toEqual({ ...whole, a: whole.a.slice(), b: whole.b.slice() });
        edges += whole.length;
      }
  expect(edges).toBeGreaterThan(10_000);
}, 120_000);
