/** Shares by signal with their intervals: how often each was right, and how often an appeal overturned it. */
import { type Chart, type ChartLook, framed, say } from './chart.ts';

export interface SignalPrecision {
  readonly signal: string;
  readonly confirmed: number;
  readonly dismissed: number;
  readonly precision: number;
  /** Wilson interval, 95 %. */
  readonly low: number;
  readonly high: number;
}

export interface SignalOverturn {
  readonly signal: string;
  readonly ruled: number;
  readonly overturned: number;
  readonly rate: number;
  /** Wilson interval, 95 %. */
  readonly low: number;
  readonly high: number;
}

interface Row {
  readonly name: string;
  readonly signal: string;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;
const byShare = (a: Row, b: Row) => b.share - a.share || (a.signal < b.signal ? -1 : 1);

/** Points with their intervals, the highest first. */
function shares(values: readonly Row[], look: ChartLook, title: string): Chart['spec'] {
  const y = { field: 'name', type: 'nominal', sort: null, title: null, axis: { labelLimit: 240 } };
  const x = {
    field: 'share',
    type: 'quantitative',
    title,
    scale: { domain: [0, 1] },
    axis: { format: '.0%', tickCount: 5 },
  };
  return framed(look, Math.max(80, 22 * values.length + 40), {
    data: { values },
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 2, color: look.colours.muted },
        encoding: { y, x: { ...x, field: 'low' }, x2: { field: 'high' } },
      },
      {
        mark: {
          type: 'point',
          filled: true,
          size: 70,
          opacity: 1,
          color: look.colours.categories[0],
          tooltip: true,
        },
        encoding: { y, x },
      },
    ],
  });
}

export function precisionChart(signals: readonly SignalPrecision[], look: ChartLook): Chart {
  const word = say(look);
  const values = signals
    .map((one) => ({ ...one, name: look.name(one.signal), share: one.precision }))
    .sort(byShare);
  return {
    title: word('Precision by signal', '各信号的准确率'),
    description: word(
      'Share of decided cases that were confirmed, for each signal that spoke in them, with 95 % intervals.',
      '每个信号所涉案件中被确认的比例，附 95% 置信区间。',
    ),
    spec: shares(values, look, word('confirmed, of decided cases', '已裁决案件中被确认的比例')),
    table: {
      columns: [
        word('signal', '信号'),
        word('confirmed', '确认'),
        word('dismissed', '驳回'),
        word('precision', '准确率'),
        word('from', '下限'),
        word('to', '上限'),
      ],
      rows: values.map((one) => [
        one.name,
        one.confirmed,
        one.dismissed,
        percent(one.precision),
        percent(one.low),
        percent(one.high),
      ]),
    },
  };
}

export function overturnChart(signals: readonly SignalOverturn[], look: ChartLook): Chart {
  const word = say(look);
  const values = signals
    .map((one) => ({ ...one, name: look.name(one.signal), share: one.rate }))
    .sort(byShare);
  return {
    title: word('Appeals overturned by signal', '各信号的申诉推翻率'),
    description: word(
      'Share of appeals that overturned the measure, for each signal that spoke in its verdict, with 95 % intervals.',
      '每个信号所涉措施的申诉中被推翻的比例，附 95% 置信区间。',
    ),
    spec: shares(values, look, word('overturned, of appeals ruled on', '已裁定申诉中被推翻的比例')),
    table: {
      columns: [
        word('signal', '信号'),
        word('ruled on', '已裁定'),
        word('overturned', '推翻'),
        word('rate', '推翻率'),
        word('from', '下限'),
        word('to', '上限'),
      ],
      rows: values.map((one) => [
        one.name,
        one.ruled,
        one.overturned,
        percent(one.rate),
        percent(one.low),
        percent(one.high),
      ]),
    },
  };
}
