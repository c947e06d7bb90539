/** Which documents retell one source: they share more rare passages, in whatever order, than chance gives. */
import { pairThreshold } from './significance.ts';
import { lnChoose } from './special-functions.ts';

/** Documents as the hashes of their shingles, in the order of the text. */
export interface RetellingInput {
  readonly documents: readonly Uint32Array[];
  /** Who wrote each; nobody retells himself. */
  readonly author: Uint32Array;
  /** Pieces that do not overlap, for each document: passages are picked among them. */
  readonly pieces: Uint32Array;
}

/** Pairs of documents with their surprise in nats, `a < b`. */
export interface Retellings {
  readonly length: number;
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly weight: Float64Array;
}

/** What more of the documents contain is how people talk, or what everybody passes on. */
const MOST_SHARE = 0.05;
/** Rare shingles by which a document is found, and documents that each of them leads back to: they bound the cost. */
const SKETCH = 32;
const LOOK_BACK = 256;
const MIN_HITS = 2;
/** Of those, the ones with most in common are compared: nearly all that retell are among them, and most are not. */
const MOST_COMPARED = 64;
/** Pairs are given from twenty to one on, after the price of having looked at all of them. */
const MARGIN = Math.log(20);

/**
 * A passage is a stretch of shingles that both documents have, however long; it is one coincidence, worth ln(N / n) for the
 * rarest shingle in it, which n of N documents have; what a document says twice says nothing. So what is usual on the platform is worth little, and one sentence in
 * common, a quotation or a proverb, is never enough. From the sum goes the price ln C(pieces, passages) of having picked
 * the passages, and ln(N²/2) for the pair. The order of passages does not matter, nor does what stands between them.
 *
 * Documents are compared when their sketches (the least hashes among their rare shingles: bottom-k MinHash, Cohen and
 * Kaplan 2007, doi:10.1145/1281100.1281133) have two in common, each with the latest 256 that have the shingle,
 * and of these with the 64 that have most in common. O(N · (sketch · look-back + 64 · length)).
 */
export function findRetellings({ documents, author, pieces }: RetellingInput): Retellings {
  const { ids, frequency } = numbered(documents);
  const count = documents.length;
  const most = MOST_SHARE * count;
  const worth = Float64Array.from(frequency, (n) => (n >= 2 && n <= most ? Math.log(count / n) : 0));
  const bar = pairThreshold(count) + MARGIN;
  const lookUp = createLookUp(count);
  const here = new Marks(frequency.length);
  const there = new Marks(frequency.length);
  const surprise = (document: number, other: Marks) =>
    passagesIn(ids[document] as Uint32Array, other, worth, pieces[document] as number);
  const found: { readonly a: number; readonly b: number; readonly weight: number }[] = [];
  ids.forEach((own, b) => {
    here.mark(own);
    for (const a of lookUp(sketchOf(own, worth), b)) {
      if (author[a] === author[b]) continue;
      const forwards = surprise(a, here) - bar;
      if (forwards <= 0) continue;
      // Each way by its own document's passages: the less surprising of the two counts.
      there.mark(ids[a] as Uint32Array);
      const weight = Math.min(forwards, surprise(b, there) - bar);
      if (weight > 0) found.push({ a, b, weight });
    }
  });
  return {
    length: found.length,
    a: Uint32Array.from(found, ({ a }) => a),
    b: Uint32Array.from(found, ({ b }) => b),
    weight: Float64Array.from(found, ({ weight }) => weight),
  };
}

/** A set of numbers that is emptied in no time. */
class Marks {
  readonly #round: Uint32Array;
  #now = 0;

  constructor(size: number) {
    this.#round = new Uint32Array(size);
  }

  /** These numbers and no others. */
  mark(numbers: Uint32Array): void {
    this.#now += 1;
    for (const number of numbers) this.#round[number] = this.#now;
  }

  has(number: number): boolean {
    return this.#round[number] === this.#now;
  }
}

/** Nats of the passages of a document that another has, too, less the price of having picked them. */
function passagesIn(ids: Uint32Array, other: Marks, worth: Float64Array, pieces: number): number {
  let sum = 0;
  let passages = 0;
  let best = 0;
  const end = () => {
    if (best === 0) return;
    passages += 1;
    sum += best;
    best = 0;
  };
  for (const id of ids) {
    if (id === REPEATED) continue;
    if (other.has(id) && (worth[id] as number) > 0) best = Math.max(best, worth[id] as number);
    else end();
  }
  end();
  return sum - lnChoose(Math.max(pieces, passages), passages);
}

/** Earlier documents that share most of a sketch; remembers the sketch for later ones. */
function createLookUp(documents: number) {
  const leads = new Map<number, number[]>();
  const hits = new Uint16Array(documents);
  return (sketch: readonly number[], document: number): readonly number[] => {
    const near: number[] = [];
    for (const id of sketch) {
      const list = leads.get(id);
      if (list === undefined) {
        leads.set(id, [document]);
        continue;
      }
      for (let i = Math.max(0, list.length - LOOK_BACK); i < list.length; i++) {
        const other = list[i] as number;
        hits[other] = (hits[other] as number) + 1;
        if (hits[other] === 1) near.push(other);
      }
      list.push(document);
    }
    const nearest = withMost(near, hits);
    for (const other of near) hits[other] = 0;
    return nearest;
  };
}

/** Those with most hits, as many as are compared; of equals the earlier found. O(near + sketch). */
function withMost(near: readonly number[], hits: Uint16Array): readonly number[] {
  const counts = new Uint32Array(SKETCH + 1);
  for (const other of near) counts[hits[other] as number] = (counts[hits[other] as number] as number) + 1;
  let least = SKETCH + 1;
  let above = 0;
  while (least > MIN_HITS && above + (counts[least - 1] as number) <= MOST_COMPARED) {
    least -= 1;
    above += counts[least] as number;
  }
  // Of the level that does not fit whole, as many as there is room for.
  let room = least > MIN_HITS ? MOST_COMPARED - above : 0;
  return near.filter((other) => {
    const count = hits[other] as number;
    return count >= least || (count === least - 1 && room-- > 0);
  });
}

/** Stands for what a document says more than once: else a quotation would match whatever else has a word of it. */
const REPEATED = 0;

/** Shingles as numbers from 1, and how many documents have each. */
function numbered(documents: readonly Uint32Array[]) {
  const numberOf = new Map<number, number>();
  const frequency: number[] = [0];
  const ids = documents.map((document) => {
    const times = new Map<number, number>();
    const own = Uint32Array.from(document, (hash) => {
      const id = numberOf.get(hash) ?? frequency.length;
      if (id === frequency.length) {
        numberOf.set(hash, id);
        frequency.push(0);
      }
      times.set(id, (times.get(id) ?? 0) + 1);
      return id;
    });
    for (const id of times.keys()) frequency[id] = (frequency[id] as number) + 1;
    return own.map((id) => ((times.get(id) as number) > 1 ? REPEATED : id));
  });
  return { ids, frequency: Uint32Array.from(frequency) };
}

/** The document's rare shingles with the least scrambled numbers. */
function sketchOf(ids: Uint32Array, worth: Float64Array): readonly number[] {
  const rare = [...new Set(ids)].filter((id) => (worth[id] as number) > 0);
  return rare.sort((x, y) => scrambled(x) - scrambled(y) || x - y).slice(0, SKETCH);
}

const scrambled = (id: number): number => {
  const h = Math.imul(id ^ (id >>> 16), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
};
