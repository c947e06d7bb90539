/** Keyed hashes as people see them. */

/** As the engine's `hex` writes it: upper case, whole bytes. */
export function hexOfKey(key: bigint): string {
  const hex = key.toString(16).toUpperCase();
  return hex.length % 2 === 0 ? hex : `0${hex}`;
}

/** Throws a `SyntaxError` where the text is no hex. */
export const keyOfHex = (hex: string): bigint => BigInt(`0x${hex}`);
