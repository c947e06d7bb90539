import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { RunOutput } from '../../src/cli/run-detection.ts';
import { runReport } from '../../src/cli/run-report.ts';
import type { VerdictLine } from '../../src/contract/index.ts';

const NONE = { organic: 0, insufficient_data: 0, coordinated: 0, water_army: 0 };
const IN = { lines: 3, events: 3, accounts: 1, actions: 1, reports: 1, duplicates: 0, dead_letters: 0 };

const run = (
  given: Partial<Omit<RunOutput, 'summary'>>,
  taken: Partial<typeof IN> = {},
  found: Partial<typeof NONE> = {},
): RunOutput => ({
  verdicts: [],
  files: ['out/verdicts.ndjson'],
  inputs: [],
  badLines: [],
  comparison: null,
  summary: {
    version: '1',
    model_version: '1',
    in: { ...IN, ...taken },
    window: null,
    traces: [],
    out: { edges: 0, clusters: 0, accounts: 0, by_verdict: { ...NONE, ...found } },
    notes: [],
    stages: [{ stage: 'ingest', seconds: 1.25, peak_memory_mb: 1 }],
  },
  ...given,
});

const LINE: VerdictLine = {
  cluster_id: 'c_1',
  campaign_id: 'k_1',
  verdict: 'water_army',
  probability: 0.999999,
  patterns: ['engagement_boost'],
  window: { from: '', to: '' },
  accounts: [{ account_id: 'a', membership: 'core' }],
  signals: [
    {
      id: 'batch_registration',
      kind: 'registration',
      value: 1,
      weight_nats: 9,
      abstained: null,
      evidence: [
        {
          en: 'all of them came at once',
          zh: '',
          observed: 1,
          usual: 0,
          accounts: [],
          targets: [],
          times: [],
          texts: [],
        },
      ],
    },
  ],
  against: [],
  explanation: { en: '', zh: '' },
  model_version: '1',
};

test('everything that was read is counted, and one is not many', () => {
  const text = runReport(run({}), 'out', undefined);
  expect(text).toContain('3 events (1 action, 1 account record, 1 report), in 1.3 s\n');
  expect(text).toContain(
    '0 water armies, 0 coordinated, 0 without enough data, 0 organic; 0 accounts in clusters',
  );
  expect(runReport(run({}, {}, { water_army: 1 }), 'out', undefined)).toContain('1 water army,');
});

test('bad lines are told with their most frequent reasons', () => {
  const badLines = [{ lines: 1_200, example: 'a.csv:7: account_id: missing\n    ,x,y' }];
  const text = runReport(run({ badLines }, { lines: 1_203, dead_letters: 1_200 }), 'out', undefined);
  expect(text).toContain('1,200 of 1,203 lines could not be used');
  expect(text).toContain('\n  1,200 × a.csv:7: account_id: missing\n');
});

test('an input of which nothing could be used is not called free of armies', () => {
  const empty = runReport(run({}, { lines: 0, events: 0 }), 'out', undefined);
  expect(empty).toContain('There is nothing in the input');
  const bad = runReport(run({}, { lines: 9, events: 0, dead_letters: 9 }), 'out', undefined);
  expect(bad).toContain('No line of the input could be used');
  expect(empty + bad).not.toContain('No accounts were found');
});

test.each([undefined, 118, 80])('the table fits a terminal of %s columns and is never certain', (width) => {
  // Where CI is set, colours are written, which take no room.
  const text = stripVTControlCharacters(runReport(run({ verdicts: [LINE] }), 'out', width));
  const table = text.split('\n').filter((line) => /^[┌│├└]/.test(line));
  expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(width ?? 118);
  expect(text).toContain('all of them came at once');
  expect(text).toContain('>0.999');
});
