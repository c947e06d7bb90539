/** A small platform: takes webhooks as the contract asks, acts once for each key, and can be away, slow or broken. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { SanctionMessage, type SanctionReceipt } from '../../src/contract/index.ts';

export interface Platform {
  readonly url: string;
  readonly secret: Uint8Array;
  /** Measures in force, by account, as the messages made them. */
  readonly inForce: ReadonlyMap<string, ReadonlySet<string>>;
  /** How often it was asked for each key, and acted on. */
  readonly asked: ReadonlyMap<string, number>;
  readonly acted: ReadonlyMap<string, number>;
  /** What it answers next: `ok`, an HTTP status, or `hang up`. */
  mood: 'ok' | number | 'hang up' | 'act, then hang up';
  close(): Promise<void>;
}

export async function startPlatform(): Promise<Platform> {
  const secret = new Uint8Array(32).fill(5);
  const verifier = new Webhook(secret, { format: 'raw' });
  const [inForce, asked, acted] = [
    new Map<string, Set<string>>(),
    new Map<string, number>(),
    new Map<string, number>(),
  ];
  const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  const act = ({ idempotency_key: key, account_id, action, reverts }: SanctionMessage) => {
    if (acted.has(key)) return;
    count(acted, key);
    const measures = inForce.get(account_id) ?? new Set();
    if (action === 'apply') measures.add(key);
    else if (reverts !== null) measures.delete(reverts);
    inForce.set(account_id, measures);
  };
  const platform = { mood: 'ok' as Platform['mood'] };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { mood } = platform;
    if (mood === 'hang up') return void request.socket.destroy();
    if (typeof mood === 'number') return void response.writeHead(mood).end('not now');
    const headers = request.headers as Record<string, string>;
    try {
      const message = SanctionMessage.parse(verifier.verify(Buffer.concat(chunks).toString(), headers));
      if (headers['webhook-id'] !== message.idempotency_key) throw new Error('another id');
      count(asked, message.idempotency_key);
      act(message);
      if (mood === 'act, then hang up') return void request.socket.destroy();
      const receipt: SanctionReceipt = {
        type: 'sanction_receipt',
        idempotency_key: message.idempotency_key,
        status: 'done',
        detail: '',
        at: new Date().toISOString(),
      };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(receipt));
    } catch (error) {
      response.writeHead(400).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(platform, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sanctions`,
    secret,
    inForce,
    asked,
    acted,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}
