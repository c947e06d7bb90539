/** A certified OpenID provider on loopback (oidc-provider), and a person who signs in at it as a browser does. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export interface IdentityProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Groups by login; they come back in the claim `groups`. */
  readonly groups: Map<string, readonly string[]>;
  /** Signs `login` in at the address that the console led to; the address that it leads back to. */
  signIn(address: string, login: string): Promise<URL>;
  close(): Promise<void>;
}

export async function startIdentityProvider(redirectUrl: string): Promise<IdentityProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [clientId, clientSecret] = ['breakwater', 'a secret of the test'];
  const groups = new Map<string, readonly string[]>();
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUrl] }],
    claims: { openid: ['sub', 'groups'], profile: ['preferred_username'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['of the test'] },
    pkce: { required: () => true },
    findAccount: (_, login) => ({
      accountId: login,
      claims: async () => ({ sub: login, preferred_username: login, groups: [...(groups.get(login) ?? [])] }),
    }),
  });
  // Its sample pages warn on the console that they are no production pages.
  server.on('request', provider.callback());
  return {
    issuer,
    clientId,
    clientSecret,
    groups,
    signIn: (address, login) => walk(issuer, address, login),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Follows redirects with a jar of cookies; answers the page that asks who one is, then the one that asks for consent. */
async function walk(issuer: string, address: string, login: string): Promise<URL> {
  const jar = new Map<string, string>();
  let next = new URL(address);
  let form: URLSearchParams | null = null;
  for (let step = 0; step < 20; step++) {
    if (next.origin !== issuer) return next;
    const response = await fetch(next, {
      method: form === null ? 'GET' : 'POST',
      ...(form === null ? {} : { body: form }),
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      redirect: 'manual',
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const location = response.headers.get('location');
    if (location !== null) {
      form = null;
      next = new URL(location, next);
      continue;
    }
    const page = await response.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
    if (prompt === undefined || action === undefined)
      throw new Error(`no form at ${next}: ${page.slice(0, 500)}`);
    form = new URLSearchParams(prompt === 'login' ? { prompt, login, password: 'any' } : { prompt });
    next = new URL(action, next);
  }
  throw new Error('the provider leads round in circles');
}
