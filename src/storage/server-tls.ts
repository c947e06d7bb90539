/** TLS to a ClickHouse server. */
import { Agent } from 'node:https';

/** PEM texts; what is absent is the system's. */
export interface ServerTls {
  /** Authorities to trust in place of the system's. */
  readonly ca?: string;
  /** Certificate and key of this client, for servers that want one. */
  readonly cert?: string;
  readonly key?: string;
  /** The name that the server's certificate must have; the host of the URL when absent. */
  readonly serverName?: string;
}

/** As many as the client opens by itself. */
const MAX_SOCKETS = 10;

/**
 * The client's options for these certificates. Its own `tls` option takes a client certificate for a login and sends no
 * password beside it, which a server that asks for both refuses; so the connections come from an agent of ours, and a
 * certificate logs in only where there is no password.
 */
export function tlsOptions(
  tls: ServerTls,
  login: { readonly username?: string; readonly password?: string },
) {
  const { ca, cert, key, serverName } = tls;
  const http_agent = new Agent({
    keepAlive: true,
    maxSockets: MAX_SOCKETS,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(serverName === undefined ? {} : { servername: serverName }),
  });
  if (cert === undefined || login.username === undefined || login.password !== undefined)
    return { http_agent };
  return {
    http_agent,
    set_basic_auth_header: false,
    http_headers: {
      'X-ClickHouse-User': login.username,
      'X-ClickHouse-SSL-Certificate-Auth': 'on',
    },
  };
}
