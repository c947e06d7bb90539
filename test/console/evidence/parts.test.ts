/** The small parts that panels are made of. */
import fc from 'fast-check';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { bucketLength } from '../../../src/console/evidence/registrations.ts';
import { idsOf } from '../../../src/console/evidence/selection.ts';
import { textFamilies } from '../../../src/console/evidence/text-families.ts';
import { unseenCharacters } from '../../../src/console/evidence/unseen-characters.ts';
import { compressed } from '../../../src/console/server/compressed.ts';
import { evidenceHash } from '../../../src/contract/evidence-hash.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

describe('the hash of the evidence', () => {
  const signal = { kind: 'synchrony' as const, abstained: null, evidence: [] };
  const line = {
    accounts: [
      { account_id: 'b', membership: 'core' as const },
      { account_id: 'a', membership: 'peripheral' as const },
    ],
    signals: [
      { ...signal, id: 's2', value: null, weight_nats: 0 },
      { ...signal, id: 's1', value: 0.5, weight_nats: 3.25 },
    ],
  };

  test('does not change with the order', () => {
    const turned = { accounts: line.accounts.toReversed(), signals: line.signals.toReversed() };
    expect(evidenceHash(turned)).toBe(evidenceHash(line));
    expect(evidenceHash(line)).toMatch(/^[0-9a-f]{64}$/);
  });

  test('changes with a member, its role, and a signal’s value or weight', () => {
    const [first, second] = line.signals;
    const others = [
      { ...line, accounts: line.accounts.slice(1) },
      { ...line, accounts: line.accounts.map((account) => ({ ...account, membership: 'core' as const })) },
      { ...line, signals: [first, { ...second, value: 0.6 }] },
      { ...line, signals: [first, { ...second, weight_nats: 3.5 }] },
    ];
    const hashes = others.map((other) => evidenceHash(other as typeof line));
    expect(new Set([...hashes, evidenceHash(line)]).size).toBe(5);
  });
});

describe('the bucket of a histogram', () => {
  test('is about as long as a batch took, though years lie around it', () => {
    const batch = Array.from({ length: 60 }, (_, i) => 1_700_000_000_000 + i * MINUTE);
    expect(bucketLength(batch)).toBeLessThanOrEqual(60 * MINUTE);
    const old = [1_500_000_000_000, 1_600_000_000_000];
    expect(bucketLength([...old, ...batch])).toBeLessThanOrEqual(7 * DAY);
  });

  test('is long where nothing happened at once', () => {
    expect(bucketLength(Array.from({ length: 50 }, (_, i) => i * 30 * DAY))).toBeGreaterThanOrEqual(30 * DAY);
  });

  test('never makes more than 1,000 of them', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_900_000_000_000 }), { minLength: 1 }), (times) => {
        const sorted = times.toSorted((a, b) => a - b);
        const length = bucketLength(sorted);
        const [first = 0, last = 0] = [sorted[0], sorted.at(-1)];
        expect(Math.floor(last / length) - Math.floor(first / length)).toBeLessThan(1_000);
      }),
    );
  });
});

test('any ids survive a selection', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ unit: 'binary', minLength: 1 })), (ids) => {
      const wellFormed = [...new Set(ids.map((id) => id.toWellFormed()))];
      expect(idsOf(wellFormed.map(encodeURIComponent).join(','), 'accounts')).toEqual(wellFormed);
    }),
  );
});

test('families do not depend on the order of the texts', () => {
  const raws = [
    '今天去了海底捞，味道真的很不错，推荐给大家',
    '今天去了海底捞，味道真的很不错！推荐给大家',
    'nothing in common with the others',
    '哈哈',
    '哈哈',
    '',
  ];
  const texts = raws.map((raw, i) => ({ eventId: `e${i}`, accountId: `a${i}`, at: i, raw }));
  const told = (given: typeof texts) =>
    textFamilies(given)
      .map((family) => family.texts.map(({ eventId }) => eventId).sort())
      .sort();
  expect(told(texts)).toEqual([
    ['e0', 'e1'],
    ['e3', 'e4'],
  ]);
  fc.assert(
    fc.property(fc.shuffledSubarray(texts, { minLength: texts.length }), (shuffled) => {
      expect(told(shuffled)).toEqual(told(texts));
    }),
  );
});

test('what cannot be seen is named, and what can be seen is not', () => {
  const names = (raw: string) => unseenCharacters(raw).map(({ code_point, name }) => `${code_point} ${name}`);
  expect(names('plain text,\nmore 文字 😀')).toEqual([]);
  expect(names('a\u00adb\ufe0f\u{e0041}\u0007\u3000')).toEqual([
    'U+00AD SOFT HYPHEN',
    'U+FE0F VARIATION SELECTOR-16',
    'U+E0041 TAG A',
    'U+0007 CONTROL CHARACTER',
    'U+3000 IDEOGRAPHIC SPACE',
  ]);
  expect(unseenCharacters('\u200b'.repeat(1e6))).toHaveLength(200);
});

test('large answers are compressed for who can read them, small ones for nobody', async () => {
  const app = new Hono().use(compressed());
  app.get('/large', (context) => context.json({ text: '长'.repeat(50_000) }));
  app.get('/small', (context) => context.json({ text: 'x' }));
  const ask = (path: string, encoding: string) =>
    app.request(path, { headers: { 'accept-encoding': encoding } });
  const packed = await ask('/large', 'br, gzip');
  expect(packed.headers.get('content-encoding')).toBe('gzip');
  const stream = packed.body?.pipeThrough(new DecompressionStream('gzip')) ?? null;
  expect(await new Response(stream).json()).toEqual({ text: '长'.repeat(50_000) });
  for (const plain of [await ask('/large', 'br'), await ask('/small', 'gzip')])
    expect(plain.headers.get('content-encoding')).toBeNull();
  expect(await (await ask('/small', 'gzip')).json()).toEqual({ text: 'x' });
});
