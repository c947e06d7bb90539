/** The built pages: hashed files for ever, and index.html for every address that is no file. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import type { ConsoleApp } from './app.ts';
import { HttpProblem } from './problems.ts';

/** Where `npm run pages` puts them. */
export const BUILT_PAGES = fileURLToPath(new URL('../web/dist/', import.meta.url));

export function registerPages(app: ConsoleApp, directory: string): void {
  const index = `${directory}index.html`;
  app.use(
    '/assets/*',
    serveStatic({
      root: directory,
      onFound: (_, context) => context.header('cache-control', 'public, max-age=31536000, immutable'),
    }),
  );
  app.get('*', (context) => {
    if (context.req.path.startsWith('/assets/')) throw new HttpProblem('not-found', 'there is no such file');
    if (!existsSync(index)) throw new HttpProblem('not-found', 'the pages are not built: npm run pages');
    context.header('cache-control', 'no-cache');
    return context.html(readFileSync(index, 'utf8'));
  });
}
