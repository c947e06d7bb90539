/** Collects edges into columns that grow, and keeps the strongest when there are too many. */
import type { EdgeList } from './edge-list.ts';

/** Where found pairs go; called in order of (a, b). */
export interface EdgeSink {
  /** Pairs below this many nats need not be added. It may rise while edges come in. */
  minSurprise: number;
  add(a: number, b: number, meetings: number, surprise: number, firstAt: number, lastAt: number): void;
}

/** Edges as columns with room to grow: 36 bytes an edge. */
export class EdgeWriter implements EdgeSink {
  minSurprise: number;
  readonly #maxEdges: number;
  #length = 0;
  #a = new Uint32Array(1024);
  #b = new Uint32Array(1024);
  #meetings = new Uint32Array(1024);
  #surprise = new Float64Array(1024);
  #firstAt = new Float64Array(1024);
  #lastAt = new Float64Array(1024);

  /**
   * With more than `maxEdges` edges the weaker half goes and `minSurprise` rises to the weakest one kept: the result
   * is what mining with that `minSurprise` would have given.
   */
  constructor(options: { readonly minSurprise: number; readonly maxEdges: number }) {
    this.minSurprise = options.minSurprise;
    this.#maxEdges = options.maxEdges;
  }

  add(a: number, b: number, meetings: number, surprise: number, firstAt: number, lastAt: number): void {
    if (this.#length >= this.#maxEdges) {
      this.#dropWeakerHalf();
      if (surprise < this.minSurprise) return;
    }
    if (this.#length === this.#a.length) this.#grow();
    const at = this.#length++;
    this.#a[at] = a;
    this.#b[at] = b;
    this.#meetings[at] = meetings;
    this.#surprise[at] = surprise;
    this.#firstAt[at] = firstAt;
    this.#lastAt[at] = lastAt;
  }

  /** The edges so far, as views on the writer's memory. */
  finish(): EdgeList {
    const n = this.#length;
    return {
      length: n,
      a: this.#a.subarray(0, n),
      b: this.#b.subarray(0, n),
      meetings: this.#meetings.subarray(0, n),
      surprise: this.#surprise.subarray(0, n),
      firstAt: this.#firstAt.subarray(0, n),
      lastAt: this.#lastAt.subarray(0, n),
    };
  }

  #grow(): void {
    const size = Math.ceil(this.#a.length * 1.6);
    this.#a = grown(this.#a, new Uint32Array(size));
    this.#b = grown(this.#b, new Uint32Array(size));
    this.#meetings = grown(this.#meetings, new Uint32Array(size));
    this.#surprise = grown(this.#surprise, new Float64Array(size));
    this.#firstAt = grown(this.#firstAt, new Float64Array(size));
    this.#lastAt = grown(this.#lastAt, new Float64Array(size));
  }

  #dropWeakerHalf(): void {
    const sorted = this.#surprise.slice(0, this.#length).sort();
    const median = sorted[this.#length >>> 1] as number;
    const above = sorted.find((value) => value > median);
    // All of the stronger half are equally strong: there is no fair cut, so memory grows instead.
    if (above === undefined) return;
    this.minSurprise = above;
    let kept = 0;
    for (let i = 0; i < this.#length; i++) {
      if ((this.#surprise[i] as number) < above) continue;
      for (const column of [this.#a, this.#b, this.#meetings, this.#surprise, this.#firstAt, this.#lastAt]) {
        column[kept] = column[i] as number;
      }
      kept++;
    }
    this.#length = kept;
  }
}

function grown<Column extends Uint32Array | Float64Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
