/** Which bands of a text occur in another text, too: so that the bands of unique texts never need an index. */
import { BANDS } from './fingerprint.ts';

const COUNTERS_PER_TEXT = 8;

/**
 * For each text a mask whose bit j says that band j occurs again in some text. No repeat is missed; about 12 % of
 * the unique bands are taken for repeats, because their counters collide.
 *
 * A sketch of two-bit counters (0, 1, more), 2 bytes a text, is filled and read for one band number after the other,
 * so that it stays in the processor's cache. O(bands).
 */
export function repeatedBands(bands: Uint32Array): Uint16Array {
  const texts = bands.length / BANDS;
  let counters = 1024;
  while (counters < texts * COUNTERS_PER_TEXT && counters < 2 ** 31) counters *= 2;
  const words = new Uint32Array(counters / 16);
  const shift = 32 - Math.log2(counters);
  const repeated = new Uint16Array(texts);
  for (let band = 0; band < BANDS; band++) {
    words.fill(0);
    for (let i = band; i < bands.length; i += BANDS) {
      const place = Math.imul(bands[i] as number, 0x9e3779b1) >>> shift;
      const bit = 1 << ((place & 15) << 1);
      const word = words[place >>> 4] as number;
      // 00 → 01 → 11: the low bit is "seen", the high bit "seen again".
      words[place >>> 4] = word | bit | ((word & bit) << 1);
    }
    for (let text = 0, i = band; text < texts; text++, i += BANDS) {
      const place = Math.imul(bands[i] as number, 0x9e3779b1) >>> shift;
      const again = ((words[place >>> 4] as number) >>> (((place & 15) << 1) + 1)) & 1;
      repeated[text] = (repeated[text] as number) | (again << band);
    }
  }
  return repeated;
}
