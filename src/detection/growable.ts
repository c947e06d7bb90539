/** Typed arrays that grow: for columns whose length is known only at the end. */

type Columnar = Uint8Array | Uint32Array | Float64Array | BigUint64Array;

/** Appends by doubling; `take` gives the filled part without a copy. */
export class Growable<T extends Columnar> {
  #array: T;
  #length = 0;
  readonly #make: (length: number) => T;

  constructor(make: (length: number) => T, capacity = 1024) {
    this.#make = make;
    this.#array = make(Math.max(1, capacity));
  }

  get length(): number {
    return this.#length;
  }

  /** The array with room for `count` more; write from `length` on, then call `grew`. */
  reserve(count: number): T {
    const needed = this.#length + count;
    if (needed > this.#array.length) {
      let capacity = this.#array.length;
      while (capacity < needed) capacity *= 2;
      const larger = this.#make(capacity);
      larger.set(this.#array as never);
      this.#array = larger;
    }
    return this.#array;
  }

  push(value: T[number]): void {
    this.reserve(1)[this.#length] = value;
    this.#length += 1;
  }

  /** The newest value; there must be one. */
  get last(): T[number] {
    return this.#array[this.#length - 1] as T[number];
  }

  set last(value: T[number]) {
    this.#array[this.#length - 1] = value;
  }

  append(values: ArrayLike<T[number]>): void {
    this.reserve(values.length).set(values as never, this.#length);
    this.#length += values.length;
  }

  grew(count: number): void {
    this.#length += count;
  }

  /** Forgets the values and keeps the room. */
  clear(): void {
    this.#length = 0;
  }

  take(): T {
    return this.#array.subarray(0, this.#length) as T;
  }
}
