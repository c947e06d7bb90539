/** Where a store is: from the one string that a person types to the options that open it. */
import { AppError } from '../contract/index.ts';
import type { ServerTls } from './server-tls.ts';

/** What `openStore` opens. */
export type StoreOptions =
  | { readonly kind: 'embedded'; readonly directory: string }
  | { readonly kind: 'memory' }
  | {
      readonly kind: 'server';
      /** `http(s)://host:port`, without credentials. */
      readonly url: string;
      readonly username?: string;
      readonly password?: string;
      /** Made if it is missing; `breakwater` by default. */
      readonly database?: string;
      /** For `https://`; the system's authorities and no client certificate when absent. */
      readonly tls?: ServerTls;
    };

const FIX = 'Give `memory`, a directory, or a ClickHouse server as http://user:password@host:8123/database.';

/**
 * Reads `memory`, `http(s)://user:password@host:port/database` or a directory path.
 *
 * @throws AppError `bad-usage` for an empty string, another scheme, or a URL with more than a database in it.
 */
export function parseStoreLocation(location: string): StoreOptions {
  const text = location.trim();
  if (text === '') throw new AppError('bad-usage', 'storage/location: no store was named', { fix: FIX });
  if (text === 'memory') return { kind: 'memory' };
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return { kind: 'embedded', directory: text };
  if (!/^https?:\/\//i.test(text)) {
    const scheme = text.slice(0, text.indexOf(':'));
    throw new AppError('bad-usage', `storage/location: ${scheme}:// is not a way to reach ClickHouse here`, {
      fix: `${FIX} The server's HTTP port is meant, not the native one.`,
    });
  }
  return serverLocation(text);
}

function serverLocation(text: string): StoreOptions {
  // The text is never quoted in an error: a password may stand in it.
  if (!URL.canParse(text)) {
    throw new AppError('bad-usage', 'storage/location: the URL of the store cannot be read', { fix: FIX });
  }
  const url = new URL(text);
  const database = decodeURIComponent(url.pathname.replace(/^\/+|\/+$/g, ''));
  if (url.search !== '' || url.hash !== '' || database.includes('/')) {
    throw new AppError('bad-usage', `storage/location: ${url.host} is followed by more than a database`, {
      fix: FIX,
    });
  }
  return {
    kind: 'server',
    url: url.origin,
    ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    ...(database === '' ? {} : { database }),
  };
}
