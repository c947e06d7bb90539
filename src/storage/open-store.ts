/** Opens a store on either engine; the only place that knows both. */
import type { Store } from './store.ts';
import type { StoreOptions } from './store-location.ts';

/**
 * Opens a store; its database exists afterwards, its tables are `migrate`'s business.
 * The engines are loaded only when one is opened: the embedded one costs 0.1 s and 250 MB.
 *
 * @throws AppError `store-in-use` (another process, or this one, holds the directory),
 *   `store-unreachable` (no server), `store-refused` (wrong password or certificate), `bad-config` (the path cannot be a store).
 */
export async function openStore(options: StoreOptions, { now = Date.now } = {}): Promise<Store> {
  if (options.kind === 'server') {
    const { openServerStore } = await import('./server-store.ts');
    return openServerStore(options);
  }
  const { openEmbeddedStore } = await import('./embedded-store.ts');
  return openEmbeddedStore(options, now);
}
