/** Draws the ticks pixel by pixel: 100,000 ticks in a few milliseconds, whatever the browser does with a canvas. */
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

const OPAQUE = 255;
const FADED = 34;
const COLOURS = 7;

/** The height of an account's row in pixels; less than one where there are many. */
export const rowHeight = ({ rows, height }: RasterView): number =>
  Math.min(18, height / Math.max(1, rows.length));

/** `sharp`: device pixels of one pixel. */
export function drawRaster(
  canvas: HTMLCanvasElement,
  view: RasterView,
  colours: Colours,
  sharp: number,
): void {
  const width = Math.max(1, Math.round(view.width * sharp));
  const height = Math.max(1, Math.round(view.height * sharp));
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) return;
  const image = context.createImageData(width, height);
  paint(new Uint32Array(image.data.buffer), { ...view, width, height }, colours, sharp);
  context.putImageData(image, 0, 0);
}

/** Faded ones first, then grey, then colours from the last to the first: what matters most lies on top. */
function paint(pixels: Uint32Array, view: RasterView, colours: Colours, sharp: number): void {
  const { raster, rows, from, to, width, height } = view;
  const tall = rowHeight({ ...view, height: height / sharp }) * sharp;
  const scale = width / (to - from);
  const wide = Math.max(1, Math.round(sharp * Math.max(1.5, Math.min(4, scale * 1_000))));
  sortIntoPasses(view, litTest(view)).forEach((ticks, pass) => {
    const place = pass % (COLOURS + 1);
    const named = categoryColour(colours, place === 0 ? -1 : COLOURS - place);
    const colour = pixelColour(named, pass > COLOURS ? OPAQUE : FADED);
    for (const tick of ticks) {
      const left = Math.round(((raster.at[tick] ?? 0) - from) * scale - wide / 2);
      const top = Math.floor((rows[raster.account[tick] ?? 0] ?? 0) * tall);
      const bottom = Math.min(height, top + Math.max(1, Math.floor(tall) - (tall > 4 ? 1 : 0)));
      const [first, last] = [Math.max(0, left), Math.min(width, left + wide)];
      for (let y = top; y < bottom; y += 1) pixels.fill(colour, y * width + first, y * width + last);
    }
  });
}

/** Ticks in the order in which they are painted: 8 passes of faded ones, 8 of lit ones; each grey first, then the seventh colour. */
function sortIntoPasses(view: RasterView, isLit: (tick: number) => boolean): readonly (readonly number[])[] {
  const { raster, category, from, to } = view;
  const passes: number[][] = Array.from({ length: 2 * (COLOURS + 1) }, () => []);
  for (let tick = 0; tick < raster.at.length; tick += 1) {
    const at = raster.at[tick] ?? 0;
    if (at < from || at > to) continue;
    const rank = category[raster.target[tick] ?? -1] ?? -1;
    const pass = (isLit(tick) ? COLOURS + 1 : 0) + (rank < 0 ? 0 : COLOURS - rank);
    passes[pass]?.push(tick);
  }
  return passes;
}

/** `#rrggbb` as a pixel of a little-endian machine, which all browsers run on. */
function pixelColour(colour: string, alpha: number): number {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return ((alpha << 24) | ((blue ?? 0) << 16) | ((green ?? 0) << 8) | (red ?? 0)) >>> 0;
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
