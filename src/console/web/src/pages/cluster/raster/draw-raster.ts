/** Draws the ticks. Plain canvas: 100,000 ticks take some 20 ms. */
import type { Raster } from '../../../../../contract/index.ts';
import { type Colours, categoryColour } from '../../../lib/colours.ts';

export interface RasterView {
  readonly raster: Raster;
  readonly rows: Uint32Array;
  readonly category: readonly number[];
  /** What the drawing spans, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly height: number;
  /** Ids; empty = all. What is not selected fades. */
  readonly accounts: ReadonlySet<string>;
  readonly targets: ReadonlySet<string>;
}

const FADED = 0.12;

/** The height of an account's row in pixels; less than one where there are many. */
export const rowHeight = ({ rows, height }: RasterView): number =>
  Math.min(18, height / Math.max(1, rows.length));

/** Grey first, then the colours from the last to the first: what matters most lies on top. */
export function drawRaster(context: CanvasRenderingContext2D, view: RasterView, colours: Colours): void {
  const { raster, rows, category, from, to, width, height } = view;
  context.clearRect(0, 0, width, height);
  const tall = rowHeight(view);
  const scale = width / (to - from);
  const wide = Math.max(1.5, Math.min(4, scale * 1_000));
  const isLit = litTest(view);
  const passes = [-1, 6, 5, 4, 3, 2, 1, 0];
  for (const lit of [false, true]) {
    context.globalAlpha = lit ? 1 : FADED;
    for (const pass of passes) {
      context.fillStyle = categoryColour(colours, pass);
      for (let tick = 0; tick < raster.at.length; tick += 1) {
        const at = raster.at[tick] ?? 0;
        if (at < from || at > to || (category[raster.target[tick] ?? -1] ?? -1) !== pass) continue;
        if (isLit(tick) !== lit) continue;
        const row = rows[raster.account[tick] ?? 0] ?? 0;
        context.fillRect(
          (at - from) * scale - wide / 2,
          row * tall,
          wide,
          Math.max(1, tall - (tall > 4 ? 1 : 0)),
        );
      }
    }
  }
  context.globalAlpha = 1;
}

function litTest({ raster, accounts, targets }: RasterView): (tick: number) => boolean {
  if (accounts.size === 0 && targets.size === 0) return () => true;
  const account = raster.accounts.map((id) => accounts.size === 0 || accounts.has(id));
  const target = raster.targets.map(({ target_id: id }) => targets.size === 0 || targets.has(id));
  return (tick) =>
    account[raster.account[tick] ?? -1] === true && (target[raster.target[tick] ?? -1] ?? targets.size === 0);
}

/** The tick nearest to a point of the drawing; null where none is within 6 pixels. O(ticks). */
export function tickAt(view: RasterView, x: number, y: number): number | null {
  const { raster, rows, from, to, width } = view;
  const tall = rowHeight(view);
  const reach = 6;
  let best: number | null = null;
  let nearest = reach;
  for (let tick = 0; tick < raster.at.length; tick += 1) {
    const dx = Math.abs((((raster.at[tick] ?? 0) - from) * width) / (to - from) - x);
    if (dx > nearest) continue;
    const middle = ((rows[raster.account[tick] ?? 0] ?? 0) + 0.5) * tall;
    const distance = dx + Math.max(0, Math.abs(middle - y) - tall / 2);
    if (distance < nearest) [best, nearest] = [tick, distance];
  }
  return best;
}
