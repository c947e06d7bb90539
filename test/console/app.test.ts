/** The bare application: headers, errors and the document of its routes. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../src/console/server/app.ts';
import { type ConsoleTown, consoleTown } from '../support/console-town.ts';

let town: ConsoleTown;
beforeAll(async () => {
  town = await consoleTown();
});
afterAll(() => town.close());

const app = () => createApp({ store: town.store, now: Date.now, log: () => {} }, []);

test('the town has armies and an honest group', () => {
  expect(town.verdicts.filter(({ verdict }) => verdict === 'water_army').length).toBeGreaterThanOrEqual(2);
});

test('an unknown route is a problem that says where the routes are', async () => {
  const response = await app().request('/api/v1/nothing');
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: 'not-found' });
});

test('no inline script, no framing', async () => {
  const policy = (await app().request('/api/openapi.json')).headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
  expect(policy).toContain("frame-ancestors 'none'");
});
