/** Short cycles through each link: what tells links inside a group from links between anyone. */
import { type Csr, degree } from './csr.ts';

/** Nodes in order of (degree, index), as ranks. */
function degreeRanks(graph: Csr): Uint32Array {
  let most = 0;
  for (let v = 0; v < graph.nodes; v++) most = Math.max(most, degree(graph, v));
  const start = new Uint32Array(most + 2);
  for (let v = 0; v < graph.nodes; v++) {
    const d = degree(graph, v) + 1;
    start[d] = (start[d] as number) + 1;
  }
  for (let d = 0; d <= most; d++) start[d + 1] = (start[d + 1] as number) + (start[d] as number);
  const rank = new Uint32Array(graph.nodes);
  for (let v = 0; v < graph.nodes; v++) {
    const d = degree(graph, v);
    rank[v] = start[d] as number;
    start[d] = (start[d] as number) + 1;
  }
  return rank;
}

/**
 * Triangles through each edge, by the forward algorithm on the order of degrees
 * (Latapy 2008, doi:10.1016/j.tcs.2008.07.017). Only triangles between nodes that `usable` marks count.
 * O(m^1.5) time, O(n + m) memory.
 */
export function countTriangles(graph: Csr, usable: Uint8Array): Uint32Array {
  const { nodes, edges, a, b } = graph;
  const rank = degreeRanks(graph);
  // Each edge once, from its lower-ranked end: no row is longer than sqrt(2m).
  const offsets = new Uint32Array(nodes + 1);
  const low = (e: number): number =>
    (rank[a[e] as number] as number) < (rank[b[e] as number] as number) ? (a[e] as number) : (b[e] as number);
  const counts = (e: number): boolean => usable[a[e] as number] === 1 && usable[b[e] as number] === 1;
  for (let e = 0; e < edges; e++) {
    if (!counts(e)) continue;
    const u = low(e) + 1;
    offsets[u] = (offsets[u] as number) + 1;
  }
  for (let v = 0; v < nodes; v++) offsets[v + 1] = (offsets[v + 1] as number) + (offsets[v] as number);
  const next = offsets.slice(0, nodes);
  const target = new Uint32Array(offsets[nodes] as number);
  const edge = new Uint32Array(target.length);
  for (let e = 0; e < edges; e++) {
    if (!counts(e)) continue;
    const u = low(e);
    const at = next[u] as number;
    target[at] = (a[e] as number) === u ? (b[e] as number) : (a[e] as number);
    edge[at] = e;
    next[u] = at + 1;
  }
  const triangles = new Uint32Array(edges);
  /** Edge from the current node to v, plus one; 0 when there is none. */
  const mark = new Uint32Array(nodes);
  for (let u = 0; u < nodes; u++) {
    const from = offsets[u] as number;
    const to = offsets[u + 1] as number;
    if (to - from < 2) continue;
    for (let i = from; i < to; i++) mark[target[i] as number] = (edge[i] as number) + 1;
    for (let i = from; i < to; i++) {
      const v = target[i] as number;
      const uv = edge[i] as number;
      const end = offsets[v + 1] as number;
      for (let j = offsets[v] as number; j < end; j++) {
        const uw = mark[target[j] as number] as number;
        if (uw === 0) continue;
        const vw = edge[j] as number;
        triangles[uv] = (triangles[uv] as number) + 1;
        triangles[vw] = (triangles[vw] as number) + 1;
        triangles[uw - 1] = (triangles[uw - 1] as number) + 1;
      }
    }
    for (let i = from; i < to; i++) mark[target[i] as number] = 0;
  }
  return triangles;
}

/**
 * Squares (cycles of four) through each edge, within the edges that `within` marks and between nodes that
 * `usable` marks. O(Σ d²) over usable nodes, so the caller bounds their degree.
 */
export function countSquares(graph: Csr, within: Uint8Array, usable: Uint8Array): Uint32Array {
  const { nodes, offsets, target, edge } = graph;
  // A compact copy first: the wedges are walked twice.
  const rows = new Uint32Array(nodes + 1);
  const kept: { target: Uint32Array; edge: Uint32Array } = {
    target: new Uint32Array(target.length),
    edge: new Uint32Array(target.length),
  };
  let n = 0;
  for (let v = 0; v < nodes; v++) {
    const end = offsets[v + 1] as number;
    if (usable[v] === 1)
      for (let i = offsets[v] as number; i < end; i++) {
        const e = edge[i] as number;
        const w = target[i] as number;
        if (within[e] === 0 || usable[w] === 0) continue;
        kept.target[n] = w;
        kept.edge[n++] = e;
      }
    rows[v + 1] = n;
  }
  const squares = new Uint32Array(graph.edges);
  const paths = new Uint32Array(nodes);
  // Each square is found once, from its largest node u: two paths u-v-w and u-v'-w with v, v', w below u.
  for (let u = 0; u < nodes; u++) {
    const from = rows[u] as number;
    const to = rows[u + 1] as number;
    if (to - from < 2) continue;
    let met = false;
    for (let i = from; i < to; i++) {
      const v = kept.target[i] as number;
      if (v > u) break;
      const end = rows[v + 1] as number;
      for (let j = rows[v] as number; j < end; j++) {
        const w = kept.target[j] as number;
        if (w >= u) break;
        const seen = paths[w] as number;
        if (seen > 0) met = true;
        paths[w] = seen + 1;
      }
    }
    for (let i = from; i < to; i++) {
      const v = kept.target[i] as number;
      if (v > u) break;
      const uv = kept.edge[i] as number;
      const end = rows[v + 1] as number;
      for (let j = rows[v] as number; met && j < end; j++) {
        const w = kept.target[j] as number;
        if (w >= u) break;
        const others = (paths[w] as number) - 1;
        if (others === 0) continue;
        const vw = kept.edge[j] as number;
        squares[uv] = (squares[uv] as number) + others;
        squares[vw] = (squares[vw] as number) + others;
      }
    }
    for (let i = from; i < to; i++) {
      const v = kept.target[i] as number;
      if (v > u) break;
      const end = rows[v + 1] as number;
      for (let j = rows[v] as number; j < end; j++) {
        const w = kept.target[j] as number;
        if (w >= u) break;
        paths[w] = 0;
      }
    }
  }
  return squares;
}
