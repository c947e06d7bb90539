/** Routes of users: who may use the console, and whom a case can be assigned to. */
import { z } from '@hono/zod-openapi';
import { AppError } from '../../contract/index.ts';
import { recordAct } from '../audit/acts.ts';
import { ChangedUser, NewUser, PeopleList, User } from '../contract/index.ts';
import { endSessions } from '../people/sessions.ts';
import { addUser, changeUser, findUser, readUsers, toUser } from '../people/users.ts';
import { callerOf, guardedRoute } from '../server/access.ts';
import type { ConsoleApp, ConsoleDeps } from '../server/app.ts';
import { HttpProblem } from '../server/problems.ts';
import { answer, body } from './answers.ts';

const ADMIN = { role: 'admin', scope: 'admin' } as const;

export function registerUserRoutes(app: ConsoleApp, { store, now }: ConsoleDeps): void {
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
