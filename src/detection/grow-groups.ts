/** Who else belongs to the groups of which it is proven that they acted together. */
import type { GatheredGroup } from './acting-core.ts';
import type { Gather } from './form-groups.ts';
import type { IndexedTraces } from './read-traces.ts';
import { recruitGuests } from './recruiting.ts';
import { findResembling } from './resembling.ts';

/** Each round knows more of a group, so that those who are left stand out more; few join after the second. */
const MOST_ROUNDS = 3;

export interface GrownGroup extends GatheredGroup {
  /** Outsiders that joined it, in order of joining. */
  readonly recruits: readonly number[];
}

export interface GrowInput {
  readonly traces: readonly IndexedTraces[];
  readonly accounts: number;
  readonly isProven: (group: GatheredGroup) => boolean;
  readonly gather: Gather;
}

/**
 * Guests of its gatherings and those who carry its marks join a proven group, round after round. Whoever is in a group of which
 * nothing is proven may go over to one that is; what is left of a group is weighed anew.
 */
export function growGroups(
  groups: readonly GatheredGroup[],
  { traces, accounts, isProven, gather }: GrowInput,
): readonly GrownGroup[] {
  const proven = groups.map((group) =>
    isProven(group) ? group : { ...group, members: new Uint32Array(), counted: [] },
  );
  const taken = new Uint8Array(accounts);
  for (const { members } of proven) for (const account of members) taken[account] = 1;
  const recruits = groups.map((): number[] => []);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const known = proven.map((group, place) => ({
      ...group,
      members: Uint32Array.from([...group.members, ...(recruits[place] as number[])]).sort(),
    }));
    const guests = recruitGuests(known, traces, taken);
    const joining = guests.recruits.map(({ account, cluster }) => ({ account, group: cluster }));
    for (const { account } of joining) taken[account] = 1;
    joining.push(...findResembling({ groups: known, traces, taken, guests: guests.tested }));
    for (const { account, group } of joining) {
      taken[account] = 1;
      recruits[group]?.push(account);
    }
    if (joining.length === 0) break;
  }
  const gone = new Uint8Array(accounts);
  for (const account of recruits.flat()) gone[account] = 1;
  return groups.map((group, place) => {
    const left = group.members.filter((account) => gone[account] !== 1);
    const rest = left.length === group.members.length ? group : gather(left);
    return { ...rest, recruits: recruits[place] as number[] };
  });
}
