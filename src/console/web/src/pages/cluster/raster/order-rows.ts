/** In which row each account stands. */
import type { Graph, Raster } from '../../../../../contract/index.ts';

export type RowOrder = 'first' | 'community';

/** `rows[i]` is the row of `accounts[i]`. By first action, and by community then first action. O(ticks + accounts · log). */
export function orderRows(raster: Raster, order: RowOrder, graph: Graph | undefined): Uint32Array {
  const first = new Float64Array(raster.accounts.length).fill(Number.POSITIVE_INFINITY);
  raster.account.forEach((account, tick) => {
    const at = raster.at[tick] ?? 0;
    if (at < (first[account] ?? 0)) first[account] = at;
  });
  const communities = new Map(graph?.nodes.id.map((id, index) => [id, graph.nodes.community[index] ?? -1]));
  const group = raster.accounts.map((id) => (order === 'community' ? (communities.get(id) ?? 1e9) : 0));
  const sorted = raster.accounts
    .map((_, index) => index)
    .sort((a, b) => (group[a] ?? 0) - (group[b] ?? 0) || (first[a] ?? 0) - (first[b] ?? 0) || a - b);
  const rows = new Uint32Array(raster.accounts.length);
  sorted.forEach((account, row) => {
    rows[account] = row;
  });
  return rows;
}
