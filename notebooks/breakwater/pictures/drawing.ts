/** Charts as pictures, without a browser. */
import type { TopLevelSpec } from 'vega-lite';
import type { Chart, VegaLiteSpec } from '../../../src/reports/charts/index.ts';
import { escaped } from './table.ts';

// Vega's modules await at their top level, which `require`, the kernel's way to import, does not allow: so not before it is used.
const modules = () => Promise.all([import('vega'), import('vega-lite')]);

/** A chart of the project, or any Vega-Lite specification, as SVG, `width` pixels wide. */
export async function svgOf(chart: Chart | VegaLiteSpec, width = 760): Promise<string> {
  const spec = isChart(chart) ? { title: chart.title, ...chart.spec } : chart;
  const [{ None, parse, View }, { compile }] = await modules();
  // Words for who cannot see it are the image's, not those of each mark.
  const config = { ...(spec.config ?? {}), aria: false };
  const compiled = compile({ ...spec, config, background: 'white', width } as unknown as TopLevelSpec).spec;
  const view = new View(parse(compiled), { renderer: 'none', logLevel: None });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** The same as an HTML image: exporters that strip foreign SVG from a page leave it, and ids of two pictures cannot clash. */
export async function drawing(chart: Chart | VegaLiteSpec, width?: number): Promise<string> {
  const svg = Buffer.from(await svgOf(chart, width)).toString('base64');
  const words = isChart(chart) ? chart.description : String(chart.title ?? 'chart');
  return `<img alt="${escaped(words)}" src="data:image/svg+xml;base64,${svg}">`;
}

const isChart = (chart: Chart | VegaLiteSpec): chart is Chart => 'spec' in chart && 'table' in chart;
