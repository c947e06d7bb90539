/** Which targets have a colour of their own, and which. */
import type { Raster } from '../../../../../contract/index.ts';

const OWN_COLOURS = 7;

/** `category[i]` of target i: 0 to 6 for the seven with the most actions, -1 for the rest. */
export function targetCategories(targets: Raster['targets']): readonly number[] {
  const ranked = targets
    .map(({ actions }, index) => ({ actions, index }))
    .sort((a, b) => b.actions - a.actions || a.index - b.index)
    .slice(0, OWN_COLOURS);
  const category = targets.map(() => -1);
  ranked.forEach(({ index }, rank) => {
    category[index] = rank;
  });
  return category;
}
