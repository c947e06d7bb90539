/** Traces for the tests of this room. */
import type { EdgeList, TraceColumns } from '../../src/mining/index.ts';

export type Row = readonly [bucket: number, at: number, account: number];

/** Sorts, drops exact repeats, and turns rows into columns. */
export function tracesOf(rows: readonly Row[]): TraceColumns {
  const sorted = [...rows].sort((p, q) => p[0] - q[0] || p[1] - q[1] || p[2] - q[2]);
  const kept = sorted.filter((row, i) => i === 0 || row.some((value, c) => value !== sorted[i - 1]?.[c]));
  return {
    length: kept.length,
    bucket: Uint32Array.from(kept, (row) => row[0]),
    at: Float64Array.from(kept, (row) => row[1]),
    account: Uint32Array.from(kept, (row) => row[2]),
  };
}

export interface Edge {
  readonly a: number;
  readonly b: number;
  readonly meetings: number;
  readonly surprise: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

export function edgesOf(list: EdgeList): Edge[] {
  return Array.from({ length: list.length }, (_, i) => ({
    a: list.a[i] as number,
    b: list.b[i] as number,
    meetings: list.meetings[i] as number,
    surprise: list.surprise[i] as number,
    firstAt: list.firstAt[i] as number,
    lastAt: list.lastAt[i] as number,
  }));
}

/** Mulberry32: uniform numbers in [0, 1) from a seed. */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface CrowdKnobs {
  readonly rows: number;
  readonly accounts: number;
  readonly targets: number;
  readonly days: number;
}

/** An honest crowd: few busy accounts and few popular targets have most rows; interest in a target fades within hours. */
export function crowd(rng: () => number, knobs: CrowdKnobs): Row[] {
  const spanMs = knobs.days * 86_400_000;
  const births = Array.from({ length: knobs.targets }, () => rng() * spanMs);
  return Array.from({ length: knobs.rows }, () => {
    const target = Math.floor(knobs.targets * rng() ** 2.5);
    const account = Math.floor(knobs.accounts * rng() ** 2.5);
    const at = Math.floor((births[target] as number) - Math.log(1 - rng()) * 4 * 3_600_000);
    return [target, at, account] as const;
  });
}
