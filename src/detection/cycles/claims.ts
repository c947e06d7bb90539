/** Claims: facts of which there can be only one, though many processes try. */
import type { Store } from '../../storage/index.ts';

/** What is claimed, such as an epoch of leadership or the run that stands for a cycle. */
export interface Claim {
  readonly name: string;
  readonly number: number;
  /** Who claims. */
  readonly holder: string;
  readonly value: string;
}

/**
 * Claims (name, number) unless it is claimed, and says who has it: a compare-and-set out of what ClickHouse has. An insert
 * whose deduplication token the table has seen does nothing, and the engine looks the token up and adds the part in one
 * step (under a lock in one server, in one Keeper transaction between replicas). So of all claims with one token exactly
 * one is stored, and everybody reads the same one back.
 */
export async function claim(store: Store, wanted: Claim): Promise<Claim> {
  const { name, number } = wanted;
  await store.insertRows('claims', [{ ...wanted }], { token: `claim ${number} ${name}` });
  const [row] = await store.rows(SELECT_ONE, { name, number });
  return toClaim(row ?? {});
}

/** The claim of a name with the highest number; null when there is none. */
export async function latestClaim(store: Store, name: string): Promise<Claim | null> {
  const [row] = await store.rows(SELECT_LATEST, { name });
  return row === undefined ? null : toClaim(row);
}

function toClaim({ name, number, holder, value }: Readonly<Record<string, unknown>>): Claim {
  return { name: String(name), number: Number(number), holder: String(holder), value: String(value) };
}

// The oldest wins, should the table ever have forgotten a token (after 100,000 claims).
const SELECT_ONE = `SELECT name, number, holder, value FROM claims
WHERE name = {name:String} AND number = {number:UInt64}
ORDER BY claimed_at, holder LIMIT 1 SETTINGS select_sequential_consistency = 1`;

const SELECT_LATEST = `SELECT name, number, holder, value FROM claims
WHERE name = {name:String}
ORDER BY number DESC, claimed_at, holder LIMIT 1 SETTINGS select_sequential_consistency = 1`;
