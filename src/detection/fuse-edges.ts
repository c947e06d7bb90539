/** Edges of all trace kinds added up per pair, without losing in which traces each pair met. */
import type { EdgeList } from '../mining/index.ts';
import { ACTS, type TraceKind } from '../traces/index.ts';
import { Growable } from './growable.ts';

/** Edges of one kind. */
export interface KindEdges {
  readonly kind: TraceKind;
  readonly edges: EdgeList;
}

/** Pairs in order of (a, b); `weight` is the largest surprise among acts, plus the largest of each other family. */
export interface FusedEdges {
  readonly length: number;
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly weight: Float64Array;
}

/**
 * Merges the kinds' sorted lists and keeps pairs of at least `minNats`. Traces that acts leave (on
 * targets, by texts, topics, links) may come from the same acts, so only the most surprising of them counts; devices,
 * networks and registrations are facts of another sort and add up. O(edges · kinds).
 */
export function fuseEdges(lists: readonly KindEdges[], minNats: number): FusedEdges {
  const sources = lists.map(({ kind }) => (ACTS.has(kind.family) ? 'acts' : kind.family));
  const families = [...new Set(sources)];
  const familyOf = sources.map((source) => families.indexOf(source));
  const heads = new Uint32Array(lists.length);
  const best = new Float64Array(families.length);
  const a = new Growable((length) => new Uint32Array(length));
  const b = new Growable((length) => new Uint32Array(length));
  const weight = new Growable((length) => new Float64Array(length));
  for (;;) {
    let lowA = Number.POSITIVE_INFINITY;
    let lowB = Number.POSITIVE_INFINITY;
    lists.forEach(({ edges }, list) => {
      const head = heads[list] as number;
      if (head >= edges.length) return;
      const headA = edges.a[head] as number;
      const headB = edges.b[head] as number;
      if (headA < lowA || (headA === lowA && headB < lowB)) {
        lowA = headA;
        lowB = headB;
      }
    });
    if (lowA === Number.POSITIVE_INFINITY) break;
    best.fill(0);
    lists.forEach(({ edges }, list) => {
      const head = heads[list] as number;
      if (head >= edges.length || edges.a[head] !== lowA || edges.b[head] !== lowB) return;
      const family = familyOf[list] as number;
      best[family] = Math.max(best[family] as number, edges.surprise[head] as number);
      heads[list] = head + 1;
    });
    const total = best.reduce((sum, nats) => sum + nats, 0);
    if (total < minNats) continue;
    a.push(lowA);
    b.push(lowB);
    weight.push(total);
  }
  return { length: a.length, a: a.take(), b: b.take(), weight: weight.take() };
}
