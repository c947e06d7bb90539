/** Most pairs of one kind of act come up to nothing: which of them to keep. */
import type { EdgeList } from '../mining/index.ts';
import type { FusedEdges } from './fuse-edges.ts';

/** A sum of the same nats in another order may differ in its last digits. */
const ROUNDING = 1e-9;

/**
 * The edges of an act that come up to `minNats`, alone or along with what else joins the pair (devices, networks,
 * registrations). Leaving out the others changes no sum of `fuseEdges` that comes up to it. O(edges + support).
 */
export function edgesThatCount(edges: EdgeList, support: FusedEdges, minNats: number): EdgeList {
  const kept = new Uint32Array(edges.length);
  let length = 0;
  let beside = 0;
  for (let edge = 0; edge < edges.length; edge += 1) {
    const a = edges.a[edge] as number;
    const b = edges.b[edge] as number;
    const isBefore = () =>
      (support.a[beside] as number) < a || (support.a[beside] === a && (support.b[beside] as number) < b);
    while (beside < support.length && isBefore()) beside += 1;
    const isSupported = beside < support.length && support.a[beside] === a && support.b[beside] === b;
    const nats = (edges.surprise[edge] as number) + (isSupported ? (support.weight[beside] as number) : 0);
    if (nats >= minNats - ROUNDING) kept[length++] = edge;
  }
  const rows = kept.subarray(0, length);
  const pick = <Column extends Uint32Array | Float64Array>(from: Column, to: Column): Column => {
    for (let i = 0; i < length; i += 1) to[i] = from[rows[i] as number] as number;
    return to;
  };
  return {
    length,
    a: pick(edges.a, new Uint32Array(length)),
    b: pick(edges.b, new Uint32Array(length)),
    meetings: pick(edges.meetings, new Uint32Array(length)),
    surprise: pick(edges.surprise, new Float64Array(length)),
    firstAt: pick(edges.firstAt, new Float64Array(length)),
    lastAt: pick(edges.lastAt, new Float64Array(length)),
  };
}
