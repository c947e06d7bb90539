/** Groups that a made topic or manuscript names, with the pieces of them that were found by what they did. */
import type { GatheredGroup } from './acting-core.ts';
import type { MadeSet } from './made-sets.ts';

/** Pieces of which this share was in the set are of its group. */
const MOSTLY = 0.5;
const MIN_MEMBERS = 8;

export interface MadeGroupsInput {
  readonly made: readonly MadeSet[];
  readonly gather: (members: Uint32Array) => GatheredGroup;
  readonly isProven: (group: GatheredGroup) => boolean;
}

/**
 * Puts the accounts that made a set together with groups that were mostly in it; who is in another group of which
 * something is proven stays in it. Disjoint groups in, disjoint groups out.
 */
export function withMadeGroups(
  groups: readonly GatheredGroup[],
  { made, gather, isProven }: MadeGroupsInput,
): readonly GatheredGroup[] {
  let all = groups;
  for (const { all: set, members } of made) {
    const isPiece = (group: GatheredGroup): boolean =>
      group.members.filter((account) => set.has(account)).length >= MOSTLY * group.members.length;
    const pieces = all.filter(isPiece);
    const others = all.filter((group) => !isPiece(group));
    // Whoever is in a group of which something is proven, or that acts elsewhere, is not taken out of it.
    const elsewhere = new Set(others.filter(isProven).flatMap(({ members: theirs }) => [...theirs]));
    const named = members.filter((account) => !elsewhere.has(account));
    const whole = new Set([...named, ...pieces.flatMap(({ members: theirs }) => [...theirs])]);
    if (whole.size < MIN_MEMBERS) continue;
    const group = gather(Uint32Array.from(whole).sort());
    if (!isProven(group)) continue;
    const rest = others.map((other) => {
      const left = other.members.filter((account) => !whole.has(account));
      return left.length === other.members.length ? other : gather(left);
    });
    all = [group, ...rest.filter(({ members: left }) => left.length > 0)];
  }
  return all;
}
