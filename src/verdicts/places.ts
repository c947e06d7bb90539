/** Honest reasons to be alike that lie in a place: a school, an office, a home. */
import type { EvidenceKind } from '../contract/index.ts';
import type { ClusterView } from '../signals/index.ts';

/** Of the members whose registration network is known, and of all members. */
const MOST = 0.7;
/** More people than this do not get their accounts from one hand in one room. */
const MOST_PEOPLE = 300;
const HOUSEHOLD = 8;

/** What whoever runs a place gives to everybody in it: accounts on one day, names by one rule, machines that are shared. */
export const GIVEN_BY_A_PLACE: ReadonlySet<EvidenceKind> = new Set([
  'registration',
  'identity',
  'infrastructure',
]);

/** How many members registered on the network that most of them did; null where too few networks are known. */
function onOneNetwork({ members }: ClusterView): number | null {
  const counts = new Map<string, number>();
  for (const { registrationNetwork } of members)
    if (registrationNetwork !== null)
      counts.set(registrationNetwork, (counts.get(registrationNetwork) ?? 0) + 1);
  const known = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (2 * known < members.length) return null;
  const most = Math.max(...counts.values());
  return most >= MOST * known && most >= MOST * members.length ? most : null;
}

/** Most members registered in one place: how many, or null. */
export const inOnePlace = (view: ClusterView): number | null =>
  view.members.length > MOST_PEOPLE ? null : onOneNetwork(view);

/** Few people on one connection: a family, friends who share a flat. What they do together proves nothing. */
export const isHousehold = (view: ClusterView): boolean =>
  view.members.length <= HOUSEHOLD && onOneNetwork(view) !== null;

/**
 * Kinds of evidence that nothing honest explains. Where a place does, registration, names and devices say nothing: a class
 * that signs up in the computer room and a staff that gets its accounts from the office look like any other batch.
 */
export const unexplainedKinds = (
  view: ClusterView,
  kinds: readonly EvidenceKind[],
): readonly EvidenceKind[] =>
  inOnePlace(view) === null ? kinds : kinds.filter((kind) => !GIVEN_BY_A_PLACE.has(kind));
