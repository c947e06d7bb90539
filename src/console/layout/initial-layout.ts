/** A picture that costs nothing, for as long as the better one is computed. */
import { createUnionFind } from '../../clusters/index.ts';
import { bySize, type Layout, type LayoutInput } from './compute-layout.ts';

/** The angle between neighbours on a sunflower: members fill a disc evenly. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const CIRCLE = 0.6;
const DISC = 0.38;

/**
 * Parts that are not connected with each other are the communities; they lie on a circle, their members on discs around their places,
 * whose areas are as their sizes. A single one fills the picture. O(edges · α + nodes).
 */
export function initialLayout({ nodes, a, b }: Omit<LayoutInput, 'nats'>): Layout {
  const sets = createUnionFind(nodes);
  a.forEach((node, i) => {
    sets.union(node, b[i] as number);
  });
  const community = bySize(Int32Array.from({ length: nodes }, (_, node) => sets.find(node)));
  const sizes: number[] = [];
  for (const part of community) sizes[part] = (sizes[part] ?? 0) + 1;
  const isOne = sizes.length <= 1;
  const x = new Float32Array(nodes);
  const y = new Float32Array(nodes);
  const placed = new Uint32Array(sizes.length);
  community.forEach((part, node) => {
    const size = sizes[part] as number;
    const place = placed[part] as number;
    placed[part] = place + 1;
    const around = (2 * Math.PI * part) / sizes.length;
    const radius = (isOne ? 1 : DISC * Math.sqrt(size / nodes)) * Math.sqrt((place + 0.5) / size);
    x[node] = (isOne ? 0 : CIRCLE * Math.cos(around)) + radius * Math.cos(place * GOLDEN_ANGLE);
    y[node] = (isOne ? 0 : CIRCLE * Math.sin(around)) + radius * Math.sin(place * GOLDEN_ANGLE);
  });
  return { x, y, community };
}
