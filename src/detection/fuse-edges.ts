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
 * Adds the kinds up and keeps pairs of at least `minNats`. Traces that acts leave (on targets, by texts, topics, links)
 * may come from the same acts, so only the most surprising of them counts; devices, networks and registrations are facts
 * of another sort and add up. Account by account, with dense sums over its partners: O(edges · log + accounts · kinds).
 */
export function fuseEdges(lists: readonly KindEdges[], minNats: number): FusedEdges {
  const sources = lists.map(({ kind }) => (ACTS.has(kind.family) ? 'acts' : kind.family));
  const families = [...new Set(sources)];
  const familyOf = sources.map((source) => families.indexOf(source));
  const accounts = 1 + lists.reduce((most, { edges }) => Math.max(most, largest(edges.b)), 0);
  const best = new Float64Array(accounts * families.length);
  const met = new Uint8Array(accounts);
  const partners = new Growable((length) => new Uint32Array(length));
  const heads = new Uint32Array(lists.length);
  const a = new Growable((length) => new Uint32Array(length));
  const b = new Growable((length) => new Uint32Array(length));
  const weight = new Growable((length) => new Float64Array(length));
  for (let account = 0; account < accounts; account += 1) {
    for (let list = 0; list < lists.length; list += 1) {
      const { edges } = lists[list] as KindEdges;
      const family = familyOf[list] as number;
      let head = heads[list] as number;
      for (; head < edges.length && edges.a[head] === account; head += 1) {
        const partner = edges.b[head] as number;
        const nats = edges.surprise[head] as number;
        if (met[partner] === 0) partners.push(partner);
        met[partner] = 1;
        const place = partner * families.length + family;
        if (nats > (best[place] as number)) best[place] = nats;
      }
      heads[list] = head;
    }
    for (const partner of partners.take().sort()) {
      met[partner] = 0;
      let total = 0;
      for (let family = 0; family < families.length; family += 1) {
        total += best[partner * families.length + family] as number;
        best[partner * families.length + family] = 0;
      }
      if (total < minNats) continue;
      a.push(account);
      b.push(partner);
      weight.push(total);
    }
    partners.clear();
  }
  return { length: a.length, a: a.take(), b: b.take(), weight: weight.take() };
}

function largest(values: Uint32Array): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}
