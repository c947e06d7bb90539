/** What a cluster's gatherings prove together. */
import { findGatherings, type Gathering, groupSignificance, type TraceIndex } from '../mining/index.ts';
import type { GroupEvidence } from '../signals/index.ts';
import type { TraceFamily } from '../traces/index.ts';
import type { KindTraces } from './read-traces.ts';

/** Traces of one kind, indexed by account for looking up what a group did. */
export interface IndexedTraces extends KindTraces {
  readonly index: TraceIndex;
}

/** A gathering of a cluster, with its kind and its worth. */
export interface KindGathering extends Gathering {
  /** Index into the indexed kinds. */
  readonly kind: number;
  /** What one more member's presence is worth: max(0, ln(M / (2·k·n))). */
  readonly natsPerMember: number;
}

/** Families of traces that are acts; to share a device or a registration is to be alike, not to act together. */
const ACTS: ReadonlySet<TraceFamily> = new Set(['target', 'link', 'topic', 'media', 'text']);

/** One act leaves several traces (a like on a target, a like for its author); they are the same evidence. */
const actOf = ({ kind }: KindTraces): string =>
  kind.family === 'target' ? kind.name.replace(/(-author)?(-1h)?$/, '') : kind.family;

/**
 * All gatherings of a group of accounts, and their evidence. For each act the kind of trace that proves most counts; acts
 * are independent and add up; the price of having chosen the group is paid once (see mining/significance).
 */
export function gatherEvidence(
  traces: readonly IndexedTraces[],
  members: Uint32Array,
  accounts: number,
): { readonly gatherings: readonly KindGathering[]; readonly together: GroupEvidence } {
  const gatherings: KindGathering[] = [];
  const nets = new Map<string, { evidence: number; price: number }>();
  let choosingGroup = 0;
  traces.forEach((source, kind) => {
    const { index, columns } = source;
    const found = findGatherings(index, members, { windowMs: source.kind.windowMs });
    if (found.length === 0) return;
    const activities = Array.from(members, (account) => index.activity[account] ?? 0);
    const meanActivity = activities.reduce((sum, k) => sum + k, 0) / members.length;
    for (const gathering of found) {
      const nats = Math.log(columns.length / (2 * meanActivity * gathering.population));
      gatherings.push({ ...gathering, kind, natsPerMember: Math.max(0, nats) });
    }
    if (!ACTS.has(source.kind.family)) return;
    const nothing = groupSignificance({ gatherings: [], activities, rows: columns.length, accounts });
    choosingGroup = nothing.price;
    const { evidence, price } = groupSignificance({
      gatherings: found,
      activities,
      rows: columns.length,
      accounts,
    });
    const act = actOf(source);
    const best = nets.get(act);
    const own = { evidence, price: price - choosingGroup };
    if (best === undefined || own.evidence - own.price > best.evidence - best.price) nets.set(act, own);
  });
  const sum = [...nets.values()].reduce(
    (total, { evidence, price }) => ({ evidence: total.evidence + evidence, price: total.price + price }),
    { evidence: 0, price: choosingGroup },
  );
  return { gatherings, together: { evidenceNats: sum.evidence, priceNats: sum.price } };
}
