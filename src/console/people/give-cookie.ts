/** The session's cookie. */
import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import type { Limits } from './limits.ts';
import type { Oidc } from './oidc.ts';
import type { Session } from './sessions.ts';

/** What signing in needs beside the rest. */
export interface PeopleDeps {
  readonly limits: Limits;
  readonly cookieName: string;
  /** Is the console reached over https? */
  readonly isSecure: boolean;
  readonly origins: ReadonlySet<string>;
  readonly oidc: Oidc | null;
}

export function giveCookie(
  context: Context,
  { cookieName, isSecure }: PeopleDeps,
  secret: string,
  session: Session,
): void {
  setCookie(context, cookieName, secret, {
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure,
    path: '/',
    expires: new Date(session.expiresAt),
  });
}
