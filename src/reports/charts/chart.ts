/**
 * Charts: each a pure function from data to a Vega-Lite specification with the same data as a table. The console, the weekly
 * report and notebooks draw the same ones.
 */

/** A Vega-Lite 6 specification, as JSON. */
export type VegaLiteSpec = Readonly<Record<string, unknown>>;

export interface Chart {
  readonly title: string;
  /** What the chart says, for who cannot see it. */
  readonly description: string;
  readonly spec: VegaLiteSpec;
  readonly table: {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly (string | number)[])[];
  };
}

export interface ChartColours {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly accent: string;
  /** Seven that people with any kind of colour blindness can tell apart. */
  readonly categories: readonly string[];
  readonly rest: string;
}

/** On white, for print and notebooks: Okabe-Ito, which people with any kind of colour blindness can tell apart. */
export const PAPER: ChartColours = {
  text: '#17202b',
  muted: '#5a6675',
  line: '#d5d9e0',
  accent: '#0b5cad',
  categories: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#b8a800'],
  rest: '#6b6b6b',
};

/** How charts look and speak. */
export interface ChartLook {
  readonly colours: ChartColours;
  readonly language: 'en' | 'zh';
  /** Names of verdicts, patterns, states and signals, by their ids. */
  readonly name: (id: string) => string;
}

/** Chooses the language: `say(look)('en words', '中文')`. */
export const say =
  ({ language }: ChartLook) =>
  (en: string, zh: string): string =>
    language === 'zh' ? zh : en;

/** Frame, fonts and lines that all charts share; `width` is set by whoever draws it. */
export function framed({ colours }: ChartLook, height: number, rest: VegaLiteSpec): VegaLiteSpec {
  const axis = {
    labelColor: colours.muted,
    titleColor: colours.muted,
    domainColor: colours.line,
    tickColor: colours.line,
    gridColor: colours.line,
    gridOpacity: 0.5,
    titleFontWeight: 'normal',
    labelFontSize: 11,
    titleFontSize: 11,
    labelLimit: 200,
  };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    height,
    background: 'transparent',
    autosize: { type: 'fit', contains: 'padding', resize: true },
    config: {
      font: 'system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif',
      view: { stroke: null },
      axis,
      legend: {
        labelColor: colours.text,
        titleColor: colours.muted,
        orient: 'bottom',
        titleFontWeight: 'normal',
        labelLimit: 220,
        labelFontSize: 12,
        symbolBaseFillColor: colours.muted,
        symbolBaseStrokeColor: colours.muted,
      },
    },
    ...rest,
  };
}

/** Verdicts have the same colours everywhere: from harmless to grave. */
export const verdictColour = ({ categories, rest }: ChartColours, verdict: string): string =>
  ({
    organic: categories[2],
    insufficient_data: rest,
    coordinated: categories[4],
    water_army: categories[1],
  })[verdict] ?? rest;

/** Numbers only, which both languages read; few of them, so that dates are not left out for want of room. */
const TIME_FORMAT = {
  // Of one moment alone, which has no scale: the moment itself.
  milliseconds: '%m-%d %H:%M',
  seconds: '%H:%M:%S',
  minutes: '%H:%M',
  hours: '%H:%M',
  date: '%m-%d',
  day: '%m-%d',
  week: '%m-%d',
  month: '%Y-%m',
  quarter: '%Y-%m',
  year: '%Y',
} as const;

export const TIME_AXIS = { format: TIME_FORMAT, tickCount: 6 } as const;
