/** Routes of signing in and out, and of one's own password. */
import type { Context } from 'hono';
import { deleteCookie } from 'hono/cookie';
import { recordAct } from '../audit/acts.ts';
import { Me, NewPassword, SignIn, SignInOptions } from '../contract/index.ts';
import { addressOf, mustBeOurOrigin } from '../people/authenticate.ts';
import { giveCookie, type PeopleDeps } from '../people/give-cookie.ts';
import { isPassword } from '../people/passwords.ts';
import { endSessions, type Session } from '../people/sessions.ts';
import { recordSession, signIn } from '../people/sign-in.ts';
import { changeUser } from '../people/users.ts';
import { type ConsoleEnv, callerOf, guardedRoute } from '../server/access.ts';
import type { ConsoleApp, ConsoleDeps } from '../server/app.ts';
import { HttpProblem } from '../server/problems.ts';
import { answer, body, DONE } from './answers.ts';

const VIEWER = { role: 'viewer', scope: 'read' } as const;
const OWN = { role: 'viewer', scope: 'admin' } as const;

const toMe = ({ user, csrfToken, expiresAt }: Session): Me => ({
  user_id: user.user_id,
  name: user.name,
  role: user.role,
  csrf_token: csrfToken,
  expires_at: expiresAt,
});

function sessionOf(context: Context<ConsoleEnv>): Session {
  const session = context.get('session');
  if (session === null)
    throw new HttpProblem('not-signed-in', 'this is for people who signed in, not for tokens');
  return session;
}

export function registerSessionRoutes(
  app: ConsoleApp,
  { store, now }: ConsoleDeps,
  people: PeopleDeps,
): void {
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
