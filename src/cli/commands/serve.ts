/** `breakwater serve`: the analysts' console. */
import { Command, InvalidArgumentError } from 'commander';
import { readSettings, type Settings } from '../../config/index.ts';
import { CONFIG_OPTION } from '../config-option.ts';
import type { CommandContext } from '../context.ts';
import { runConsole } from '../run-console.ts';
import { storeOptions } from '../store-options.ts';

interface ServeOptions {
  readonly store?: string;
  readonly config?: string;
  readonly host?: string;
  readonly port?: number;
}

export function serveCommand({ signal, print }: CommandContext): Command {
  return new Command('serve')
    .summary('serve the analysts’ console')
    .description(
      'The queue of clusters to review, the evidence of each, decisions and their record: pages for people and an API (OpenAPI at /api/openapi.json, readable at /api/docs).',
    )
    .option(
      '--store <where>',
      'a directory, or the URL of a ClickHouse server (default: the store of the settings)',
    )
    .option(...CONFIG_OPTION)
    .option('--host <address>', 'address to serve on (default: console.host, 127.0.0.1)')
    .option('-p, --port <number>', 'port; 0 takes a free one (default: console.port, 8080)', parsePort)
    .addHelpText(
      'after',
      `
Somebody has to be able to sign in:
  $ breakwater users add ann --role admin --store store
  $ breakwater serve --store store

A store directory belongs to one process at a time: beside consumers and cycles, name a ClickHouse server, or share the
directory with "breakwater store serve". On anything but loopback set console.publicUrl, and put a proxy with TLS in front.`,
    )
    .action(async ({ store: location, config: file, host, port }: ServeOptions) => {
      const flags = { 'store.location': location, 'console.host': host, 'console.port': port };
      const warn = (message: string) => void process.stderr.write(`warning: ${message}\n`);
      const settings = await readSettings({ file, env: process.env, flags });
      const options = await storeOptions(settings.store, {
        env: process.env,
        warn,
        isTyped: location !== undefined,
      });
      warnOfOpenDoors(settings, warn);
      await runConsole({
        store: options,
        settings,
        signal,
        onServed: (url) => print(`The console is at ${url}\n`),
      });
    });
}

function warnOfOpenDoors({ console: { host, publicUrl } }: Settings, warn: (message: string) => void): void {
  const isLoopback = host === 'localhost' || host === '::1' || host.startsWith('127.');
  if (!isLoopback && !publicUrl?.startsWith('https:'))
    warn(
      `the console is served on ${host} without TLS: passwords and cookies can be read on the way. Put a proxy with TLS in front and set console.publicUrl to its https address`,
    );
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('a port is a number from 0 to 65535');
}
