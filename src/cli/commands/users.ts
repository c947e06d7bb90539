/** `breakwater users`: who may use the console. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import Table from 'cli-table3';
import { Command } from 'commander';
import { addUser, changeUser, findUser, ROLES, Role, readUsers } from '../../console/index.ts';
import { AppError } from '../../contract/index.ts';
import { migrate, type Store } from '../../storage/index.ts';
import { CONFIG_OPTION } from '../config-option.ts';
import type { CommandContext } from '../context.ts';
import { openNamed } from '../open-named.ts';

interface StoreFlags {
  readonly store?: string;
  readonly config?: string;
}

const MIN_PASSWORD = 12;

export function usersCommand(context: CommandContext): Command {
  return new Command('users')
    .summary('add people to the console, or shut them out')
    .addCommand(addCommand(context))
    .addCommand(listCommand(context))
    .addCommand(changeCommand(context, 'role', 'give somebody another role', '<role>'))
    .addCommand(changeCommand(context, 'password', 'set a new password'))
    .addCommand(changeCommand(context, 'disable', 'shut somebody out at once'))
    .addCommand(changeCommand(context, 'enable', 'let somebody in again'));
}

const withStore = (command: Command): Command =>
  command
    .option(
      '--store <where>',
      'a directory, or the URL of a ClickHouse server (default: the store of the settings)',
    )
    .option(...CONFIG_OPTION);

async function inStore<T>(
  { store: location, config }: StoreFlags,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openNamed(location, config);
  try {
    await migrate(store, { now: Date.now });
    return await work(store);
  } finally {
    await store.close();
  }
}

function addCommand({ print }: CommandContext): Command {
  return withStore(new Command('add'))
    .description('add somebody; asks for a password on a terminal, and makes one where there is none')
    .argument('<name>', 'the name that the person signs in with')
    .option('--role <role>', ROLES.join(', '), 'analyst')
    .option('--password-file <file>', 'where the password stands')
    .action(async (name: string, flags: StoreFlags & { role: string; passwordFile?: string }) => {
      const role = parseRole(flags.role);
      const { password, isMade } = await choosePassword(flags.passwordFile);
      await inStore(flags, async (store) => addUser(store, { name, role, password }, Date.now()));
      print(`${name} may sign in as ${role}.${isMade ? ` Password, shown this once: ${password}` : ''}\n`);
    });
}

function listCommand({ print }: CommandContext): Command {
  return withStore(new Command('list'))
    .description('who may use the console')
    .action(async (flags: StoreFlags) => {
      const users = await inStore(flags, readUsers);
      const table = new Table({ head: ['name', 'role', 'signs in by', 'since', ''], style: { head: [] } });
      for (const { name, role, disabled, created_at, oidc_subject } of users)
        table.push([
          name,
          role,
          oidc_subject === '' ? 'password' : 'OpenID',
          created_at.slice(0, 10),
          disabled ? 'shut out' : '',
        ]);
      print(
        users.length === 0 ? 'Nobody yet: breakwater users add NAME --role admin\n' : `${table.toString()}\n`,
      );
    });
}

type Change = 'role' | 'password' | 'disable' | 'enable';

function changeCommand({ print }: CommandContext, what: Change, about: string, argument?: string): Command {
  const command = withStore(new Command(what)).description(about).argument('<name>', 'whom');
  if (argument !== undefined) command.argument(argument, ROLES.join(', '));
  if (what === 'password') command.option('--password-file <file>', 'where the password stands');
  return command.action(async (name: string, ...rest: unknown[]) => {
    const flags = (argument === undefined ? rest[0] : rest[1]) as StoreFlags & { passwordFile?: string };
    const chosen = what === 'password' ? await choosePassword(flags.passwordFile) : null;
    await inStore(flags, async (store) => {
      const user = await findUser(store, { name });
      if (user === null)
        throw new AppError('bad-usage', `cli/users: there is no user ${name}`, {
          fix: 'breakwater users list',
        });
      if (what === 'role') await changeUser(store, user, { role: parseRole(String(rest[0])) });
      else if (chosen !== null) await changeUser(store, user, { password: chosen.password });
      else await changeUser(store, user, { disabled: what === 'disable' });
    });
    print(`Done.${chosen?.isMade ? ` New password, shown this once: ${chosen.password}` : ''}\n`);
  });
}

function parseRole(text: string): Role {
  const role = Role.safeParse(text);
  if (role.success) return role.data;
  throw new AppError('bad-usage', `cli/users: "${text}" is no role`, { fix: `one of ${ROLES.join(', ')}` });
}

/** From the file, from the terminal without showing it, or made. */
async function choosePassword(file: string | undefined): Promise<{ password: string; isMade: boolean }> {
  if (file === undefined && !process.stdin.isTTY)
    return { password: randomBytes(18).toString('base64url'), isMade: true };
  const password = file === undefined ? await ask('Password: ') : (await readFile(file, 'utf8')).trim();
  if (password.length >= MIN_PASSWORD) return { password, isMade: false };
  throw new AppError('bad-usage', `cli/users: the password has fewer than ${MIN_PASSWORD} characters`, {
    fix: 'take a longer one',
  });
}

async function ask(question: string): Promise<string> {
  process.stderr.write(question);
  const silent = new Writable({ write: (_, __, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true });
  const answer = await reader.question('');
  reader.close();
  process.stderr.write('\n');
  return answer;
}
