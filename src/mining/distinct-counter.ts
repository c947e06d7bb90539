/** Counts distinct numbers up to a limit, again and again, without making garbage. */

/** A hash table that is emptied by forgetting what its marks stand for. At least 16 bytes for each number of the limit. */
export class DistinctCounter {
  /** Distinct numbers since `clear`; at most one more than the limit. */
  count = 0;
  readonly #limit: number;
  readonly #mask: number;
  readonly #numbers: Uint32Array;
  /** The round in which a slot was filled. */
  readonly #rounds: Uint32Array;
  #round = 1;

  constructor(limit: number) {
    let size = 16;
    while (size < 2 * (limit + 1)) size *= 2;
    this.#limit = limit;
    this.#mask = size - 1;
    this.#numbers = new Uint32Array(size);
    this.#rounds = new Uint32Array(size);
  }

  /** Whether there were more than the limit; `add` must not be called any more. */
  get isFull(): boolean {
    return this.count > this.#limit;
  }

  clear(): void {
    this.count = 0;
    this.#round += 1;
    if (this.#round < 2 ** 32) return;
    this.#rounds.fill(0);
    this.#round = 1;
  }

  add(number: number): void {
    let slot = Math.imul(number, 0x9e3779b1) & this.#mask;
    while (this.#rounds[slot] === this.#round) {
      if (this.#numbers[slot] === number) return;
      slot = (slot + 1) & this.#mask;
    }
    this.#rounds[slot] = this.#round;
    this.#numbers[slot] = number;
    this.count += 1;
  }
}
