/** TLS in front of a plain HTTP server on the loopback, as a proxy or ClickHouse's own listener puts it there. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { createServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { Authority, Certificate } from './certificates.ts';

export interface TlsFront {
  readonly port: number;
  /** Of each request that came through, in order; `client` is the name in the client's certificate. */
  readonly seen: readonly { readonly headers: IncomingHttpHeaders; readonly client: string | undefined }[];
  stop(): Promise<void>;
}

export interface TlsFrontOptions {
  /** What stands behind it: `http://127.0.0.1:port`. */
  readonly target: string;
  readonly certificate: Certificate;
  /** Lets in only clients with a certificate of this authority. */
  readonly clientsOf?: Authority;
}

/** Listens on a free port of the loopback; whoever starts it stops it. */
export async function startTlsFront({ target, certificate, clientsOf }: TlsFrontOptions): Promise<TlsFront> {
  const seen: TlsFront['seen'][number][] = [];
  const [cert, key] = await Promise.all([readFile(certificate.cert), readFile(certificate.key)]);
  const mutual =
    clientsOf === undefined
      ? {}
      : { ca: await readFile(clientsOf.ca), requestCert: true, rejectUnauthorized: true };
  const server = createServer({ cert, key, ...mutual }, (incoming, outgoing) => {
    const subject = (incoming.socket as TLSSocket).getPeerCertificate().subject;
    seen.push({ headers: incoming.headers, client: subject?.CN as string | undefined });
    const passed = request(
      new URL(incoming.url ?? '/', target),
      { method: incoming.method ?? 'GET', headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  // Handshakes that fail are what some tests are about.
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    seen,
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
