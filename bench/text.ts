/** How fast texts are folded, fingerprinted and grouped: `node bench/text.ts`, one thread, generated posts. */

import { fingerprint, foldText, groupNearCopies, type TextFingerprint } from '../src/text/index.ts';
import {
  columns,
  join,
  type Language,
  pick,
  randomFrom,
  randomWords,
  replaceWords,
} from '../test/text/support.ts';

export interface TextBenchRow {
  readonly stage: string;
  readonly count: number;
  readonly seconds: number;
  /** A second of this thread's processor time, so that other work on the machine does not count. */
  readonly perSecond: number;
}

const BATCH = 20_000;
const ROUNDS = 5;

/** Posts of 30 to 120 characters as they come in: capitals, punctuation, some mentions, links, emoji, look-alikes. */
function posts(language: Language, seed: number): string[] {
  const random = randomFrom(seed);
  const ends =
    language === 'en'
      ? ['.', '!', '...', ' 😀😀', ' https://t.co/a1B2c3', ' #topic', ' @some_one']
      : ['。', '！', '……', '😀😀', ' http://t.cn/A6xyz', '#话题词#', ' @小明 '];
  return Array.from({ length: BATCH }, () => {
    const words = randomWords(language, 30 + random() * 90, random);
    const text = words.map((word) => (random() < 0.1 ? `${word}${language === 'en' ? ',' : '，'}` : word));
    return join(language, text) + pick(ends, random);
  });
}

function timed(stage: string, count: number, run: () => void): TextBenchRow {
  const [start, busy] = [performance.now(), process.threadCpuUsage()];
  run();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.threadCpuUsage(busy);
  return { stage, count, seconds, perSecond: Math.round((count * 1e6) / (user + system)) };
}

function best(rows: readonly TextBenchRow[]): TextBenchRow {
  return rows.reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
}

/** Folding and fingerprints by language: the best of a few rounds, after warming up. */
export function benchFingerprints(): TextBenchRow[] {
  const rows: TextBenchRow[] = [];
  for (const language of ['en', 'zh'] as const) {
    const texts = posts(language, 1);
    const folded = texts.map(foldText);
    const rounds = (stage: string, run: () => void) =>
      best(Array.from({ length: ROUNDS }, () => timed(`${stage}, ${language}`, BATCH, run)));
    rows.push(
      rounds('fold', () => {
        for (const text of texts) foldText(text);
      }),
      rounds('fingerprint', () => {
        for (const text of folded) fingerprint(text);
      }),
      rounds('fold and fingerprint', () => {
        for (const text of texts) fingerprint(foldText(text));
      }),
    );
  }
  return rows;
}

/** Grouping a million texts of which a part are near copies of one another. */
export function benchGrouping(texts: number): TextBenchRow[] {
  const random = randomFrom(2);
  const prints: TextFingerprint[] = [];
  // A pool of real fingerprints: 2,000 families of up to 20 copies; unique texts get random ones, which is what they are.
  for (let family = 0; family < 2000; family++) {
    const words = randomWords('zh', 40, random);
    for (let copy = 0; copy < 20; copy++) {
      const print = fingerprint(foldText(join('zh', replaceWords('zh', words, 0, random))));
      if (print !== null) prints.push(print);
    }
  }
  const pool = columns(prints);
  return [0, 0.2, 1].map((share) => {
    const bands = new Uint32Array(texts * 16);
    const signatures = new Uint8Array(texts * 64);
    for (let text = 0; text < texts; text++) {
      if (random() < share) {
        const from = Math.floor(random() * prints.length);
        bands.set(pool.bands.subarray(from * 16, from * 16 + 16), text * 16);
        signatures.set(pool.signatures.subarray(from * 64, from * 64 + 64), text * 64);
      } else {
        for (let band = 0; band < 16; band++)
          bands[text * 16 + band] = band * 2 ** 28 + Math.floor(random() * 2 ** 28);
        for (let i = 0; i < 64; i++) signatures[text * 64 + i] = random() * 256;
      }
    }
    return timed(`group, ${share * 100} % copies`, texts, () => groupNearCopies({ bands, signatures }));
  });
}

if (import.meta.main) {
  for (const row of [...benchFingerprints(), ...benchGrouping(1_000_000)]) {
    console.log(
      `${row.stage.padEnd(28)} ${row.seconds.toFixed(3)} s  ${row.perSecond.toLocaleString('en')}/s of one core`,
    );
  }
  console.log(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
}
