/** The certificate that a component has no sparse cut: λ2 of its normalized Laplacian, by Lanczos. */
import type { Csr } from './csr.ts';
import { topEigenpair } from './tridiagonal.ts';

/** The spectral view of a connected graph. */
export interface Spectrum {
  /** λ2, from 0 (falls apart) to 2; no cut has a conductance below λ2 / 2 (Cheeger). */
  readonly gap: number;
  /** ‖Lx − λx‖: an eigenvalue lies within this distance of `gap`. */
  readonly residual: number;
  /** Fiedler vector divided by √degree: sorting by it and cutting finds sparse cuts. */
  readonly fiedler: Float64Array;
}

const MAX_STEPS = 80;
const CHECK_EVERY = 8;
const TOLERANCE = 0.005;

/** Weighted degrees. */
export function strengths(graph: Csr): Float64Array {
  const s = new Float64Array(graph.nodes);
  for (let e = 0; e < graph.edges; e++) {
    const u = graph.a[e] as number;
    const v = graph.b[e] as number;
    s[u] = (s[u] as number) + (graph.weight[e] as number);
    s[v] = (s[v] as number) + (graph.weight[e] as number);
  }
  return s;
}

/** A fixed start without structure: hashed positions in [-0.5, 0.5). Not random: equal on every run. */
function startVector(n: number): Float64Array {
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let h = Math.imul(i + 1, 0x9e3779b1);
    h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    x[i] = ((h ^ (h >>> 16)) >>> 0) / 0x100000000 - 0.5;
  }
  return x;
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] as number) * (y[i] as number);
  return sum;
}

function addScaled(y: Float64Array, factor: number, x: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i] = (y[i] as number) + factor * (x[i] as number);
}

function normalize(x: Float64Array): number {
  const norm = Math.sqrt(dot(x, x));
  if (norm > 0) for (let i = 0; i < x.length; i++) x[i] = (x[i] as number) / norm;
  return norm;
}

/**
 * λ2 and the Fiedler vector of a connected weighted graph with at least two nodes, by Lanczos with full
 * reorthogonalisation on D^-1/2 A D^-1/2, whose known first eigenvector is projected out. At most 80 steps of
 * O(edges + steps · nodes); stops at a residual of `tolerance` (0.005). (Cheeger's inequality: Chung 1997, Spectral Graph
 * Theory, ch. 2; Lanczos: doi:10.6028/jres.045.026.) The value converges from above, so a certificate must
 * subtract `residual`; and it may stop early, unconverged, once it is below `giveUpBelow`.
 */
export function spectrum(
  graph: Csr,
  options: { readonly giveUpBelow?: number; readonly tolerance?: number } = {},
): Spectrum {
  const { giveUpBelow = 0, tolerance = TOLERANCE } = options;
  const n = graph.nodes;
  const scale = strengths(graph).map((s) => (s > 0 ? 1 / Math.sqrt(s) : 0));
  const first = scale.map((s) => (s > 0 ? 1 / s : 0));
  normalize(first);
  const half = new Float64Array(graph.target.length);
  for (let v = 0; v < n; v++)
    for (let h = graph.offsets[v] as number; h < (graph.offsets[v + 1] as number); h++)
      half[h] =
        (graph.weight[graph.edge[h] as number] as number) *
        (scale[v] as number) *
        (scale[graph.target[h] as number] as number);
  const basis: Float64Array[] = [];
  const alpha: number[] = [];
  const beta: number[] = [];
  let q = startVector(n);
  addScaled(q, -dot(q, first), first);
  normalize(q);
  let pair = { value: 0, vector: Float64Array.of(1) };
  let residual = 0;
  for (let step = 1; ; step++) {
    basis.push(q);
    const y = new Float64Array(n);
    for (let v = 0; v < n; v++) {
      let sum = 0;
      const end = graph.offsets[v + 1] as number;
      for (let h = graph.offsets[v] as number; h < end; h++)
        sum += (half[h] as number) * (q[graph.target[h] as number] as number);
      y[v] = sum;
    }
    alpha.push(dot(y, q));
    addScaled(y, -dot(y, first), first);
    for (const old of basis) addScaled(y, -dot(y, old), old);
    const norm = normalize(y);
    const last = norm < 1e-10 || step === Math.min(MAX_STEPS, n - 1);
    if (last || step % CHECK_EVERY === 0) {
      pair = topEigenpair(alpha, beta);
      residual = norm * Math.abs(pair.vector[step - 1] as number);
      if (last || residual < tolerance || 1 - pair.value < giveUpBelow) break;
    }
    beta.push(norm);
    q = y;
  }
  const fiedler = new Float64Array(n);
  basis.forEach((x, i) => {
    addScaled(fiedler, pair.vector[i] as number, x);
  });
  for (let v = 0; v < n; v++) fiedler[v] = (fiedler[v] as number) * (scale[v] as number);
  return { gap: 1 - pair.value, residual, fiedler };
}

/** The sparsest cut that sweeping along `order` finds: its conductance, and 1 for the nodes on the first side. */
export function sweep(graph: Csr, by: Float64Array): { conductance: number; side: Uint8Array } {
  const order = Uint32Array.from(by.keys()).sort((u, v) => (by[u] as number) - (by[v] as number) || u - v);
  const s = strengths(graph);
  const total = s.reduce((sum, x) => sum + x, 0);
  const inside = new Uint8Array(graph.nodes);
  let volume = 0;
  let cut = 0;
  let best = { conductance: Number.POSITIVE_INFINITY, count: 0 };
  for (let i = 0; i + 1 < order.length; i++) {
    const v = order[i] as number;
    inside[v] = 1;
    volume += s[v] as number;
    for (let h = graph.offsets[v] as number; h < (graph.offsets[v + 1] as number); h++) {
      const w = graph.weight[graph.edge[h] as number] as number;
      cut += inside[graph.target[h] as number] === 1 ? -w : w;
    }
    const conductance = cut / Math.min(volume, total - volume);
    if (conductance < best.conductance) best = { conductance, count: i + 1 };
  }
  inside.fill(0);
  for (const v of order.subarray(0, best.count)) inside[v] = 1;
  return { conductance: best.conductance, side: inside };
}
