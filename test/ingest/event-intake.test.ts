import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACTIONS } from '../../src/contract/index.ts';
import { createChecker } from '../../src/ingest/check.ts';
import { createEventIntake } from '../../src/ingest/event-intake.ts';
import { CONTRACT_FIELDS } from '../../src/ingest/fields.ts';
import { TEXT_FUNCTIONS } from '../../src/ingest/text-functions.ts';
import { emptyTally } from '../../src/ingest/times.ts';
import { KEY, like, NOW } from './helpers.ts';

const settings = { text: TEXT_FUNCTIONS, pseudonymKey: KEY, batchRows: Number.POSITIVE_INFINITY };
const shortWay = createEventIntake(settings);
const longWay = createEventIntake(settings);
const newRun = () => ({ source: 's', partition: 0, check: createChecker(NOW), tally: emptyTally() });

function parsed(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** What the short way and the long way make of one event; `short` is undefined when it leaves the event to the long one. */
function bothWays(json: string) {
  const [shortRun, longRun] = [newRun(), newRun()];
  const bytes = Buffer.from(`,${json},`);
  const event = parsed(json);
  const outcome = event === undefined ? undefined : longWay.takeParsed(event, longRun, 7);
  return {
    short: shortWay.takeBytes(bytes, 1, bytes.length - 1, shortRun, 7),
    long: outcome?.ok ? outcome.value : undefined,
    shortRows: shortWay.batches(true),
    longRows: longWay.batches(true),
    shortTally: shortRun.tally,
    longTally: longRun.tally,
  };
}

const counts = { refused: 0, long: 0, short: 0 };

function expectTheSame(json: string): void {
  const { short, long, shortRows, longRows, shortTally, longTally } = bothWays(json);
  counts[long === undefined ? 'refused' : short === undefined ? 'long' : 'short']++;
  if (short === undefined) expect(shortRows).toEqual([]);
  else
    expect({ short, shortRows, shortTally }).toEqual({
      short: long,
      shortRows: longRows,
      shortTally: longTally,
    });
}

/** Stands for a number that JSON can write and a double cannot hold. */
const HUGE = '@huge';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    'see https://www.Example.com/a?utm_source=x',
    '这家店的服务真的很不错',
    '\\',
    '"',
    '\ud800',
  ),
);
const id = fc.string({ minLength: 1, maxLength: 12 });
const time = fc.oneof(
  fc
    .date({ min: new Date('1995-01-01'), max: new Date(NOW), noInvalidDate: true })
    .map((at) => at.toISOString()),
  fc.integer({ min: 9e8, max: 1.7e9 }),
  fc.double({ min: 8e8, max: 1.7e12, noNaN: true }),
  fc.constantFrom('2026-05-01', '2026-05-01 10:00:00.5+08:00', '1770000000', ' 2026-05-01 '),
);
const address = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.constantFrom('::ffff:203.0.113.7', '203.0.113.07', ' 203.0.113.7 ', 'fe80::1%eth0', 'x'.repeat(70)),
);
const texts = fc.array(text, { maxLength: 3 });
const said = fc.option(text);
const some = <T>(model: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) =>
  fc.option(fc.record(model, { requiredKeys: [] }));

/** Good values of all fields of all types. */
const fields: Record<string, fc.Arbitrary<unknown>> = {
  type: fc.constantFrom('action', 'account', 'report'),
  event_id: id,
  account_id: id,
  report_id: id,
  reporter_id: id,
  target_id: id,
  target_account_id: fc.option(id),
  action: fc.constantFrom(...ACTIONS),
  occurred_at: time,
  reported_at: time,
  observed_at: fc.option(time),
  registered_at: fc.option(time),
  text: said,
  topics: fc.option(texts),
  urls: fc.option(texts),
  media: fc.option(texts),
  reason: said,
  handle: said,
  display_name: said,
  bio: said,
  avatar_hash: said,
  verified: fc.option(fc.boolean()),
  followers: fc.option(fc.nat()),
  following: fc.option(fc.maxSafeNat()),
  client: some({ ip: address, device_id: text, user_agent: said, more: fc.jsonValue() }),
  registration: some({ ip: address, device_id: said, email_domain: text, phone_prefix: text, channel: said }),
  operator: some({ mcn_id: said }),
  ai_label: fc.option(
    fc.record({ explicit: fc.boolean(), implicit: fc.boolean(), generated: fc.option(fc.boolean()) }),
  ),
  note: fc.jsonValue(),
};
const REQUIRED = ['type', 'event_id', 'account_id', 'report_id', 'reporter_id', 'target_id', 'action'];
const good = fc.record(fields, { requiredKeys: [...REQUIRED, 'occurred_at', 'reported_at'] });
const PATHS = [...CONTRACT_FIELDS.keys(), 'client', 'registration', 'operator', 'ai_label'];
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(undefined, null, true, 0, -1, 1.5, 1e3, 1e21, 2 ** 53, HUGE, '', [], {}, ['a', 1]),
  fc.constantFrom('x'.repeat(64), 'x'.repeat(65), 'x'.repeat(512), 'x'.repeat(513), '界'.repeat(512), 'lik'),
  fc.constantFrom('2026-02-29T00:00:00.000Z', '2026-05-01T24:00:00.000Z', '1994-12-31', '2027-01-01', 'soon'),
);

