import { beforeAll, describe, expect, test } from 'vitest';
import { like, line, NOW, type Ran, run, STDIN, stdinOf } from './helpers.ts';

const json = (fields: Record<string, unknown>) => JSON.stringify(like(fields));

type BadLine = readonly [what: string, line: string | Uint8Array, reason: RegExp];
const BAD_LINES: readonly BadLine[] = [
  ['cut-off JSON', '{"type":"action"', /^not JSON: /],
  ['a list', '[1,2]', /expected a JSON object, got an array — write one event a line/],
  ['a line of a pretty-printed list', `${json({})},`, /^not JSON: .*write one event a line, not a list/],
  ['a number', '42', /expected a JSON object, got number 42/],
  ['null', 'null', /expected a JSON object, got null/],
  ['no account_id', json({ account_id: undefined }), /^account_id: missing, and every action needs it/],
  ['a null account_id', json({ account_id: null }), /^account_id: expected a string, got null/],
  [
    'a number as id',
    json({ account_id: 42 }),
    /^account_id: expected a string, got number 42 — quote ids, large numbers lose digits/,
  ],
  ['an empty id', json({ event_id: '' }), /^event_id: empty — an id has 1 to 512 characters/],
  ['a long id', json({ target_id: 'x'.repeat(513) }), /^target_id: 513 characters — at most 512/],
  [
    'a mistyped action',
    json({ action: 'lik' }),
    /^action: unknown action string "lik" — did you mean "like"\?/,
  ],
  [
    'an unknown action',
    json({ action: 'zzzzzzzz' }),
    /^action: unknown action string "zzzzzzzz" — use one of post, comment/,
  ],
  [
    'a mistyped type',
    json({ type: 'acount' }),
    /^type: expected account, action or report, got string "acount" — did you mean "account"\?/,
  ],
  ['no type and no action', '{"account_id":"u1"}', /^type: missing/],
  ['a number among topics', json({ topics: ['a', 7] }), /^topics\[1\]: expected a string, got number 7/],
  ['a word as client', json({ client: 'web' }), /^client: expected an object, got string "web"/],
  [
    'a time that is true',
    json({ occurred_at: true }),
    /^occurred_at: expected a time as text or number, got boolean true/,
  ],
  [
    'a time in words',
    json({ occurred_at: 'soon' }),
    /^occurred_at: string "soon" is no time — write ISO 8601 or epoch/,
  ],
  [
    'time zero',
    json({ occurred_at: 0 }),
    /^occurred_at: number 0, read as epoch seconds, is 1970-01-01T00:00:00.000Z, before 1995-01-01/,
  ],
  [
    'a time after tomorrow',
    json({ occurred_at: new Date(NOW + 86_400_001).toISOString() }),
    /is 2026-06-02T00:00:00.001Z, in the future/,
  ],
  [
    'an account registered in 1980',
    '{"type":"account","account_id":"a","registered_at":"1980-01-01"}',
    /^registered_at: .* before 1995-01-01/,
  ],
  ['followers below zero', '{"type":"account","account_id":"a","followers":-1}', /^followers: /],
  [
    'followers as text',
    '{"type":"account","account_id":"a","followers":"3"}',
    /^followers: expected a number, got string "3"/,
  ],
  [
    'a report without a time',
    '{"type":"report","report_id":"r","reporter_id":"a","account_id":"b"}',
    /^reported_at: missing/,
  ],
  ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), /^not valid UTF-8/],
  ['a NUL byte', '{"a":"\0"}', /^contains a NUL byte/],
  ['a deep list', '['.repeat(100_000) + ']'.repeat(100_000), /expected a JSON object, got an array/],
  [
    'a deep row without an id',
    `{"type":"action","action":"like","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    /^event_id: missing, and the row is nested too deep/,
  ],
];

describe('a bad line becomes a dead letter that says why, and the run goes on', () => {
  let ran: Ran;
  beforeAll(async () => {
    const chunks = BAD_LINES.flatMap(([, bad], i) => [line({ event_id: `good ${i}` }), bad, '\n']);
    ran = await run([STDIN], { stdin: stdinOf(...chunks) });
  });

  test.each(BAD_LINES.map(([what, , reason], i) => [what, reason, i] as const))('%s', (_, reason, i) => {
    expect(ran.letters[i]).toMatchObject({
      source: '-',
      line: 2 * i + 2,
      reason: expect.stringMatching(reason),
    });
    expect(ran.tables.dead_letters?.[i]).toMatchObject({
      source: '-',
      partition: 0,
      offset: BigInt(2 * i + 2),
      reason: ran.letters[i]?.reason,
      raw: ran.letters[i]?.raw,
    });
  });

  test('the good lines between them are all there', () => {
    const bad = BAD_LINES.length;
    expect(ran.result).toMatchObject({ lines: 2 * bad, events: bad, actions: bad, deadLetters: bad });
    expect(ran.tables.actions?.map((row) => row.event_id)).toEqual(BAD_LINES.map((_, i) => `good ${i}`));
  });

  test('deep nesting in a field that nobody reads does no harm', async () => {
    const deep = `${line().trimEnd().slice(0, -1)},"x":${'{"x":'.repeat(9_000)}1${'}'.repeat(9_000)}}`;
    const { result } = await run([STDIN], { stdin: stdinOf(deep) });
    expect(result).toMatchObject({ events: 1, deadLetters: 0 });
  });

  test('a time of up to a day ahead is taken', async () => {
    const { result } = await run([STDIN], { stdin: stdinOf(line({ occurred_at: NOW + 86_400_000 })) });
    expect(result.events).toBe(1);
  });
});

describe('lines over 1 MiB', () => {
  test('of 10 MB are read past, and 4 KiB of them are kept', async () => {
    const long = Array.from({ length: 160 }, () => 'x'.repeat(65_536));
    const stdin = stdinOf(line({ event_id: 'a' }), '{"text":"', ...long, '"}\n', line({ event_id: 'b' }));
    const { letters, tables } = await run([STDIN], { stdin, runBytes: 4096 });
    expect(letters).toMatchObject([{ line: 2, reason: expect.stringMatching(/^longer than 1 MiB/) }]);
    expect(letters[0]?.raw).toHaveLength(4096);
    expect(tables.actions?.map((row) => row.event_id)).toEqual(['a', 'b']);
    expect(tables.actions?.map((row) => row.offset)).toEqual([1n, 3n]);
  });

  test.each([1, 3, 1_000_000])(
    'are refused one byte above it and taken at it, read in pieces of %i',
    async (times) => {
      const exact = (bytes: number) => {
        const empty = line({ text: '' }).length - 1;
        return line({ text: 'x'.repeat(bytes - empty) });
      };
      const all = Buffer.from(exact(1_048_576) + exact(1_048_577));
      const size = Math.ceil(all.length / Math.min(times, 40));
      const chunks = Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
        all.subarray(i * size, (i + 1) * size),
      );
      const { letters, result } = await run([STDIN], { stdin: stdinOf(...chunks) });
      expect(letters.map((letter) => letter.line)).toEqual([2]);
      expect(result.events).toBe(1);
    },
  );

  test('at the end of the input, without a line break, are refused as well', async () => {
    const { letters } = await run([STDIN], { stdin: stdinOf(line(), 'y'.repeat(1_048_577)) });
    expect(letters).toMatchObject([{ line: 2, reason: expect.stringMatching(/^longer/) }]);
  });
});

describe('what is no mistake', () => {
  test('blank lines, CRLF, a byte order mark and a last line without a break', async () => {
    const text = `\ufeff${line({ event_id: 'a' })}\n  \r\n${line({ event_id: 'b' }).trimEnd()}\r\n${line({ event_id: 'c' }).trimEnd()}`;
    const { result, tables } = await run([STDIN], { stdin: stdinOf(text) });
    expect(result).toMatchObject({ lines: 3, events: 3, deadLetters: 0 });
    expect(tables.actions?.map((row) => row.offset)).toEqual([1n, 4n, 5n]);
  });

  test('a last line that was cut off is a dead letter', async () => {
    const { letters } = await run([STDIN], { stdin: stdinOf(line(), line().slice(0, 40)) });
    expect(letters).toMatchObject([{ line: 2, reason: expect.stringMatching(/^not JSON/) }]);
  });
});

test('a character that the cut at 4 KiB goes through is left off', async () => {
  const { letters } = await run([STDIN], { stdin: stdinOf(`{${'字'.repeat(3000)}\n`) });
  expect(letters[0]?.raw).toBe(`{${'字'.repeat(1365)}`);
});

test('dead letters come in the order of the input, however many threads read it', async () => {
  const lines = Array.from({ length: 4000 }, (_, i) =>
    i % 7 === 0 ? `bad ${i}\n` : line({ event_id: `e${i}` }),
  );
  const { letters, result } = await run([STDIN], {
    stdin: stdinOf(lines.join('')),
    workers: 2,
    runBytes: 2048,
  });
  expect(letters.map((letter) => letter.line)).toEqual(
    lines.flatMap((text, i) => (text.startsWith('bad') ? [i + 1] : [])),
  );
  expect(result.lines).toBe(4000);
});
