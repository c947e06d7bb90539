/** Actions over time. */
import { type Chart, type ChartLook, framed, say, TIME_AXIS } from './chart.ts';

export function eventsChart(
  events: readonly { readonly at: string; readonly actions: number; readonly accounts: number }[],
  look: ChartLook,
): Chart {
  const word = say(look);
  const total = events.reduce((sum, { actions }) => sum + actions, 0);
  return {
    title: word('Actions over time', '行为量'),
    description: word(
      `${total} actions over ${events.length} stretches of time.`,
      `${events.length} 个时段内共 ${total} 次行为。`,
    ),
    spec: framed(look, 170, {
      data: { values: events },
      mark: {
        type: 'area',
        line: { color: look.colours.categories[0] },
        color: look.colours.categories[0],
        fillOpacity: 0.25,
        tooltip: true,
      },
      encoding: {
        x: { field: 'at', type: 'temporal', title: null, axis: TIME_AXIS },
        y: {
          field: 'actions',
          type: 'quantitative',
          title: word('actions', '行为数'),
          axis: { format: '~s' },
        },
      },
    }),
    table: {
      columns: [word('from', '起始'), word('actions', '行为数'), word('accounts in an hour', '每小时账号数')],
      rows: events.map(({ at, actions, accounts }) => [at, actions, accounts]),
    },
  };
}
