import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BreakwaterEvent, jsonSchemaFiles } from '../../src/contract/index.ts';

const directory = new URL('../../schemas/', import.meta.url);

test('the published JSON Schema files are those of the zod schemas (else: npm run schemas)', () => {
  const published = new Map(
    readdirSync(directory).map((name) => [name, readFileSync(new URL(name, directory), 'utf8')]),
  );
  expect(Object.fromEntries(published)).toEqual(Object.fromEntries(jsonSchemaFiles()));
});

const ACTION = {
  type: 'action',
  event_id: 'e1',
  account_id: 'u1',
  action: 'like',
  target_id: 'p9',
  occurred_at: '2026-05-02T10:00:00.120Z',
};

test('an action needs its id, account, name, target and time, and nothing else', () => {
  expect(BreakwaterEvent.safeParse(ACTION).success).toBe(true);
  for (const field of ['event_id', 'account_id', 'action', 'target_id', 'occurred_at']) {
    const { [field as keyof typeof ACTION]: _, ...without } = ACTION;
    expect(BreakwaterEvent.safeParse(without).success, field).toBe(false);
  }
});

test('unknown fields are dropped, never an error', () => {
  const parsed = BreakwaterEvent.parse({ ...ACTION, mood: 'sunny' });
  expect(parsed).toEqual(ACTION);
});

test('a number where an id should be is refused, because large ones lose digits', () => {
  expect(BreakwaterEvent.safeParse({ ...ACTION, account_id: 42 }).success).toBe(false);
});

test('absent optional facts may be null', () => {
  const nothing = { text: null, topics: null, urls: null, media: null, client: null, ai_label: null };
  expect(BreakwaterEvent.safeParse({ ...ACTION, ...nothing }).success).toBe(true);
});
