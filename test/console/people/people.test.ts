/** Who may come in: passwords, names, sessions, tokens. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashPassword, isPassword } from '../../../src/console/people/passwords.ts';
import { endSessions, findSession, SESSION_MS, startSession } from '../../../src/console/people/sessions.ts';
import { findToken, makeToken, revokeToken } from '../../../src/console/people/tokens.ts';
import { addUser, changeUser, findUser, readUsers, type UserRow } from '../../../src/console/people/users.ts';
import { migrate, openStore, type Store } from '../../../src/storage/index.ts';

// The present: the store forgets sessions that are over.
const NOW = Date.now();
const PASSWORD = 'correct horse battery staple';
let store: Store;
beforeAll(async () => {
  store = await openStore({ kind: 'memory' });
  await migrate(store, { now: () => NOW });
});
afterAll(() => store?.close());

async function somebody(name: string, role: UserRow['role'] = 'analyst'): Promise<UserRow> {
  await addUser(store, { name, role, password: PASSWORD }, NOW);
  const user = await findUser(store, { name });
  if (user === null) throw new Error('no user');
  return user;
}

test('a hash holds no password, and two of the same password differ', async () => {
  const [one, other] = await Promise.all([hashPassword(PASSWORD), hashPassword(PASSWORD)]);
  expect(one).not.toBe(other);
  expect(one).not.toContain(PASSWORD);
  expect([await isPassword(PASSWORD, one), await isPassword(PASSWORD, other)]).toEqual([true, true]);
});

test.each(['', 'correct horse battery stapl', 'Correct horse battery staple', `${PASSWORD} `])(
  '"%s" is not the password',
  async (wrong) => {
    expect(await isPassword(wrong, await hashPassword(PASSWORD))).toBe(false);
  },
);

test('a password is the same however a keyboard composes its signs', async () => {
  const hash = await hashPassword('pa\u00e9ssword long');
  expect(await isPassword('pae\u0301ssword long', hash)).toBe(true);
});

test.each(['', 'scrypt', 'bcrypt$1$2$3$a$b'])('the hash "%s" opens to no password', async (hash) => {
  expect(await isPassword('', hash)).toBe(false);
});

test('a hash made at another cost still opens', async () => {
  const old = await hashPassword(PASSWORD, { N: 2 ** 10, r: 8, p: 1 });
  expect(await isPassword(PASSWORD, old)).toBe(true);
});

test('of ten who want a name at once one gets it', async () => {
  const tried = await Promise.allSettled(
    Array.from({ length: 10 }, () => addUser(store, { name: 'wanted', role: 'viewer' }, NOW)),
  );
  expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await readUsers(store)).filter(({ name }) => name === 'wanted')).toHaveLength(1);
});

test.each(['', 'a b', '<script>', 'x'.repeat(65), 'a\u202eb'])('"%s" is no name', async (name) => {
  await expect(addUser(store, { name, role: 'viewer' }, NOW)).rejects.toMatchObject({ code: 'bad-usage' });
});

test('the last admin stays one; the last but one may go', async () => {
  const first = await somebody('first-admin', 'admin');
  await expect(changeUser(store, first, { role: 'lead' })).rejects.toThrow(/last admin/);
  await expect(changeUser(store, first, { disabled: true })).rejects.toThrow(/last admin/);
  await somebody('second-admin', 'admin');
  await changeUser(store, first, { disabled: true });
  expect((await findUser(store, { name: 'first-admin' }))?.disabled).toBe(true);
});

test('a session is known by its secret alone, ends after its hours, and with the person', async () => {
  const user = await somebody('with-sessions');
  const { secret, session } = await startSession(store, user, NOW);
  const [row] = await store.rows('SELECT * FROM sessions FINAL WHERE user_id = {user:String}', {
    user: user.user_id,
  });
  expect(JSON.stringify(row)).not.toContain(secret);
  expect((await findSession(store, secret, NOW + SESSION_MS - 1))?.user.name).toBe('with-sessions');
  expect(await findSession(store, secret, NOW + SESSION_MS)).toBeNull();
  expect(await findSession(store, session.tokenHash, NOW)).toBeNull();
  await changeUser(store, user, { disabled: true });
  expect(await findSession(store, secret, NOW)).toBeNull();
});

test('all sessions of a person end but the one that asks', async () => {
  const user = await somebody('on-three-screens');
  const sessions = [];
  for (let i = 0; i < 3; i++) sessions.push(await startSession(store, user, NOW));
  const [kept, ...others] = sessions;
  await endSessions(store, { userId: user.user_id, except: kept?.session.tokenHash ?? '' });
  expect(await findSession(store, kept?.secret ?? '', NOW)).not.toBeNull();
  for (const { secret } of others) expect(await findSession(store, secret, NOW)).toBeNull();
});

test('a token is over after its days, when it is revoked, and when its person goes', async () => {
  const user = await somebody('with-tokens');
  const make = (days: number) =>
    makeToken(store, { user_id: user.user_id, name: 't', scopes: ['read'], days, now: NOW });
  const short = await make(1);
  expect((await findToken(store, short.token, NOW + 86_399_999))?.scopes).toEqual(['read']);
  expect(await findToken(store, short.token, NOW + 86_400_000)).toBeNull();
  const revoked = await make(30);
  expect(await revokeToken(store, user.user_id, revoked.token_id)).toBe(true);
  expect(await findToken(store, revoked.token, NOW)).toBeNull();
  const last = await make(30);
  await changeUser(store, user, { disabled: true });
  expect(await findToken(store, last.token, NOW)).toBeNull();
  const rows = await store.rows('SELECT * FROM api_tokens FINAL');
  for (const { token } of [short, revoked, last]) expect(JSON.stringify(rows)).not.toContain(token);
});
