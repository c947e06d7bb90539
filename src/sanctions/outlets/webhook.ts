/** Webhooks as Standard Webhooks describes them: signed with HMAC-SHA256 over id, time and body. */
import { Webhook } from 'standardwebhooks';
import { AppError, SanctionReceipt } from '../../contract/index.ts';
import type { Outlet } from './deliver.ts';

export interface WebhookOptions {
  readonly url: string;
  /** At least 16 bytes; both sides have it. */
  readonly secret: Uint8Array;
  /** The present, epoch milliseconds: what is signed as the time. */
  readonly clock: () => number;
  readonly timeoutMs?: number;
}

/**
 * Sends each message by POST with `webhook-id` (the idempotency key), `webhook-timestamp` and `webhook-signature`. 2xx is an
 * answer; a body that is a receipt is taken as one; 410 and 422 are the platform's refusal; everything else is tried again.
 */
export function createWebhook({ url, secret, clock, timeoutMs = 10_000 }: WebhookOptions): Outlet {
  if (secret.length < 16)
    throw new AppError('bad-config', 'sanctions/webhook: the secret is shorter than 16 bytes', {
      fix: 'make one: openssl rand -hex 32',
    });
  const signer = new Webhook(secret, { format: 'raw' });
  return {
    name: `webhook ${url}`,
    async send(message) {
      const body = JSON.stringify(message);
      const at = new Date(clock());
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          'content-type': 'application/json',
          'webhook-id': message.idempotency_key,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
          'webhook-signature': signer.sign(message.idempotency_key, at, body),
        },
        body,
      });
      const text = (await response.text()).slice(0, 10_000);
      if (response.status === 410 || response.status === 422)
        return refusal(message.idempotency_key, text, at);
      if (!response.ok) throw new Error(`${response.status} from ${url}: ${text.slice(0, 200)}`);
      return parseReceipt(text, message.idempotency_key);
    },
  };
}

function refusal(key: string, detail: string, at: Date): SanctionReceipt {
  return {
    type: 'sanction_receipt',
    idempotency_key: key,
    status: 'refused',
    detail: detail.slice(0, 500),
    at: at.toISOString(),
  };
}

/** A receipt of another message, or anything else, is no answer: the message counts as sent. */
function parseReceipt(text: string, key: string): SanctionReceipt | null {
  try {
    const receipt = SanctionReceipt.parse(JSON.parse(text));
    return receipt.idempotency_key === key ? receipt : null;
  } catch {
    return null;
  }
}
