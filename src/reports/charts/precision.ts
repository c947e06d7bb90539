/** How often each signal was right, by people's decisions. */
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

export function precisionChart(signals: readonly SignalPrecision[], look: ChartLook): Chart {
  const word = say(look);
  const values = signals
    .map((one) => ({ ...one, name: look.name(one.signal) }))
    .sort((a, b) => b.precision - a.precision || (a.signal < b.signal ? -1 : 1));
  const y = { field: 'name', type: 'nominal', sort: null, title: null, axis: { labelLimit: 240 } };
  const x = {
    field: 'precision',
    type: 'quantitative',
    title: word('confirmed, of decided cases', '已裁决案件中被确认的比例'),
    scale: { domain: [0, 1] },
    axis: { format: '.0%', tickCount: 5 },
  };
  const percent = (share: number): string => `${Math.round(share * 100)}%`;
  return {
    title: word('Precision by signal', '各信号的准确率'),
    description: word(
      'Share of decided cases that were confirmed, for each signal that spoke in them, with 95 % intervals.',
      '每个信号所涉案件中被确认的比例，附 95% 置信区间。',
    ),
    spec: framed(look, Math.max(80, 22 * values.length + 40), {
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
    }),
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
