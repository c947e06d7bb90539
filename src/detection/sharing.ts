/** What at least two of a group have in common. */

const SEVERAL = -1;

/** Counts holders of values as far as it matters: one, or more. */
export class Sharing {
  /** The only holder of each value, or `SEVERAL`. */
  readonly #holders = new Map<number, number>();

  add(value: number, holder: number): void {
    const known = this.#holders.get(value);
    if (known === undefined) this.#holders.set(value, holder);
    else if (known !== holder) this.#holders.set(value, SEVERAL);
  }

  has(value: number): boolean {
    return this.#holders.get(value) === SEVERAL;
  }

  /** The shared values. */
  *values(): Generator<number> {
    for (const [value, holder] of this.#holders) if (holder === SEVERAL) yield value;
  }
}
