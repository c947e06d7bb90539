/** Serving a directory to other processes; the engine is loaded only when one is. */
import type { StoreServer, StoreServerOptions } from './store-server.ts';

export type { StoreServer, StoreServerOptions } from './store-server.ts';

/** See `store-server.ts`. */
export async function serveStore(options: StoreServerOptions): Promise<StoreServer> {
  const server = await import('./store-server.ts');
  return server.serveStore(options);
}
