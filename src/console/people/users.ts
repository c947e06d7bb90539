/** Who may use the console. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import { Role, type User, UserName } from '../contract/index.ts';
import { hashPassword } from './passwords.ts';

const Row = z.object({
  user_id: z.string(),
  name: z.string(),
  role: Role,
  password_hash: z.string(),
  oidc_subject: z.string(),
  disabled: z.coerce.number().transform((value) => value === 1),
  created_at: z.string(),
  version: z.coerce.number(),
});
export type UserRow = z.infer<typeof Row>;

export interface NewPerson {
  readonly name: string;
  readonly role: Role;
  /** One of the two. */
  readonly password?: string;
  readonly oidcSubject?: string;
}

/** @throws AppError `bad-usage` when the name is taken or no name. */
export async function addUser(store: Store, person: NewPerson, now: number): Promise<User> {
  const name = UserName.safeParse(person.name);
  if (!name.success)
    throw refused(`"${person.name.slice(0, 64)}" is no name`, 'use letters, digits and . _ @ - only');
  const user_id = await claimName(store, name.data);
  const row = {
    user_id,
    name: name.data,
    role: person.role,
    password_hash: person.password === undefined ? '' : await hashPassword(person.password),
    oidc_subject: person.oidcSubject ?? '',
    disabled: 0,
    created_at: now,
    version: 1,
  };
  await store.insertRows('users', [row], { token: `user ${user_id} 1` });
  return toUser(Row.parse({ ...row, created_at: new Date(now).toISOString() }));
}

/** Of two who want a name at once one gets it: an insert whose token the table has seen does nothing. */
async function claimName(store: Store, name: string): Promise<string> {
  const claimed = `user ${name.normalize('NFKC').toLowerCase()}`;
  const holder = randomUUID();
  await store.insertRows('claims', [{ name: claimed, number: 1, holder, value: '' }], {
    token: `claim 1 ${claimed}`,
  });
  const [first] = await store.rows(SELECT_CLAIM, { name: claimed });
  if (first?.holder === holder) return holder;
  throw refused(`there is a user ${name} already`, 'choose another name, or change that one');
}

export interface Change {
  readonly role?: Role;
  readonly disabled?: boolean;
  readonly password?: string;
}

/** @throws AppError `bad-usage` when it would leave nobody who may administer. */
export async function changeUser(store: Store, user: UserRow, change: Change): Promise<User> {
  const next = {
    ...user,
    ...(change.role === undefined ? {} : { role: change.role }),
    ...(change.disabled === undefined ? {} : { disabled: change.disabled }),
  };
  const stays = (one: UserRow) => one.role === 'admin' && !one.disabled;
  if (stays(user) && !stays(next)) {
    const others = (await readUsers(store)).filter((one) => one.user_id !== user.user_id && stays(one));
    if (others.length === 0)
      throw refused(`${user.name} is the last admin`, 'make somebody else an admin first');
  }
  const password_hash =
    change.password === undefined ? user.password_hash : await hashPassword(change.password);
  const row = { ...next, password_hash, disabled: next.disabled ? 1 : 0, version: user.version + 1 };
  await store.insertRows('users', [row]);
  return toUser({ ...next, password_hash });
}

export const toUser = ({ user_id, name, role, disabled, created_at, oidc_subject }: UserRow): User => ({
  user_id,
  name,
  role,
  disabled,
  created_at,
  by: oidc_subject === '' ? 'password' : 'oidc',
});

export async function readUsers(store: Store): Promise<readonly UserRow[]> {
  return (await store.rows('SELECT * FROM users FINAL ORDER BY name')).map((row) => Row.parse(row));
}

/** By id, name or `issuer subject` of OIDC; null when there is none. */
export async function findUser(
  store: Store,
  by: { readonly user_id: string } | { readonly name: string } | { readonly oidc: string },
): Promise<UserRow | null> {
  const column = 'user_id' in by ? 'user_id' : 'name' in by ? 'name' : 'oidc_subject';
  const [value = ''] = Object.values(by) as string[];
  const [row] = await store.rows(`SELECT * FROM users FINAL WHERE ${column} = {value:String} LIMIT 1`, {
    value,
  });
  return row === undefined ? null : Row.parse(row);
}

const refused = (what: string, fix: string) => new AppError('bad-usage', `console/users: ${what}`, { fix });
const SELECT_CLAIM = `SELECT holder FROM claims WHERE name = {name:String} AND number = 1
ORDER BY claimed_at, holder LIMIT 1 SETTINGS select_sequential_consistency = 1`;
