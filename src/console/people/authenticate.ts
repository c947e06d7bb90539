/** Who asks: a person with a cookie or a program with a token; and that a page of ours asked for what changes something. */
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Store } from '../../storage/index.ts';
import type { ConsoleEnv } from '../server/access.ts';
import { HttpProblem } from '../server/problems.ts';
import type { Limits } from './limits.ts';
import { findSession } from './sessions.ts';
import { findToken } from './tokens.ts';

export interface AuthenticateOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly limits: Limits;
  readonly cookieName: string;
  /** Origins that may ask with a cookie: the console's own. */
  readonly origins: ReadonlySet<string>;
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Sets `caller` and `session`. Whoever shows something that is not valid is nobody, not an error: public routes work for all. */
export function authenticate(options: AuthenticateOptions): MiddlewareHandler<ConsoleEnv> {
  const { store, now, limits, cookieName } = options;
  return async (context, next) => {
    const header = context.req.header('authorization') ?? '';
    const secret = getCookie(context, cookieName);
    if (header.toLowerCase().startsWith('bearer ')) {
      const found = await findToken(store, header.slice(7).trim(), now());
      if (found !== null) {
        const { user_id, name, role } = found.user;
        context.set('caller', { user_id, name, role, scopes: found.scopes });
      }
    } else if (secret !== undefined && secret !== '') {
      const session = await findSession(store, secret, now());
      if (session !== null) {
        const { user_id, name, role } = session.user;
        context.set('session', session);
        context.set('caller', { user_id, name, role, scopes: null });
        if (!SAFE.has(context.req.method)) mustComeFromUs(context, session.csrfToken, options);
      }
    }
    await limits.request(context.get('caller')?.user_id ?? `address ${addressOf(context)}`);
    await next();
  };
}

/** A cookie goes along with any page's request; our token and origin do not. */
function mustComeFromUs(
  context: Context<ConsoleEnv>,
  csrfToken: string,
  { origins }: Pick<AuthenticateOptions, 'origins'>,
): void {
  mustBeOurOrigin(context, origins);
  if (context.req.header('x-csrf-token') !== csrfToken)
    throw new HttpProblem('forbidden', 'the header x-csrf-token is missing or not that of this session');
}

/** A browser says where a request comes from; what says nothing is no browser. */
export function mustBeOurOrigin(context: Context<ConsoleEnv>, origins: ReadonlySet<string>): void {
  const origin = context.req.header('origin');
  const site = context.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new HttpProblem('forbidden', 'the request comes from another site');
  if (origin !== undefined && !origins.has(origin) && origin !== new URL(context.req.url).origin)
    throw new HttpProblem('forbidden', 'the request comes from another origin');
}

/** The address that the connection comes from; a proxy's where there is one. */
export function addressOf(context: Context): string {
  const incoming = (context.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)
    ?.incoming;
  return incoming?.socket?.remoteAddress ?? 'unknown';
}
