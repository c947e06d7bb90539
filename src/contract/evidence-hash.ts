/**
 * What a verdict rested on, as one hash: decisions keep it, and the same evidence has the same one. Imported from this file, as it is
 * for Node alone, and pages share the face of the room.
 */
import { createHash } from 'node:crypto';
import type { VerdictLine } from './outputs.ts';

const byFirst = ([a]: readonly [string, ...unknown[]], [b]: readonly [string, ...unknown[]]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/**
 * SHA-256, in hex, over the JSON of `{accounts: [[account_id, membership], …], signals: [[id, value, weight_nats], …]}`, both lists
 * sorted by id (UTF-16 order). Sentences, ids of clusters and the model's version do not count: the same members with the same
 * signals are the same evidence.
 */
export function evidenceHash(line: Pick<VerdictLine, 'accounts' | 'signals'>): string {
  const accounts = line.accounts.map(({ account_id, membership }) => [account_id, membership] as const);
  const signals = line.signals.map(({ id, value, weight_nats }) => [id, value, weight_nats] as const);
  const canonical = { accounts: accounts.sort(byFirst), signals: signals.sort(byFirst) };
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex');
}
