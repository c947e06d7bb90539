/** Sessions of people: a cookie that says nothing, known here by its hash. */
import { z } from 'zod';
import type { Store } from '../../storage/index.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { findUser, type UserRow } from './users.ts';

const HOUR = 3_600_000;
export const SESSION_MS = 12 * HOUR;

const Row = z.object({
  token_hash: z.string(),
  user_id: z.string(),
  csrf_token: z.string(),
  created_at: z.string(),
  expires_at: z.string(),
  ended: z.coerce.number(),
  version: z.coerce.number(),
});
type SessionRow = z.infer<typeof Row>;

export interface Session {
  readonly user: UserRow;
  readonly csrfToken: string;
  readonly expiresAt: string;
  readonly tokenHash: string;
}

/** @returns the secret for the cookie: it cannot be read back. */
export async function startSession(
  store: Store,
  user: UserRow,
  now: number,
): Promise<{ secret: string; session: Session }> {
  const secret = newSecret();
  const row = {
    token_hash: hashSecret(secret),
    user_id: user.user_id,
    csrf_token: newSecret(),
    created_at: now,
    expires_at: now + SESSION_MS,
    ended: 0,
    version: 1,
  };
  await store.insertRows('sessions', [row]);
  const session = {
    user,
    csrfToken: row.csrf_token,
    expiresAt: new Date(row.expires_at).toISOString(),
    tokenHash: row.token_hash,
  };
  return { secret, session };
}

/** Null where the cookie is none of ours, the session is over, or the person may not come in any more. */
export async function findSession(store: Store, secret: string, now: number): Promise<Session | null> {
  const token_hash = hashSecret(secret);
  const [found] = await store.rows('SELECT * FROM sessions FINAL WHERE token_hash = {hash:String}', {
    hash: token_hash,
  });
  if (found === undefined) return null;
  const row = Row.parse(found);
  if (row.ended === 1 || Date.parse(row.expires_at) <= now) return null;
  const user = await findUser(store, { user_id: row.user_id });
  if (user === null || user.disabled) return null;
  return { user, csrfToken: row.csrf_token, expiresAt: row.expires_at, tokenHash: token_hash };
}

/** Ends one session of a person, or all but one. */
export async function endSessions(
  store: Store,
  which: { readonly tokenHash: string } | { readonly userId: string; readonly except?: string },
): Promise<void> {
  const rows =
    'tokenHash' in which
      ? await store.rows('SELECT * FROM sessions FINAL WHERE token_hash = {hash:String}', {
          hash: which.tokenHash,
        })
      : await store.rows(
          'SELECT * FROM sessions FINAL WHERE user_id = {user:String} AND ended = 0 AND token_hash != {except:String}',
          {
            user: which.userId,
            except: which.except ?? '',
          },
        );
  const ended = rows
    .map((row): SessionRow => Row.parse(row))
    .map((row) => ({ ...row, ended: 1, version: row.version + 1 }));
  if (ended.length > 0) await store.insertRows('sessions', ended);
}
