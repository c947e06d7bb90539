/** Small charts that notebooks share. */
import { framed, type VegaLiteSpec } from '../../../src/reports/charts/chart.ts';
import { colourOf, LOOK } from './look.ts';

export interface Titled {
  readonly title: string;
  readonly x: string;
  readonly y: string;
}

const legendOf = (names: readonly string[]) => ({
  scale: { domain: names, range: names.map((_, i) => colourOf(i)) },
  legend: names.length > 1 ? { title: null, labelLimit: 0 } : null,
});

/** Bars, one colour for each series, side by side or `isStacked`; names on the vertical axis. */
export function barChart(
  bars: readonly { readonly name: string; readonly series: string; readonly value: number }[],
  { title, x, y, isStacked = false }: Titled & { readonly isStacked?: boolean },
): VegaLiteSpec {
  const names = [...new Set(bars.map(({ name }) => name))];
  const series = [...new Set(bars.map((bar) => bar.series))];
  const thick = isStacked ? 26 : series.length * 13 + 10;
  return framed(LOOK, 90 + names.length * thick, {
    title,
    data: { values: bars },
    mark: { type: 'bar' },
    encoding: {
      y: { field: 'name', type: 'nominal', sort: names, title: y, axis: { labelLimit: 0 } },
      ...(isStacked ? {} : { yOffset: { field: 'series', sort: series } }),
      x: { field: 'value', type: 'quantitative', title: x },
      color: { field: 'series', type: 'nominal', sort: series, ...legendOf(series) },
    },
  });
}

/**
 * How often values lie in each of the bins that `edges` divides; on a logarithmic axis where `isLog`, as shares of their series where
 * `isShare`, so that small and large series can be compared.
 */
export function histogramChart(
  series: readonly { readonly name: string; readonly values: readonly number[] }[],
  options: Titled & {
    readonly edges: readonly number[];
    readonly isLog?: boolean;
    readonly isShare?: boolean;
  },
): VegaLiteSpec {
  const { edges, isLog = false, isShare = false, ...titled } = options;
  const names = series.map(({ name }) => name);
  const values = series.flatMap(({ name, values }) =>
    edges.slice(0, -1).map((from, i) => {
      const to = edges[i + 1] ?? from;
      const count = values.filter((value) => value >= from && value < to).length;
      return { name, from, to, count: isShare ? count / Math.max(1, values.length) : count };
    }),
  );
  const scale = { type: isLog ? 'log' : 'linear', domain: [edges[0] ?? 0, edges.at(-1) ?? 1], nice: false };
  return framed(LOOK, 240, {
    title: titled.title,
    data: { values },
    mark: { type: 'rect', opacity: series.length > 1 ? 0.55 : 1, stroke: 'white', strokeWidth: 0.5 },
    encoding: {
      x: { field: 'from', type: 'quantitative', scale, title: titled.x },
      x2: { field: 'to' },
      y: { field: 'count', type: 'quantitative', title: titled.y, axis: isShare ? { format: '.0%' } : {} },
      y2: { datum: 0 },
      color: { field: 'name', type: 'nominal', ...legendOf(names) },
    },
  });
}

export interface Line {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** Lines with points; `marked` draws an upright line with a word to it. */
export function lineChart(
  lines: readonly Line[],
  options: Titled & {
    readonly isLog?: boolean;
    readonly isLogY?: boolean;
    /** The least distance of two ticks. */
    readonly xStep?: number;
    readonly marked?: readonly { readonly x: number; readonly word: string }[];
  },
): VegaLiteSpec {
  const { title, x, y, isLog = false, isLogY = false, xStep, marked = [] } = options;
  const names = lines.map(({ name }) => name);
  const xAxis = {
    field: 'x',
    type: 'quantitative',
    title: x,
    scale: isLog ? { type: 'log', nice: false } : { nice: false, zero: false },
    axis: xStep === undefined ? {} : { tickMinStep: xStep, format: 'd' },
  };
  return framed(LOOK, 260, {
    title,
    layer: [
      {
        data: { values: lines.flatMap(({ name, points }) => points.map((point) => ({ name, ...point }))) },
        mark: { type: 'line', point: true },
        encoding: {
          x: xAxis,
          y: {
            field: 'y',
            type: 'quantitative',
            title: y,
            scale: isLogY ? { type: 'log' } : { zero: true },
          },
          color: { field: 'name', type: 'nominal', sort: names, ...legendOf(names) },
        },
      },
      ...(marked.length === 0
        ? []
        : [
            {
              data: { values: marked },
              mark: { type: 'rule', strokeDash: [4, 3], color: LOOK.colours.muted },
              encoding: { x: xAxis },
            },
            {
              data: { values: marked },
              mark: { type: 'text', align: 'left', dx: 4, y: 8, color: LOOK.colours.muted, fontSize: 11 },
              encoding: { x: xAxis, text: { field: 'word' } },
            },
          ]),
    ],
  });
}
