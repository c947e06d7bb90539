/** The console's application with people in it, and requests as a browser of theirs makes them. */
import { addUser, consoleApp, findUser, type Role } from '../../src/console/index.ts';
import { startSession } from '../../src/console/people/sessions.ts';
import type { ConsoleApp } from '../../src/console/server/app.ts';
import type { Store } from '../../src/storage/index.ts';

export const CONSOLE_URL = 'http://127.0.0.1:8080';
export const PASSWORD = 'correct horse battery staple';

export interface Browser {
  readonly headers: Readonly<Record<string, string>>;
  readonly userId: string;
  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
}

export function appOf(store: Store, more: Partial<Parameters<typeof consoleApp>[0]> = {}): ConsoleApp {
  return consoleApp({ store, url: CONSOLE_URL, ...more });
}

/** Somebody who is signed in; with `password` they can sign in again. */
export async function browserOf(app: ConsoleApp, store: Store, name: string, role: Role): Promise<Browser> {
  if ((await findUser(store, { name })) === null)
    await addUser(store, { name, role, password: PASSWORD }, Date.now());
  const user = await findUser(store, { name });
  if (user === null) throw new Error('no user');
  const { secret, session } = await startSession(store, user, Date.now());
  const headers = { cookie: `breakwater=${secret}`, 'x-csrf-token': session.csrfToken, origin: CONSOLE_URL };
  return {
    headers,
    userId: user.user_id,
    async send(method, path, body, more = {}) {
      const text = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
      return app.request(path.startsWith('/api') || !path.startsWith('/') ? path : `/api/v1${path}`, {
        method,
        headers: { ...headers, 'content-type': 'application/json', ...more },
        ...text,
      });
    },
  };
}
