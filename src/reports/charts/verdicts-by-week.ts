/** Campaigns of each week, by their gravest verdict. */
import { type Chart, type ChartLook, framed, say, verdictColour } from './chart.ts';

const ORDER = ['organic', 'insufficient_data', 'coordinated', 'water_army'];

export function verdictsByWeekChart(
  verdicts: readonly {
    readonly week: string;
    readonly verdict: string;
    readonly campaigns: number;
    readonly accounts: number;
  }[],
  look: ChartLook,
): Chart {
  const word = say(look);
  const present = ORDER.filter((verdict) => verdicts.some((one) => one.verdict === verdict));
  const campaigns = word('campaigns', '活动数');
  return {
    title: word('Verdicts by week', '每周判定'),
    description: word('Campaigns of each week, stacked by verdict.', '每周的活动数，按判定堆叠。'),
    spec: framed(look, 180, {
      data: {
        values: verdicts.map((one) => ({
          ...one,
          name: look.name(one.verdict),
          order: ORDER.indexOf(one.verdict),
        })),
      },
      mark: { type: 'bar', tooltip: true },
      encoding: {
        x: { field: 'week', type: 'ordinal', title: null, axis: { labelAngle: 0, labelOverlap: true } },
        y: { field: 'campaigns', type: 'quantitative', title: campaigns, axis: { tickMinStep: 1 } },
        order: { field: 'order', type: 'quantitative' },
        color: {
          field: 'name',
          type: 'nominal',
          scale: {
            domain: present.map(look.name),
            range: present.map((verdict) => verdictColour(look.colours, verdict)),
          },
          legend: { title: null },
        },
      },
    }),
    table: {
      columns: [word('week', '周'), word('verdict', '判定'), campaigns, word('accounts', '账号数')],
      rows: verdicts.map((one) => [one.week, look.name(one.verdict), one.campaigns, one.accounts]),
    },
  };
}
