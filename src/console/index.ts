/** The analysts' console: an HTTP server with an API and pages, over one store. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { AppError } from '../contract/index.ts';
import type { Store } from '../storage/index.ts';
import type { SecondReviewer } from './cases/second-reviewer.ts';
import { ROLES } from './contract/index.ts';
import { readOverview } from './overview/read-overview.ts';
import { authenticate } from './people/authenticate.ts';
import { createLimits, type Limits } from './people/limits.ts';
import { createOidc, type OidcSettings } from './people/oidc.ts';
import { readUsers } from './people/users.ts';
import { registerAppealRoutes } from './routes/appeals.ts';
import { registerCampaignRoutes } from './routes/campaigns.ts';
import { registerCaseRoutes } from './routes/cases.ts';
import { registerClusterRoutes } from './routes/cluster.ts';
import { registerOidcRoutes } from './routes/oidc.ts';
import { registerOverviewRoutes } from './routes/overview.ts';
import { registerSanctionRoutes } from './routes/sanctions.ts';
import { registerSessionRoutes } from './routes/session.ts';
import { registerTokenRoutes } from './routes/tokens.ts';
import { registerUserRoutes } from './routes/users.ts';
import { type ConsoleApp, type ConsoleDeps, createApp } from './server/app.ts';
import { BUILT_PAGES, registerPages } from './server/pages.ts';

export { type Label, readLabels } from './cases/labels.ts';
export { ROLES, Role } from './contract/index.ts';
export { addUser, changeUser, findUser, readUsers } from './people/users.ts';

export interface ConsoleOptions {
  readonly store: Store;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** How people reach it, where that is not host and port: behind a proxy. */
  readonly publicUrl?: string | undefined;
  readonly secondReviewer?: SecondReviewer | undefined;
  readonly oidc?: Omit<OidcSettings, 'redirectUrl'> | undefined;
  /** The present, as epoch milliseconds. */
  readonly now?: () => number;
  readonly log?: (error: unknown) => void;
  readonly pages?: string;
  readonly limits?: Limits;
}

export interface RunningConsole {
  readonly url: string;
  close(): Promise<void>;
}

/** The application without a server, for tests. `url`: how it is reached. */
export function consoleApp(
  options: Omit<ConsoleOptions, 'host' | 'port'> & { readonly url: string },
): ConsoleApp {
  const {
    store,
    now = Date.now,
    log = () => {},
    secondReviewer,
    oidc,
    limits = createLimits(),
    url,
  } = options;
  const isSecure = url.startsWith('https:');
  const people = {
    limits,
    // A __Host- cookie is never set by another host or over http.
    cookieName: isSecure ? '__Host-breakwater' : 'breakwater',
    isSecure,
    origins: new Set([new URL(url).origin]),
    oidc:
      oidc === undefined
        ? null
        : createOidc({ ...oidc, redirectUrl: new URL('/api/v1/session/oidc/callback', url).href }, ROLES),
  };
  const deps: ConsoleDeps = { store, now, log, ...(secondReviewer === undefined ? {} : { secondReviewer }) };
  const app = createApp(deps, [
    (app) => app.use('/api/*', authenticate({ store, now, ...people })),
    (app, deps) => registerSessionRoutes(app, deps, people),
    (app, deps) => registerOidcRoutes(app, deps, people),
    registerUserRoutes,
    registerTokenRoutes,
    registerCaseRoutes,
    registerClusterRoutes,
    registerCampaignRoutes,
    registerOverviewRoutes,
    registerSanctionRoutes,
    registerAppealRoutes,
  ]);
  app.get('/healthz', (context) => context.text('ok'));
  registerPages(app, options.pages ?? BUILT_PAGES);
  return app;
}

/** Requests may carry thousands of chosen accounts in their address. */
const MAX_HEADER_BYTES = 256 * 1024;

/**
 * Serves the console until it is closed.
 *
 * @throws AppError `bad-usage` when nobody could sign in, or the port is taken.
 */
export async function startConsole(options: ConsoleOptions): Promise<RunningConsole> {
  const { store, host, port, publicUrl, oidc } = options;
  if (oidc === undefined && !(await readUsers(store)).some(({ disabled }) => !disabled))
    throw new AppError('bad-usage', 'console: there is nobody who could sign in', {
      fix: 'breakwater users add NAME --role admin',
    });
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES });
  await listening(server, host, port);
  const bound = `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
  const app = consoleApp({ ...options, url: publicUrl ?? bound });
  server.on('request', getRequestListener(app.fetch));
  // What takes longest to count is counted before anybody asks.
  void readOverview(store, { weeks: 12, now: (options.now ?? Date.now)() }).catch(() => {});
  return {
    url: publicUrl ?? bound,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), 3_000);
      await closed;
      clearTimeout(cut);
    },
  };
}

async function listening(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const what = cause.code === 'EADDRINUSE' ? `port ${port} is taken` : cause.message;
      reject(
        new AppError('bad-usage', `console: ${what}`, {
          cause,
          fix: 'choose another one: --port 0 takes a free one',
        }),
      );
    });
    server.listen(port, host, resolve);
  });
}