/** Good events with up to two odd values. */
const event = fc
  .tuple(good, fc.array(fc.tuple(fc.constantFrom(...PATHS), odd), { maxLength: 2 }))
  .map(([value, changes]) => {
    const changed: Record<string, unknown> = structuredClone(value);
    for (const [path, replacement] of changes) {
      const [key = '', inner] = path.split('.');
      const outer = changed[key];
      if (inner === undefined) changed[key] = replacement;
      else if (typeof outer === 'object' && outer !== null)
        (outer as Record<string, unknown>)[inner] = replacement;
    }
    return changed;
  });

/** JSON as other programs write it: keys in any order, white space, characters as escapes. */
const spelling = fc.record({
  seed: fc.nat(),
  space: fc.constantFrom('', ' ', '\t', '\r\n'),
  isAscii: fc.boolean(),
});
function spell(
  value: Record<string, unknown>,
  { seed, space, isAscii }: { seed: number; space: string; isAscii: boolean },
): string {
  const entries = Object.entries(value);
  const from = seed % Math.max(1, entries.length);
  const turned = [...entries.slice(from), ...entries.slice(0, from)];
  const body = turned
    .filter(([, each]) => each !== undefined)
    .map(([key, each]) => `${space}"${key}"${space}:${space}${JSON.stringify(each)}${space}`)
    .join(',');
  const json = `{${body}}`.replaceAll(JSON.stringify(HUGE), '1e999');
  return isAscii
    ? json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : json;
}

describe('the short way, without JSON.parse and the schema', () => {
  test('takes only what the long way takes, and makes the same row of it', () => {
    fc.assert(
      fc.property(event, spelling, (value, how) => expectTheSame(spell(value, how))),
      { numRuns: 1500 },
    );
  });

  test('takes only what the long way takes, also where bytes of the JSON are broken', () => {
    fc.assert(
      fc.property(
        event,
        spelling,
        fc.nat(),
        fc.constantFrom(
          '',
          '"',
          '\\',
          ',',
          '{',
          '}',
          '[',
          ']',
          ':',
          '0',
          '-',
          '.',
          'e',
          ' ',
          '\n',
          '\0',
          'u',
        ),
        fc.nat(2),
        (value, how, seed, sign, cut) => {
          const json = spell(value, how);
          const at = seed % json.length;
          expectTheSame(json.slice(0, at) + sign + json.slice(at + cut));
        },
      ),
      { numRuns: 1500 },
    );
  });

  test('was put to the test by events of every kind', () => {
    for (const times of Object.values(counts)) expect(times).toBeGreaterThan(200);
  });

  test.each([
    ['an action', like({})],
    [
      'an action with all fields',
      like({
        text: '加油',
        topics: ['a'],
        urls: ['https://a.example/x'],
        media: [],
        target_account_id: 'u2',
        client: { ip: '203.0.113.7', device_id: 'd', user_agent: 'x' },
        ai_label: { explicit: true, implicit: false, generated: null },
      }),
    ],
    ['unknown fields', like({ note: { deep: [1, 'x', null, true, -0.5e-3] } })],
    ['escapes in a text', like({ text: 'a "quoted" line\nand \u0001' })],
    ['a time in seconds', like({ occurred_at: 1_777_777_777 })],
    [
      'an account',
      {
        type: 'account',
        account_id: 'a',
        registered_at: '2026-05-01T03:00:01Z',
        followers: 3,
        verified: false,
        registration: { ip: '::1' },
      },
    ],
    [
      'a report',
      {
        type: 'report',
        report_id: 'r',
        reporter_id: 'a',
        account_id: 'b',
        reported_at: '2026-05-01T03:00:01Z',
        reason: null,
      },
    ],
  ])('takes %s', (_, value) => {
    const { short, shortRows } = bothWays(JSON.stringify(value));
    expect(short).toBe((value as { type: string }).type);
    expect(shortRows).toHaveLength(1);
  });

  test.each([
    ['a key that stands twice', '{"type":"action","type":"account"}'],
    ['a key with escapes', JSON.stringify(like({})).replace('"type"', '"t\\u0079pe"')],
    ['an action without an id', JSON.stringify(like({ event_id: undefined }))],
    ['deep nesting', JSON.stringify(like({})).replace('{', `{"x":${'['.repeat(99)}${']'.repeat(99)},`)],
  ])('leaves %s to the long way', (_, json) => {
    expect(bothWays(json).short).toBeUndefined();
  });
});
