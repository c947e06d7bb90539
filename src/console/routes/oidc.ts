/** Routes of signing in through an identity provider. */
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { giveCookie, type PeopleDeps } from '../people/give-cookie.ts';
import { Pending } from '../people/oidc.ts';
import { startSession } from '../people/sessions.ts';
import { recordSession } from '../people/sign-in.ts';
import { addUser, changeUser, findUser, type UserRow } from '../people/users.ts';
import { type ConsoleEnv, guardedRoute } from '../server/access.ts';
import type { ConsoleApp, ConsoleDeps } from '../server/app.ts';
import { HttpProblem } from '../server/problems.ts';

const PENDING = 'breakwater_oidc';
const CALLBACK = '/api/v1/session/oidc/callback';
const TEN_MINUTES = 600;
const AWAY = { 302: { description: 'Elsewhere' } };

export function registerOidcRoutes(app: ConsoleApp, { store, now }: ConsoleDeps, people: PeopleDeps): void {
  const need = () => {
    if (people.oidc === null)
      throw new HttpProblem(
        'not-found',
        'no identity provider is configured: see console.oidc in docs/operations.md',
      );
    return people.oidc;
  };
  app.openapi(
    guardedRoute('anybody', {
      method: 'get',
      path: '/api/v1/session/oidc',
      summary: 'Leads to the identity provider',
      request: { query: z.object({ back: z.string().max(2_000).optional() }) },
      responses: AWAY,
    }),
    async (context) => {
      const { url, pending } = await need().begin(localPath(context.req.valid('query').back));
      setCookie(context, PENDING, Buffer.from(JSON.stringify(pending)).toString('base64url'), {
        httpOnly: true,
        sameSite: 'Lax',
        secure: people.isSecure,
        path: CALLBACK,
        maxAge: TEN_MINUTES,
      });
      return context.redirect(url, 302);
    },
  );
  app.openapi(
    guardedRoute('anybody', {
      method: 'get',
      path: CALLBACK,
      summary: 'Where the identity provider leads back to',
      responses: AWAY,
    }),
    async (context) => {
      try {
        return await comeBack(context);
      } catch (error) {
        // A browser is shown the sign-in page, which says what was wrong; a program gets the problem itself.
        const isBrowser = context.req.header('accept')?.includes('text/html') === true;
        if (!isBrowser || !(error instanceof HttpProblem)) throw error;
        return context.redirect(`/?problem=${error.code}`, 302);
      }
    },
  );

  async function comeBack(context: Context<ConsoleEnv>): Promise<Response> {
    const pending = readPending(getCookie(context, PENDING));
    deleteCookie(context, PENDING, { path: CALLBACK });
    const person = await need().finish(new URL(context.req.url), pending);
    if (person.role === null)
      throw new HttpProblem('forbidden', 'none of your groups has a role here: ask an admin');
    const user = await userOf(person.subject, person.name, person.role);
    if (user.disabled) throw new HttpProblem('forbidden', 'an admin has shut this account out');
    const { secret, session } = await startSession(store, user, now());
    await recordSession(store, user, 'sign_in', now(), 'oidc');
    giveCookie(context, people, secret, session);
    return context.redirect(localPath(pending.back), 302);
  }

  /** Known by what the provider never gives to somebody else; the role is the provider's, each time anew. */
  async function userOf(oidc: string, name: string, role: UserRow['role']): Promise<UserRow> {
    const known = await findUser(store, { oidc });
    if (known === null) await addUser(store, { name: nameLike(name), role, oidcSubject: oidc }, now());
    else if (known.role !== role) await changeUser(store, known, { role });
    const user = await findUser(store, { oidc });
    if (user === null) throw new HttpProblem('internal', 'the user is not there');
    return user;
  }
}

function readPending(cookie: string | undefined): Pending {
  try {
    return Pending.parse(JSON.parse(Buffer.from(cookie ?? '', 'base64url').toString()));
  } catch {
    throw new HttpProblem('not-signed-in', 'the sign-in was begun elsewhere or too long ago: begin anew');
  }
}

/** A path of this server, whatever was asked for: `//evil.example` and `\\evil` are others. */
function localPath(back: string | undefined): string {
  const isPath = back !== undefined && /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(back);
  return isPath ? back : '/';
}

/** Names are letters, digits and . _ @ -. */
const nameLike = (name: string): string =>
  name.replace(/[^\p{L}\p{N}._@-]+/gu, '-').slice(0, 64) || 'somebody';
