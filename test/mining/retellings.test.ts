/** Documents made of words as numbers: a crowd that writes for itself, and some that retell a source. */
import { describe, expect, test } from 'vitest';
import { findRetellings } from '../../src/mining/index.ts';
import { createRng, type Rng } from '../../src/redteam/index.ts';

const WORDS = 5_000;
const LENGTH = 120;
const SEEDS = [1, 2, 3, 4, 5];

/** A word, the more usual the smaller its number. */
const word = (rng: Rng) => Math.floor(WORDS * rng.next() ** 3);
const text = (rng: Rng, length = LENGTH) => Array.from({ length }, () => word(rng));
const crowd = (rng: Rng, count = 400) => Array.from({ length: count }, () => text(rng));

function shuffled<T>(rng: Rng, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: rng.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** The source's sentences in another order, every fourth word another. */
function retell(rng: Rng, source: readonly number[]): number[] {
  const sentences = Array.from({ length: 12 }, (_, n) => source.slice(n * 10, n * 10 + 10));
  return shuffled(rng, sentences)
    .flat()
    .map((own) => (rng.next() < 1 / 4 ? word(rng) : own));
}

/** Links between documents of a crowd and those added, which stand behind it; each by an author of its own by default. */
function linked(documents: readonly (readonly number[])[], author = (n: number) => n) {
  const found = findRetellings({
    documents: documents.map((words) => Uint32Array.from(words)),
    author: Uint32Array.from(documents, (_, n) => author(n)),
    pieces: Uint32Array.from(documents, (words) => words.length),
  });
  return Array.from(
    { length: found.length },
    (_, n) => [found.a[n] as number, found.b[n] as number] as const,
  );
}

describe.each(SEEDS)('seed %i', (seed) => {
  const rng = createRng(seed);
  const own = crowd(rng);
  const isAdded = (n: number) => n >= own.length;

  test('who writes for himself retells nobody', () => {
    expect(linked(own)).toEqual([]);
  });

  test('texts that retell one source are linked, whatever the order of its sentences', () => {
    const source = text(rng);
    const copies = Array.from({ length: 12 }, () => retell(rng, source));
    const links = linked([...own, ...copies]);
    expect(links.every(([a, b]) => isAdded(a) && isAdded(b))).toBe(true);
    expect(new Set(links.flat()).size).toBeGreaterThanOrEqual(copies.length - 2);
  });

  test('one passage in common, however long, is a quotation', () => {
    const quotation = text(rng, 60);
    const quoting = Array.from({ length: 12 }, () => [...text(rng, 20), ...quotation, ...text(rng, 20)]);
    expect(linked([...own, ...quoting])).toEqual([]);
  });

  test('what a tenth of the platform retells is how people talk', () => {
    const source = text(rng);
    const copies = Array.from({ length: 45 }, () => retell(rng, source));
    expect(linked([...own, ...copies])).toEqual([]);
  });

  test('nobody retells himself', () => {
    const source = text(rng);
    const copies = Array.from({ length: 6 }, () => retell(rng, source));
    expect(linked([...own, ...copies], (n) => (isAdded(n) ? own.length : n))).toEqual([]);
  });
});

test('of few documents nothing is known', () => {
  const rng = createRng(6);
  const source = text(rng);
  expect(linked(Array.from({ length: 12 }, () => retell(rng, source)))).toEqual([]);
});
