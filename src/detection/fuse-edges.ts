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
 * of another sort and add up. Account by account, with dense sums over its partners: O(edges · log + accounts with edges · kinds).
 */
export function fuseEdges(lists: readonly KindEdges[], minNats: number): FusedEdges {
  const sources = lists.map(({ kind }) => (ACTS.has(kind.family) ? 'acts' : kind.family));
  const families = [...new Set(sources)];
  const accounts = 1 + lists.reduce((most, { edges }) => Math.max(most, largest(edges.b)), 0);
  const best = new Float64Array(accounts * families.length);
  const met = new Uint8Array(accounts);
  const partners = new Growable((length) => new Uint32Array(length));
  let open = lists
    .map(({ edges: { length, a, b, surprise } }, list): OpenList => {
      return {
        length,
        a,
        b,
        surprise,
        family: families.indexOf(sources[list] as (typeof sources)[number]),
        head: 0,
      };
    })
    .filter(({ length }) => length > 0);
  const a = new Growable((length) => new Uint32Array(length));
  const b = new Growable((length) => new Uint32Array(length));
  const weight = new Growable((length) => new Float64Array(length));
  while (open.length > 0) {
    let account = accounts;
    for (const { a, head } of open) if ((a[head] as number) < account) account = a[head] as number;
    let isDone = false;
    for (const list of open) {
      for (; list.head < list.length && list.a[list.head] === account; list.head += 1) {
        const partner = list.b[list.head] as number;
        const nats = list.surprise[list.head] as number;
        if (met[partner] === 0) partners.push(partner);
        met[partner] = 1;
        const place = partner * families.length + list.family;
        if (nats > (best[place] as number)) best[place] = nats;
      }
      isDone ||= list.head === list.length;
    }
    if (isDone) open = open.filter(({ head, length }) => head < length);
    for (const partner of inOrder(partners.take())) {
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

/** Edges of one kind, of which those before `head` are done with. */
interface OpenList {
  readonly length: number;
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly surprise: Float64Array;
  readonly family: number;
  head: number;
}

/** Sorts in place. Most accounts have a handful of partners, for which calling the engine's sort takes longer than sorting. */
function inOrder(values: Uint32Array): Uint32Array {
  if (values.length > 16) return values.sort();
  for (let i = 1; i < values.length; i += 1) {
    const value = values[i] as number;
    let place = i;
    for (; place > 0 && (values[place - 1] as number) > value; place -= 1)
      values[place] = values[place - 1] as number;
    values[place] = value;
  }
  return values;
}

function largest(values: Uint32Array): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}
