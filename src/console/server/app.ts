/** The console's HTTP application: what happens to every request, and which routes there are. */
import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import type { Store } from '../../storage/index.ts';
import type { SecondReviewer } from '../cases/second-reviewer.ts';
import type { ConsoleEnv } from './access.ts';
import { registerApiDocs } from './api-docs.ts';
import { answerProblem, badRequest, HttpProblem } from './problems.ts';

export type ConsoleApp = OpenAPIHono<ConsoleEnv>;

/** What routes work with. */
export interface ConsoleDeps {
  readonly store: Store;
  /** The present, as epoch milliseconds. */
  readonly now: () => number;
  readonly log: (error: unknown) => void;
  /** When two people confirm a case; a default where absent. */
  readonly secondReviewer?: SecondReviewer;
}

const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** All but connections and files: tests call `app.request`. */
export function createApp(
  deps: ConsoleDeps,
  registrations: readonly ((app: ConsoleApp, deps: ConsoleDeps) => void)[],
): ConsoleApp {
  const app: ConsoleApp = new OpenAPIHono<ConsoleEnv>({
    defaultHook: (result) => {
      if (!result.success) throw badRequest(result.error);
    },
  });
  app.onError((error, context) => answerProblem(error, context, deps.log));
  app.use(
    secureHeaders({
      // Nothing inline and nothing from elsewhere; workers of the graph and images of exports are made in the page.
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'DENY',
      crossOriginOpenerPolicy: 'same-origin',
      crossOriginResourcePolicy: 'same-origin',
    }),
  );
  app.use('/api/*', bodyLimit({ maxSize: MAX_BODY_BYTES }), async (context, next) => {
    context.set('caller', null);
    context.set('session', null);
    await next();
    context.header('cache-control', 'no-store');
  });
  for (const register of registrations) register(app, deps);
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'breakwater',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  app.get('/api/openapi.json', (context) => context.json(openApiOf(app)));
  registerApiDocs(app, () => openApiOf(app));
  app.all('/api/*', () => {
    throw new HttpProblem('not-found', 'there is no such route: /api/docs lists them');
  });
  return app;
}

export function openApiOf(app: ConsoleApp) {
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Breakwater console',
      version: '1',
      description:
        'Clusters to review, what speaks for and against them, and what people decided. Each route says in `x-access` which role and token scope it needs.',
    },
  });
}
