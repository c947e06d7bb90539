/** Signing in with a password, and what is recorded of it. */
import type { Store } from '../../storage/index.ts';
import { recordAct } from '../audit/acts.ts';
import { HttpProblem } from '../server/problems.ts';
import type { Limits } from './limits.ts';
import { isPassword } from './passwords.ts';
import { type Session, startSession } from './sessions.ts';
import { findUser, type UserRow } from './users.ts';

export interface SignInInput {
  readonly store: Store;
  readonly limits: Limits;
  readonly now: number;
  readonly name: string;
  readonly password: string;
  /** Where the request comes from. */
  readonly address: string;
}

/**
 * @throws HttpProblem `not-signed-in` for a wrong name or password, which look the same and take as long; `locked-out` after five
 * wrong ones for a name, or twenty from one address, within a quarter of an hour.
 */
export async function signIn(input: SignInInput): Promise<{ secret: string; session: Session }> {
  const { store, limits, now, name, password, address } = input;
  await limits.mayGuess(name, address);
  const user = await findUser(store, { name });
  const isRight = await isPassword(password, user?.password_hash ?? '');
  if (user === null || !isRight || user.disabled) {
    const locked = await limits.wrongPassword(name, address);
    if (locked && user !== null)
      await recordSession(store, user, 'lock_out', now, `too many wrong passwords from ${address}`);
    throw new HttpProblem('not-signed-in', 'the name or the password is wrong');
  }
  await limits.rightPassword(name);
  const started = await startSession(store, user, now);
  await recordSession(store, user, 'sign_in', now, '');
  return started;
}

export async function recordSession(
  store: Store,
  { user_id, name }: Pick<UserRow, 'user_id' | 'name'>,
  act: 'sign_in' | 'sign_out' | 'lock_out',
  at: number,
  reason: string,
): Promise<void> {
  await recordAct(store, { subject_kind: 'session', subject: user_id, at, user_id, name, act, reason });
}
