/** Tokens for programs: they may what their scopes say, and never more than the person whose they are. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Store } from '../../storage/index.ts';
import { type ApiToken, Scope } from '../contract/index.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { findUser, type UserRow } from './users.ts';

const PREFIX = 'bw_';
const DAY = 86_400_000;

const Row = z.object({
  token_hash: z.string(),
  token_id: z.string(),
  user_id: z.string(),
  name: z.string(),
  scopes: z.array(Scope),
  created_at: z.string(),
  expires_at: z.string(),
  revoked: z.coerce.number().transform((value) => value === 1),
  version: z.coerce.number(),
});

/** @returns the token, the only time that it is seen. */
export async function makeToken(
  store: Store,
  {
    user_id,
    name,
    scopes,
    days,
    now,
  }: {
    readonly user_id: string;
    readonly name: string;
    readonly scopes: readonly Scope[];
    readonly days: number;
    readonly now: number;
  },
): Promise<ApiToken & { token: string }> {
  const token = newSecret(PREFIX);
  const made = { token_id: randomUUID(), user_id, name, scopes: [...scopes] };
  const [created_at, expires_at] = [now, now + days * DAY];
  await store.insertRows('api_tokens', [
    { ...made, token_hash: hashSecret(token), created_at, expires_at, revoked: 0, version: 1 },
  ]);
  return {
    ...made,
    created_at: new Date(created_at).toISOString(),
    expires_at: new Date(expires_at).toISOString(),
    revoked: false,
    token,
  };
}

/** Null where it is none, is over, or its person may not come in any more. */
export async function findToken(
  store: Store,
  token: string,
  now: number,
): Promise<{ readonly user: UserRow; readonly scopes: readonly Scope[] } | null> {
  if (!token.startsWith(PREFIX)) return null;
  const [found] = await store.rows('SELECT * FROM api_tokens FINAL WHERE token_hash = {hash:String}', {
    hash: hashSecret(token),
  });
  if (found === undefined) return null;
  const row = Row.parse(found);
  if (row.revoked || Date.parse(row.expires_at) <= now) return null;
  const user = await findUser(store, { user_id: row.user_id });
  return user === null || user.disabled ? null : { user, scopes: row.scopes };
}

export async function listTokens(store: Store, userId: string): Promise<readonly ApiToken[]> {
  const rows = await store.rows(
    'SELECT * FROM api_tokens FINAL WHERE user_id = {user:String} ORDER BY created_at DESC',
    { user: userId },
  );
  return rows.map((row) => {
    const { token_hash: _, version: __, ...shown } = Row.parse(row);
    return shown;
  });
}

/** False when the person has no such token. */
export async function revokeToken(store: Store, userId: string, tokenId: string): Promise<boolean> {
  const [found] = await store.rows(
    'SELECT * FROM api_tokens FINAL WHERE user_id = {user:String} AND token_id = {id:String}',
    {
      user: userId,
      id: tokenId,
    },
  );
  if (found === undefined) return false;
  const row = Row.parse(found);
  await store.insertRows('api_tokens', [{ ...row, revoked: 1, version: row.version + 1 }]);
  return true;
}
