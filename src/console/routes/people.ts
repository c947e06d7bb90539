/** Routes of people: sessions, users, tokens. */
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { deleteCookie } from 'hono/cookie';
import { AppError } from '../../contract/index.ts';
import { recordAct } from '../audit/acts.ts';
import {
  ApiToken,
  ChangedUser,
  MadeToken,
  Me,
  NewPassword,
  NewToken,
  NewUser,
  PeopleList,
  SignIn,
  SignInOptions,
  User,
} from '../contract/index.ts';
import { addressOf, mustBeOurOrigin } from '../people/authenticate.ts';
import { giveCookie, type PeopleDeps } from '../people/give-cookie.ts';
import { isPassword } from '../people/passwords.ts';
import { endSessions, type Session } from '../people/sessions.ts';
import { recordSession, signIn } from '../people/sign-in.ts';
import { listTokens, makeToken, revokeToken } from '../people/tokens.ts';
import { addUser, changeUser, findUser, readUsers, toUser } from '../people/users.ts';
import { type ConsoleEnv, callerOf, guardedRoute } from '../server/access.ts';
import type { ConsoleApp, ConsoleDeps } from '../server/app.ts';
import { HttpProblem } from '../server/problems.ts';
import { registerOidcRoutes } from './oidc.ts';

const VIEWER = { role: 'viewer', scope: 'read' } as const;
const ADMIN = { role: 'admin', scope: 'admin' } as const;
const OWN = { role: 'viewer', scope: 'admin' } as const;
const answer = <T extends z.ZodType>(description: string, schema: T) => ({
  200: { description, content: { 'application/json': { schema } } },
});
const DONE = { 204: { description: 'Done' } };
const body = <T extends z.ZodType>(schema: T) => ({
  content: { 'application/json': { schema } },
  required: true,
});

const toMe = ({ user, csrfToken, expiresAt }: Session): Me => ({
  user_id: user.user_id,
  name: user.name,
  role: user.role,
  csrf_token: csrfToken,
  expires_at: expiresAt,
});

export function peopleRoutes(people: PeopleDeps): (app: ConsoleApp, deps: ConsoleDeps) => void {
  return (app, deps) => {
    registerSessionRoutes(app, deps, people);
    registerOidcRoutes(app, deps, people);
    registerUserRoutes(app, deps);
    registerTokenRoutes(app, deps);
  };
}

function sessionOf(context: Context<ConsoleEnv>): Session {
  const session = context.get('session');
  if (session === null)
    throw new HttpProblem('not-signed-in', 'this is for people who signed in, not for tokens');
  return session;
}

function registerSessionRoutes(app: ConsoleApp, { store, now }: ConsoleDeps, people: PeopleDeps): void {
  app.openapi(
    guardedRoute('anybody', {
      method: 'get',
      path: '/api/v1/session/options',
      summary: 'How one can sign in',
      responses: answer('Ways', SignInOptions),
    }),
    (context) =>
      context.json(
        { password: true, oidc: people.oidc !== null, oidc_name: people.oidc?.label ?? null },
        200,
      ),
  );
  app.openapi(
    guardedRoute('anybody', {
      method: 'post',
      path: '/api/v1/session',
      summary: 'Signs in; the session comes as a cookie',
      request: { body: body(SignIn) },
      responses: answer('Who signed in', Me),
    }),
    async (context) => {
      mustBeOurOrigin(context, people.origins);
      const { name, password } = context.req.valid('json');
      const { secret, session } = await signIn({
        store,
        limits: people.limits,
        now: now(),
        name,
        password,
        address: addressOf(context),
      });
      giveCookie(context, people, secret, session);
      return context.json(toMe(session), 200);
    },
  );
  app.openapi(
    guardedRoute(VIEWER, {
      method: 'get',
      path: '/api/v1/session',
      summary: 'Who asks',
      responses: answer('Who', Me),
    }),
    (context) => {
      const session = context.get('session');
      if (session !== null) return context.json(toMe(session), 200);
      const { user_id, name, role } = callerOf(context);
      return context.json({ user_id, name, role, csrf_token: '', expires_at: '' }, 200);
    },
  );
  app.openapi(
    guardedRoute(VIEWER, {
      method: 'delete',
      path: '/api/v1/session',
      summary: 'Signs out',
      responses: DONE,
    }),
    async (context) => {
      const session = sessionOf(context);
      await endSessions(store, { tokenHash: session.tokenHash });
      await recordSession(store, session.user, 'sign_out', now(), '');
      deleteCookie(context, people.cookieName, { path: '/', secure: people.isSecure });
      return context.body(null, 204);
    },
  );
  app.openapi(
    guardedRoute(OWN, {
      method: 'post',
      path: '/api/v1/session/password',
      summary: 'Changes one’s password; all other sessions end',
      request: { body: body(NewPassword) },
      responses: DONE,
    }),
    async (context) => {
      const session = sessionOf(context);
      const { old_password, new_password } = context.req.valid('json');
      await people.limits.mayGuess(session.user.name, addressOf(context));
      if (!(await isPassword(old_password, session.user.password_hash))) {
        await people.limits.wrongPassword(session.user.name, addressOf(context));
        throw new HttpProblem('bad-request', 'the old password is wrong');
      }
      await changeUser(store, session.user, { password: new_password });
      await endSessions(store, { userId: session.user.user_id, except: session.tokenHash });
      const { user_id, name } = session.user;
      await recordAct(store, {
        subject_kind: 'user',
        subject: user_id,
        at: now(),
        user_id,
        name,
        act: 'change_password',
      });
      return context.body(null, 204);
    },
  );
}

