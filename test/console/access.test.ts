/** Every route with every role: who may not is told so, who may is not. New routes are covered by standing in the document. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCOPES, type Scope } from '../../src/console/contract/index.ts';
import { addUser, changeUser, consoleApp, findUser, ROLES, type Role } from '../../src/console/index.ts';
import { createLimits } from '../../src/console/people/limits.ts';
import { startSession } from '../../src/console/people/sessions.ts';
import { makeToken } from '../../src/console/people/tokens.ts';
import { type ConsoleApp, openApiOf } from '../../src/console/server/app.ts';
import { migrate, openStore, type Store } from '../../src/storage/index.ts';

// The engine forgets sessions by its own clock.
const NOW = Date.now();
const URL_OF = 'http://127.0.0.1:8080';
const STAND_IN: Readonly<Record<string, string>> = { user_id: 'nobody', token_id: 'none', case_id: 'k_none' };

interface Credentials {
  readonly name: string;
  readonly role: Role | null;
  readonly scope: Scope | null;
  readonly headers: Readonly<Record<string, string>>;
}

let store: Store;
let app: ConsoleApp;
let everybody: readonly Credentials[];
beforeAll(async () => {
  store = await openStore({ kind: 'memory' });
  await migrate(store, { now: () => NOW });
  app = consoleApp({
    store,
    url: URL_OF,
    now: () => NOW,
    limits: createLimits({ requestsAMinute: 1_000_000 }),
  });
  everybody = [
    { name: 'nobody', role: null, scope: null, headers: {} },
    ...(await people()),
    ...(await programs()),
  ];
});
afterAll(() => store.close());

async function user(name: string, role: Role) {
  await addUser(store, { name, role, oidcSubject: `test ${name}` }, NOW);
  const row = await findUser(store, { name });
  if (row === null) throw new Error('no user');
  return row;
}

async function people(): Promise<readonly Credentials[]> {
  const found: Credentials[] = [];
  for (const role of [...ROLES, 'disabled'] as const) {
    const row = await user(`person-${role}`, role === 'disabled' ? 'admin' : role);
    const { secret, session } = await startSession(store, row, NOW);
    if (role === 'disabled') await changeUser(store, row, { disabled: true });
    const headers = { cookie: `breakwater=${secret}`, 'x-csrf-token': session.csrfToken, origin: URL_OF };
    found.push({ name: role, role: role === 'disabled' ? null : role, scope: null, headers });
  }
  return found;
}

async function programs(): Promise<readonly Credentials[]> {
  const found: Credentials[] = [];
  for (const role of ROLES) {
    const row = await user(`program-${role}`, role);
    for (const scope of SCOPES) {
      const { token } = await makeToken(store, {
        user_id: row.user_id,
        name: scope,
        scopes: [scope],
        days: 1,
        now: NOW,
      });
      found.push({
        name: `${role}'s token for ${scope}`,
        role,
        scope,
        headers: { authorization: `Bearer ${token}` },
      });
    }
  }
  return found;
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly access: string;
}

function routes(): readonly Route[] {
  const { paths = {} } = openApiOf(consoleApp({ store: null as unknown as Store, url: URL_OF }));
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, { 'x-access'?: string }>).map(([method, operation]) => ({
      method,
      path,
      access: operation['x-access'] ?? 'not said',
    })),
  );
}

function isAllowed({ access }: Route, { role, scope }: Credentials): boolean {
  if (access === 'anybody') return true;
  const [least, needed] = access.split(':') as [Role, Scope];
  return role !== null && ROLES.indexOf(role) >= ROLES.indexOf(least) && (scope === null || scope === needed);
}

test('the document holds the routes that there are', () => {
  const all = routes();
  expect(all.length).toBeGreaterThan(25);
  expect(all.filter(({ access }) => access === 'not said')).toEqual([]);
  // Nothing that changes something is for anybody, but signing in.
  expect(
    all.filter(({ method, access }) => access === 'anybody' && method !== 'get').map(({ path }) => path),
  ).toEqual(['/api/v1/session']);
});

describe.each(routes())('$method $path ($access)', (route) => {
  test('lets in whom it should, and nobody else', async () => {
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name) => STAND_IN[name] ?? 'none');
    for (const credentials of everybody) {
      // Signing out would end the session that other routes are asked with.
      if (route.method === 'delete' && route.path === '/api/v1/session' && credentials.role !== null)
        continue;
      const response = await app.request(path, {
        method: route.method.toUpperCase(),
        headers: { ...credentials.headers, 'content-type': 'application/json' },
        ...(['post', 'patch', 'put'].includes(route.method) ? { body: '{}' } : {}),
      });
      const said = `${credentials.name}: ${response.status}`;
      // A callback that nobody began is refused as such, whoever asks.
      const refusals = route.path.endsWith('/callback') ? [403] : [401, 403];
      if (isAllowed(route, credentials)) expect(refusals, said).not.toContain(response.status);
      else expect(response.status, said).toBe(credentials.role === null ? 401 : 403);
      expect(response.status, said).not.toBe(500);
    }
  });
});
