/** One event given again with another content: which of its rows counts. */
import { NONE } from '../../traces/index.ts';
import { wordsOf } from './value-numbers.ts';

/** Is row `a`'s hash the lesser one? */
const isLess = (hashes: Uint32Array, a: number, b: number): boolean => {
  const [highA, highB] = [hashes[2 * a + 1] as number, hashes[2 * b + 1] as number];
  return highA < highB || (highA === highB && (hashes[2 * a] as number) < (hashes[2 * b] as number));
};

/**
 * The rows that count, ascending: of those with one event key the one with the greatest hash of its content, so that the
 * order of arrival never matters. Null when all do. The engine has folded what claims one hour; this is for one id with
 * times far apart. O(rows), 8 to 16 bytes a row.
 */
export function foldEvents(eventKeys: BigUint64Array, rowHashes: BigUint64Array): Uint32Array | null {
  const keys = wordsOf(eventKeys);
  const hashes = wordsOf(rowHashes);
  let size = 16;
  while (size < 2 * eventKeys.length) size *= 2;
  const mask = size - 1;
  const slots = new Uint32Array(size).fill(NONE);
  const lost: number[] = [];
  for (let row = 0; row < eventKeys.length; row++) {
    let slot = (keys[2 * row] as number) & mask;
    let other = slots[slot] as number;
    while (
      other !== NONE &&
      !(keys[2 * other] === keys[2 * row] && keys[2 * other + 1] === keys[2 * row + 1])
    ) {
      slot = (slot + 1) & mask;
      other = slots[slot] as number;
    }
    if (other === NONE) {
      slots[slot] = row;
      continue;
    }
    const isNewer = isLess(hashes, other, row);
    lost.push(isNewer ? other : row);
    if (isNewer) slots[slot] = row;
  }
  if (lost.length === 0) return null;
  const hasLost = new Uint8Array(eventKeys.length);
  for (const row of lost) hasLost[row] = 1;
  const kept = new Uint32Array(eventKeys.length - lost.length);
  let length = 0;
  for (let row = 0; row < hasLost.length; row++) if (hasLost[row] === 0) kept[length++] = row;
  return kept;
}
