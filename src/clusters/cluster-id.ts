/** Names for clusters that stay the same as long as the members do. */
import { createHash } from 'node:crypto';

/**
 * The id of a set of accounts: `c_` and 12 hex digits of the SHA-256 of its sorted, distinct ids.
 * The order of `memberIds` does not matter. 48 bits: 1 in 500 million that two of 1,000 clusters collide.
 */
export function clusterId(memberIds: readonly string[]): string {
  // JSON keeps ids apart whatever characters they hold; the default order is by UTF-16 code unit on every machine.
  const canonical = JSON.stringify([...new Set(memberIds)].sort());
  return `c_${createHash('sha256').update(canonical).digest('hex').slice(0, 12)}`;
}
