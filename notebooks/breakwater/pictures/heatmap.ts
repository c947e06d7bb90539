/** A table of numbers as a picture. */
import { framed, type VegaLiteSpec } from '../../../src/reports/charts/chart.ts';
import type { Titled } from './charts.ts';
import { LOOK } from './look.ts';

/** A table of numbers as colours, the numbers written in. */
export function heatmapChart(
  cells: readonly { readonly row: string; readonly column: string; readonly value: number }[],
  { title, x, y }: Titled,
): VegaLiteSpec {
  const rows = [...new Set(cells.map(({ row }) => row))];
  const columns = [...new Set(cells.map(({ column }) => column))];
  const most = Math.max(1, ...cells.map(({ value }) => value));
  const place = {
    x: {
      field: 'column',
      type: 'nominal',
      sort: columns,
      title: x,
      axis: { labelAngle: -20, orient: 'top' },
    },
    y: { field: 'row', type: 'nominal', sort: rows, title: y, axis: { labelLimit: 0 } },
  };
  return framed(LOOK, 80 + rows.length * 26, {
    title,
    data: { values: cells },
    layer: [
      {
        mark: { type: 'rect' },
        encoding: {
          ...place,
          color: {
            field: 'value',
            type: 'quantitative',
            scale: { range: ['#f1f5f9', LOOK.colours.accent] },
            legend: null,
          },
        },
      },
      {
        mark: { type: 'text', fontSize: 11 },
        encoding: {
          ...place,
          text: { field: 'value', type: 'quantitative', format: ',' },
          color: {
            condition: { test: `datum.value > ${most / 2}`, value: 'white' },
            value: LOOK.colours.text,
          },
        },
      },
    ],
  });
}
