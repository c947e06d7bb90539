/** Vega with its interpreter: the content security policy allows no code made from text. Loaded when the first chart is shown. */
import type { View } from 'vega';
import { parse, View as VegaView, Warn } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { VegaLiteSpec } from '../../../../reports/charts/index.ts';

/** Draws the chart into the element; whoever asked ends it with `finalize`. */
export async function drawChart(element: HTMLElement, spec: VegaLiteSpec, width: number): Promise<View> {
  const compiled = compile({ ...spec, width } as unknown as TopLevelSpec).spec;
  const view = new VegaView(parse(compiled, undefined, { ast: true }), {
    expr: expressionInterpreter,
    renderer: 'canvas',
    container: element,
    hover: true,
    logLevel: Warn,
  });
  return view.runAsync();
}
