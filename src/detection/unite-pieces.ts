/** Pieces of one group that a common mark suggests: put together as far as that makes the case stronger. */
import { createUnionFind } from '../clusters/index.ts';
import type { GatheredGroup } from './acting-core.ts';
import { withCommonMarks } from './common-marks.ts';
import type { IndexedTraces } from './read-traces.ts';

/** Pieces that are tried one after another; of more, the strongest. */
const MOST_PIECES = 40;

export interface UniteInput {
  readonly traces: readonly IndexedTraces[];
  readonly gather: (members: Uint32Array) => GatheredGroup;
  readonly isProven: (group: GatheredGroup) => boolean;
}

/**
 * An army of which a third is on duty at a time falls into pieces, each of which shows little. Pieces that have a batch, a device or
 * texts in common are put together, from the strongest on, one by one, as long as the whole proves more, net of the price of
 * having chosen it, than what it is made of did apart. What is not proven together stays apart. Disjoint groups in, disjoint groups out.
 */
export function unitePieces(
  groups: readonly GatheredGroup[],
  { traces, gather, isProven }: UniteInput,
): readonly GatheredGroup[] {
  const sets = createUnionFind(groups.length);
  for (const [a, b] of withCommonMarks(
    groups.map(({ members }) => members),
    traces,
  ))
    sets.union(a, b);
  return [...Map.groupBy(groups.keys(), (group) => sets.find(group)).values()].flatMap((places) => {
    if (places.length === 1) return places.map((place) => groups[place] as GatheredGroup);
    return united(
      places.map((place) => groups[place] as GatheredGroup),
      gather,
      isProven,
    );
  });
}

function united(
  pieces: readonly GatheredGroup[],
  gather: UniteInput['gather'],
  isProven: UniteInput['isProven'],
): readonly GatheredGroup[] {
  const [first, ...rest] = [...pieces].sort((a, b) => net(b) - net(a));
  let whole = first as GatheredGroup;
  const apart: GatheredGroup[] = [];
  for (const [tried, piece] of rest.entries()) {
    if (tried >= MOST_PIECES) {
      apart.push(piece);
      continue;
    }
    const both = gather(Uint32Array.from([...whole.members, ...piece.members]).sort());
    if (net(both) > net(whole) + Math.max(0, net(piece))) whole = both;
    else apart.push(piece);
  }
  if (whole === first || !isProven(whole)) return pieces;
  return [whole, ...apart];
}

const net = ({ together }: GatheredGroup): number => together.evidenceNats - together.priceNats;
