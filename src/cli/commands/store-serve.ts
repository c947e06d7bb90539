/** `breakwater store serve`. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Command, InvalidArgumentError } from 'commander';
import { readSecret } from '../../config/index.ts';
import { migrate, openStore, serveStore } from '../../storage/index.ts';
import type { CommandContext } from '../context.ts';

interface ServeOptions {
  readonly store: string;
  readonly port: number;
  readonly user: string;
  readonly passwordFile?: string;
  readonly json?: true;
}

export function storeServeCommand({ signal, now, print }: CommandContext): Command {
  return new Command('serve')
    .description(
      'share a store directory between processes of this machine: the embedded engine behind ClickHouse’s HTTP interface',
    )
    .requiredOption('-s, --store <dir>', 'the directory; made if it is missing')
    .option('-p, --port <number>', 'port on 127.0.0.1; 0 takes a free one', parsePort, 8123)
    .option('--user <name>', 'name to log in with', 'breakwater')
    .option('--password-file <file>', 'where the password stands (default: a new one each time, printed)')
    .option('--json', 'print the address as JSON')
    .addHelpText(
      'after',
      `
Only processes of this machine can reach it. Whoever has the password can read and write the store, and through
ClickHouse's table functions the files that this user can. Ctrl-C and SIGTERM finish what runs, then stop.`,
    )
    .action(async ({ store, port, user, passwordFile, json }: ServeOptions) => {
      const password =
        passwordFile === undefined
          ? randomBytes(18).toString('base64url')
          : await readSecret({ file: passwordFile }, process.env);
      const server = await serveStore({ directory: store, port, username: user, password });
      try {
        const client = await openStore({ kind: 'server', url: server.url, username: user, password });
        await migrate(client, { now: () => now });
        await client.close();
        const shown = passwordFile === undefined ? password : '…';
        const url = `http://${encodeURIComponent(user)}:${shown}@127.0.0.1:${server.port}/breakwater`;
        print(json ? `${JSON.stringify({ url, port: server.port })}\n` : `Serving ${store} at ${url}\n`);
        if (!signal.aborted) await once(signal, 'abort');
      } finally {
        await server.close();
      }
    });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('a port is a number from 0 to 65535');
}
