/** Pictures of the matrix as Vega-Lite specifications, with their data in them. */
import type { MatrixSummary } from './summary.ts';

/** A Vega-Lite 6 specification. */
export type VegaLiteSpec = Readonly<Record<string, unknown>>;

const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';
/** Okabe and Ito's colours, which colour-blind people can tell apart. */
const LEVELS = { domain: ['water_army', 'coordinated or water_army'], range: ['#D55E00', '#0072B2'] };

/** One plot per name: recall against each knob, and the reliability of probabilities. */
export function matrixPlots(summary: MatrixSummary): Readonly<Record<string, VegaLiteSpec>> {
  const knobs = [...new Set(summary.efforts.flatMap(({ knob }) => knob ?? []))];
  return {
    ...Object.fromEntries(knobs.map((knob) => [`recall-${knob}`, recallAgainst(summary, knob)])),
    reliability: reliability(summary),
  };
}

function recallAgainst({ efforts }: MatrixSummary, knob: string): VegaLiteSpec {
  const values = efforts
    .filter((row) => row.knob === knob)
    .flatMap(({ scenario, value, waterArmy, coordinated }) => [
      { scenario, value, level: 'water_army', recall: waterArmy.share ?? 0 },
      { scenario, value, level: 'coordinated or water_army', recall: coordinated.share ?? 0 },
    ]);
  return {
    $schema: SCHEMA,
    title: `Share of an army that is found, against ${knob}`,
    data: { values },
    facet: { field: 'scenario', type: 'nominal', columns: 4, title: null },
    spec: {
      width: 150,
      height: 90,
      mark: { type: 'line', point: true },
      encoding: {
        x: { field: 'value', type: 'ordinal', title: knob },
        y: {
          field: 'recall',
          type: 'quantitative',
          scale: { domain: [0, 1] },
          axis: { format: '%' },
          title: 'found',
        },
        color: { field: 'level', type: 'nominal', scale: LEVELS, title: 'accused as' },
        strokeDash: { field: 'level', type: 'nominal', legend: null },
      },
    },
  };
}

function reliability({ calibration }: MatrixSummary): VegaLiteSpec {
  const diagonal = [0, 1].map((value) => ({ said: value, true: value }));
  return {
    $schema: SCHEMA,
    title: 'Does a probability mean what it says?',
    width: 320,
    height: 320,
    layer: [
      {
        data: { values: diagonal },
        mark: { type: 'line', color: '#999999', strokeDash: [4, 4] },
        encoding: {
          x: { field: 'said', type: 'quantitative', title: 'probability said' },
          y: { field: 'true', type: 'quantitative', title: 'share of armies' },
        },
      },
      {
        data: { values: calibration?.bins ?? [] },
        mark: { type: 'circle', color: '#0072B2', opacity: 1 },
        encoding: {
          x: { field: 'said', type: 'quantitative', scale: { domain: [0, 1] } },
          y: { field: 'true', type: 'quantitative', scale: { domain: [0, 1] } },
          size: { field: 'clusters', type: 'quantitative', title: 'clusters' },
        },
      },
    ],
  };
}
