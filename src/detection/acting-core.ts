/** Those of a group who acted together, where the whole of it cannot be proven to. */
import type { GatheredEvidence } from './group-evidence.ts';

/** Shares of the most active member's part that are tried as the least part of a member. */
const SHARES = [0.1, 0.3] as const;
const MIN_MEMBERS = 5;

export interface GatheredGroup extends GatheredEvidence {
  readonly members: Uint32Array;
}

/**
 * A batch of registrations holds people who came by chance beside those who were registered for a purpose. Tries the members
 * that took at least some part in its gatherings, and gives the subset whose acts prove most, or the group itself when no
 * subset does better. The price of having chosen the subset is in its selection (mining/selection).
 */
export function actingCore(
  group: GatheredGroup,
  gather: (members: Uint32Array) => GatheredGroup,
): GatheredGroup {
  let best = group;
  for (const share of SHARES) {
    const part = partOf(best);
    const most = part.reduce((max, nats) => Math.max(max, nats), 0);
    const members = best.members.filter((_, member) => (part[member] as number) > share * most);
    if (members.length === best.members.length || members.length < MIN_MEMBERS) continue;
    const tried = gather(members);
    if (net(tried) > net(best)) best = tried;
  }
  return best;
}

const net = ({ together }: GatheredEvidence): number => together.evidenceNats - together.priceNats;

/** Nats of the counted gatherings that each member took part in; gatherings of two are mostly chance. */
function partOf({ members, counted }: GatheredGroup): Float64Array {
  const part = new Map<number, number>();
  for (const gathering of counted) {
    if (gathering.members.length < 3) continue;
    for (const member of gathering.members)
      part.set(member, (part.get(member) ?? 0) + gathering.natsPerMember);
  }
  return Float64Array.from(members, (member) => part.get(member) ?? 0);
}
