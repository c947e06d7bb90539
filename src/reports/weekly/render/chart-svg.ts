/** The console's charts as SVG, drawn without a browser. */
import { parse, View, Warn } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { Chart } from '../../charts/index.ts';

const WIDTH = 860;

export async function chartSvg({ spec }: Chart): Promise<string> {
  const compiled = compile({ ...spec, width: WIDTH } as unknown as TopLevelSpec).spec;
  const view = new View(parse(compiled), { renderer: 'none', logLevel: Warn });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
