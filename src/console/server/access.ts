/** Who may call a route: said beside the route, shown in the OpenAPI document, enforced before its handler. */
import { createRoute, type RouteConfig } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { Problem, ROLES, type Role, type Scope } from '../contract/index.ts';
import type { Session } from '../people/sessions.ts';
import { HttpProblem } from './problems.ts';

/** Who asks: a person in a session, or a program with a token of that person. */
export interface Caller {
  readonly user_id: string;
  readonly name: string;
  readonly role: Role;
  /** What the token may be used for; null for a session, which may all that the role may. */
  readonly scopes: readonly Scope[] | null;
}

/** What Hono's context carries; both are null before the sign-in, and `session` for tokens. */
export interface ConsoleEnv {
  Variables: { caller: Caller | null; session: Session | null };
}

/** The part of Hono's context that rooms look at. */
export interface ConsoleContext {
  get(key: 'caller'): Caller | null;
}

/** `anybody`: also who is not signed in. Else the least role, and the scope that a token needs. */
export type Access = 'anybody' | { readonly role: Role; readonly scope: Scope };

export function roleReaches(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}

/** `createRoute` with the access of the route: the only way that routes of the console are made. */
export function guardedRoute<
  P extends string,
  R extends Omit<RouteConfig, 'path' | 'middleware'> & { path: P },
>(access: Access, config: R) {
  return createRoute({
    ...config,
    middleware: [requireAccess(access)] as const,
    'x-access': access === 'anybody' ? access : `${access.role}:${access.scope}`,
    security: access === 'anybody' ? [] : [{ session: [] }, { token: [] }],
    responses: { ...config.responses, default: PROBLEM_RESPONSE },
  });
}

const PROBLEM_RESPONSE = {
  description: 'What went wrong, and what would mend it',
  content: { 'application/problem+json': { schema: Problem } },
};

function requireAccess(access: Access): MiddlewareHandler<ConsoleEnv> {
  return async (context, next) => {
    if (access !== 'anybody') {
      const caller = context.get('caller');
      if (caller === null) throw new HttpProblem('not-signed-in', 'this needs a sign-in');
      if (!roleReaches(caller.role, access.role))
        throw new HttpProblem('forbidden', `this needs the role ${access.role}; yours is ${caller.role}`);
      if (caller.scopes !== null && !caller.scopes.includes(access.scope))
        throw new HttpProblem('forbidden', `this needs a token with the scope ${access.scope}`);
    }
    await next();
  };
}

/** The caller behind a route that is for no `anybody`. */
export function callerOf(context: ConsoleContext): Caller {
  const caller = context.get('caller');
  if (caller === null) throw new HttpProblem('not-signed-in', 'this needs a sign-in');
  return caller;
}