function registerUserRoutes(app: ConsoleApp, { store, now }: ConsoleDeps): void {
  app.openapi(
    guardedRoute(
      { role: 'analyst', scope: 'read' },
      {
        method: 'get',
        path: '/api/v1/people',
        summary: 'Whom a case can be assigned to',
        responses: answer('People', PeopleList),
      },
    ),
    async (context) => {
      const people = (await readUsers(store)).filter(({ disabled }) => !disabled);
      return context.json(
        { people: people.map(({ user_id, name, role }) => ({ user_id, name, role })) },
        200,
      );
    },
  );
  app.openapi(
    guardedRoute(ADMIN, {
      method: 'get',
      path: '/api/v1/users',
      summary: 'All users',
      responses: answer('Users', z.array(User)),
    }),
    async (context) => context.json((await readUsers(store)).map(toUser), 200),
  );
  app.openapi(
    guardedRoute(ADMIN, {
      method: 'post',
      path: '/api/v1/users',
      summary: 'Adds a user',
      request: { body: body(NewUser) },
      responses: answer('The user', User),
    }),
    async (context) => {
      const made = await asProblem(addUser(store, context.req.valid('json'), now()));
      const { user_id, name } = callerOf(context);
      await recordAct(store, {
        subject_kind: 'user',
        subject: made.user_id,
        at: now(),
        user_id,
        name,
        act: 'add_user',
        after: { name: made.name, role: made.role },
      });
      return context.json(made, 200);
    },
  );
  app.openapi(
    guardedRoute(ADMIN, {
      method: 'patch',
      path: '/api/v1/users/{user_id}',
      summary: 'Changes role or password, or shuts somebody out; their sessions end',
      request: { params: z.object({ user_id: z.string().max(64) }), body: body(ChangedUser) },
      responses: answer('The user', User),
    }),
    async (context) => {
      const user = await findUser(store, { user_id: context.req.valid('param').user_id });
      if (user === null) throw new HttpProblem('not-found', 'there is no such user');
      const { role, disabled, password } = context.req.valid('json');
      const change = {
        ...(role === undefined ? {} : { role }),
        ...(disabled === undefined ? {} : { disabled }),
        ...(password === undefined ? {} : { password }),
      };
      const changed = await asProblem(changeUser(store, user, change));
      if (changed.disabled || password !== undefined) await endSessions(store, { userId: user.user_id });
      const { user_id, name } = callerOf(context);
      await recordAct(store, {
        subject_kind: 'user',
        subject: user.user_id,
        at: now(),
        user_id,
        name,
        act: password === undefined ? 'change_user' : 'set_password',
        before: { role: user.role, disabled: user.disabled },
        after: { role: changed.role, disabled: changed.disabled },
      });
      return context.json(changed, 200);
    },
  );
}

function registerTokenRoutes(app: ConsoleApp, { store, now }: ConsoleDeps): void {
  app.openapi(
    guardedRoute(OWN, {
      method: 'get',
      path: '/api/v1/tokens',
      summary: 'One’s own API tokens',
      responses: answer('Tokens', z.array(ApiToken)),
    }),
    async (context) => context.json([...(await listTokens(store, callerOf(context).user_id))], 200),
  );
  app.openapi(
    guardedRoute(OWN, {
      method: 'post',
      path: '/api/v1/tokens',
      summary: 'Makes a token; it is shown this once',
      request: { body: body(NewToken) },
      responses: answer('The token', MadeToken),
    }),
    async (context) => {
      const { user_id, name, scopes } = callerOf(context);
      const wanted = context.req.valid('json');
      const beyond = scopes === null ? undefined : wanted.scopes.find((scope) => !scopes.includes(scope));
      if (beyond !== undefined)
        throw new HttpProblem('forbidden', `a token without the scope ${beyond} cannot give it`);
      const made = await makeToken(store, { ...wanted, user_id, now: now() });
      await recordAct(store, {
        subject_kind: 'token',
        subject: made.token_id,
        at: now(),
        user_id,
        name,
        act: 'make_token',
        after: { name: made.name, scopes: made.scopes },
      });
      return context.json(made, 200);
    },
  );
  app.openapi(
    guardedRoute(OWN, {
      method: 'delete',
      path: '/api/v1/tokens/{token_id}',
      summary: 'Revokes one of one’s own tokens',
      request: { params: z.object({ token_id: z.string().max(64) }) },
      responses: DONE,
    }),
    async (context) => {
      const { user_id, name } = callerOf(context);
      const { token_id } = context.req.valid('param');
      if (!(await revokeToken(store, user_id, token_id)))
        throw new HttpProblem('not-found', 'you have no such token');
      await recordAct(store, {
        subject_kind: 'token',
        subject: token_id,
        at: now(),
        user_id,
        name,
        act: 'revoke_token',
      });
      return context.body(null, 204);
    },
  );
}

/** What the rooms refuse is the caller's mistake. */
async function asProblem<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'bad-usage')
      throw new HttpProblem(
        'bad-request',
        `${error.message}${error.fix === undefined ? '' : `: ${error.fix}`}`,
      );
    throw error;
  });
}
