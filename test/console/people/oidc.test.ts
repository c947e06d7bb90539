/** Signing in through an identity provider: a certified one, on loopback. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeUser, findUser, ROLES, readUsers } from '../../../src/console/index.ts';
import { createOidc } from '../../../src/console/people/oidc.ts';
import type { ConsoleApp } from '../../../src/console/server/app.ts';
import { migrate, openStore, type Store } from '../../../src/storage/index.ts';
import { type IdentityProvider, startIdentityProvider } from '../../support/identity-provider.ts';
import { appOf, CONSOLE_URL } from '../../support/signed-in.ts';

let store: Store;
let provider: IdentityProvider;
let app: ConsoleApp;
const CALLBACK = `${CONSOLE_URL}/api/v1/session/oidc/callback`;

beforeAll(async () => {
  store = await openStore({ kind: 'memory' });
  await migrate(store, { now: Date.now });
  provider = await startIdentityProvider(CALLBACK);
  provider.groups.set('mei', ['trust-and-safety', 'leads']);
  provider.groups.set('bob', ['accounting']);
  app = appOf(store, {
    oidc: {
      issuer: provider.issuer,
      clientId: provider.clientId,
      clientSecret: provider.clientSecret,
      label: 'The company',
      rolesClaim: 'groups',
      roles: { 'trust-and-safety': 'analyst', leads: 'lead' },
      allowInsecure: true,
    },
  });
});
afterAll(async () => {
  await provider?.close();
  await store?.close();
});

/** To the provider and back, as a browser goes; `change` tampers with the way back. */
async function signIn(
  login: string,
  back = '/overview',
  change: (url: URL) => void = () => undefined,
  accept = 'application/json',
) {
  const away = await app.request(`/api/v1/session/oidc?back=${encodeURIComponent(back)}`);
  expect(away.status).toBe(302);
  const [cookie = ''] = (away.headers.getSetCookie()[0] ?? '').split(';');
  const returned = await provider.signIn(away.headers.get('location') ?? '', login);
  change(returned);
  const response = await app.request(returned.pathname + returned.search, { headers: { cookie, accept } });
  return { response, cookie, returned };
}

const sessionOf = async (response: Response) => {
  const cookie = response.headers.getSetCookie().find((line) => line.startsWith('breakwater=')) ?? '';
  return app.request('/api/v1/session', { headers: { cookie: cookie.split(';')[0] ?? '' } });
};

test('the sign-in page offers it by its name', async () => {
  const options = await app.request('/api/v1/session/options');
  expect(await options.json()).toMatchObject({ oidc: true, oidc_name: 'The company' });
});

test('somebody of two groups gets the higher role, and is led back to where they were', async () => {
  const { response } = await signIn('mei');
  expect([response.status, response.headers.get('location')]).toEqual([302, '/overview']);
  expect(await (await sessionOf(response)).json()).toMatchObject({ name: 'mei', role: 'lead' });
});

test('the role is the provider’s, each time anew, and the person stays the same', async () => {
  provider.groups.set('mei', ['trust-and-safety']);
  const { response } = await signIn('mei');
  expect(await (await sessionOf(response)).json()).toMatchObject({ name: 'mei', role: 'analyst' });
  expect((await readUsers(store)).filter(({ name }) => name === 'mei')).toHaveLength(1);
});

test('somebody whose groups have no role here stays outside, and is no user', async () => {
  const { response } = await signIn('bob');
  expect(response.status).toBe(403);
  expect(await findUser(store, { name: 'bob' })).toBeNull();
  // In a browser the sign-in page says so.
  const shown = await signIn('bob', '/', undefined, 'text/html');
  expect(shown.response.headers.get('location')).toBe('/?problem=forbidden');
});

test('an answer with another state, another code or without the cookie signs nobody in', async () => {
  const other = await signIn('mei', '/', (url) => url.searchParams.set('state', 'another'));
  expect(other.response.status).toBe(401);
  const forged = await signIn('mei', '/', (url) => url.searchParams.set('code', 'forged'));
  expect(forged.response.status).toBe(401);
  const { returned } = await signIn('mei');
  expect((await app.request(returned.pathname + returned.search)).status).toBe(401);
});

test('an answer is good once', async () => {
  const { returned, cookie } = await signIn('mei');
  const again = await app.request(returned.pathname + returned.search, { headers: { cookie } });
  expect(again.status).toBe(401);
});

test.each(['https://evil.example/', '//evil.example', '/\\evil.example'])(
  '%s is no place to lead back to',
  async (back) => {
    const { response } = await signIn('mei', back);
    expect(response.headers.get('location')).toBe('/');
  },
);

test('who was shut out here stays out, whatever the provider says', async () => {
  const user = await findUser(store, { name: 'mei' });
  if (user === null) throw new Error('no user');
  await changeUser(store, user, { disabled: true });
  expect((await signIn('mei')).response.status).toBe(403);
});

test('a provider that does not answer is a problem with words, and the next try asks again', async () => {
  const away = createOidc(
    {
      issuer: 'http://127.0.0.1:1',
      clientId: 'x',
      clientSecret: 'y',
      label: '',
      rolesClaim: 'groups',
      roles: {},
      redirectUrl: CALLBACK,
      allowInsecure: true,
    },
    ROLES,
  );
  await expect(away.begin('/')).rejects.toMatchObject({ code: 'unavailable' });
  await expect(away.begin('/')).rejects.toMatchObject({ code: 'unavailable' });
});
