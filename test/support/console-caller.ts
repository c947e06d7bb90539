/** The console's routes as one person sees them, without a sign-in. */
import type { Role, Scope } from '../../src/console/contract/index.ts';
import { type ConsoleApp, type ConsoleDeps, createApp } from '../../src/console/server/app.ts';

export interface Person {
  readonly role: Role;
  readonly user?: string;
  readonly scopes?: readonly Scope[];
}

export type Registration = (app: ConsoleApp, deps: ConsoleDeps) => void;

/** One application; who asks is chosen by request, with the header `x-person` (JSON of `Person`). */
export function appForAnybody(deps: ConsoleDeps, routes: readonly Registration[]): ConsoleApp {
  const signIn: Registration = (app) => {
    app.use('/api/*', async (context, next) => {
      const person = context.req.header('x-person');
      if (person !== undefined && person !== '') {
        const { role, user = role, scopes = null } = JSON.parse(person) as Person;
        context.set('caller', { user_id: user, name: user, role, scopes });
      }
      await next();
    });
  };
  return createApp(deps, [signIn, ...routes]);
}

export const as = (person: Person): Record<string, string> => ({ 'x-person': JSON.stringify(person) });
