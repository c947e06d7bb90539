/** `breakwater users`: adding people to the console, changing them, shutting them out. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { usersCommand } from '../../src/cli/commands/users.ts';
import { readUsers } from '../../src/console/index.ts';
import { isPassword } from '../../src/console/people/passwords.ts';
import { openStore } from '../../src/storage/index.ts';

let directory: string;
let passwords: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'breakwater-users-'));
  passwords = join(directory, 'password');
  await writeFile(passwords, 'correct horse battery staple\n');
});
afterAll(() => rm(directory, { recursive: true }));

/** What it prints. */
async function users(...args: string[]): Promise<string> {
  let printed = '';
  const print = (text: string) => {
    printed += text;
  };
  const context = { signal: new AbortController().signal, now: Date.now(), print, width: undefined };
  const program = new Command().exitOverride().addCommand(usersCommand(context).exitOverride());
  await program.parseAsync(['node', 'breakwater', 'users', ...args, '--store', join(directory, 'store')]);
  return printed;
}

async function stored(name: string) {
  const store = await openStore({ kind: 'embedded', directory: join(directory, 'store') });
  try {
    const user = (await readUsers(store)).find((one) => one.name === name);
    if (user === undefined) throw new Error(`no ${name}`);
    return user;
  } finally {
    await store.close();
  }
}

test('adds somebody with the password of a file, or with a made one that is shown once', async () => {
  expect(await users('add', 'ann', '--role', 'admin', '--password-file', passwords)).toBe(
    'ann may sign in as admin.\n',
  );
  expect(await isPassword('correct horse battery staple', (await stored('ann')).password_hash)).toBe(true);
  const [, made = ''] = /shown this once: (\S+)/.exec(await users('add', 'ben')) ?? [];
  expect(made.length).toBeGreaterThanOrEqual(24);
  expect(await isPassword(made, (await stored('ben')).password_hash)).toBe(true);
});

test('lists them, and never their hashes', async () => {
  const list = await users('list');
  expect(list).toMatch(/ann.*admin.*password/);
  expect(list).toMatch(/ben.*analyst/);
  expect(list).not.toContain('scrypt');
});

test('gives another role, shuts out and lets in again', async () => {
  await users('role', 'ben', 'lead');
  expect((await stored('ben')).role).toBe('lead');
  await users('disable', 'ben');
  expect((await stored('ben')).disabled).toBe(true);
  expect(await users('list')).toContain('shut out');
  await users('enable', 'ben');
  expect((await stored('ben')).disabled).toBe(false);
  await users('password', 'ben', '--password-file', passwords);
  expect(await isPassword('correct horse battery staple', (await stored('ben')).password_hash)).toBe(true);
});

test.each([
  [['add', 'ann'], /there is a user ann already/],
  [['add', 'cat', '--role', 'king'], /"king" is no role/],
  [['role', 'nobody', 'lead'], /there is no user nobody/],
  [['disable', 'ann'], /last admin/],
])('%j says what is wrong', async (args, message) => {
  await expect(users(...args)).rejects.toThrow(message);
});

test('a short password is refused before anything is stored', async () => {
  const short = join(directory, 'short');
  await writeFile(short, 'elevenchars');
  await expect(users('add', 'dan', '--password-file', short)).rejects.toThrow(/fewer than 12/);
  expect(await users('list')).not.toContain('dan');
});
