/** Campaigns of each week, by pattern. */
import { type Chart, type ChartLook, framed, say } from './chart.ts';

export function patternsByWeekChart(
  patterns: readonly { readonly week: string; readonly pattern: string; readonly campaigns: number }[],
  look: ChartLook,
): Chart {
  const word = say(look);
  const present = [...new Set(patterns.map(({ pattern }) => pattern))].sort();
  const campaigns = word('campaigns', '活动数');
  return {
    title: word('Patterns by week', '每周手法'),
    description: word(
      'Campaigns of each week by pattern; a campaign may have several.',
      '每周各类手法的活动数；一个活动可有多种手法。',
    ),
    spec: framed(look, 180, {
      data: { values: patterns.map((one) => ({ ...one, name: look.name(one.pattern) })) },
      mark: { type: 'line', point: { size: 40 }, strokeWidth: 2, tooltip: true },
      encoding: {
        x: { field: 'week', type: 'ordinal', title: null, axis: { labelAngle: 0, labelOverlap: true } },
        y: { field: 'campaigns', type: 'quantitative', title: campaigns, axis: { tickMinStep: 1 } },
        color: {
          field: 'name',
          type: 'nominal',
          scale: {
            domain: present.map(look.name),
            range: present.map((_, index) => look.colours.categories[index] ?? look.colours.rest),
          },
          legend: { title: null, columns: 3 },
        },
        shape: {
          field: 'name',
          type: 'nominal',
          scale: { domain: present.map(look.name) },
          legend: { title: null },
        },
      },
    }),
    table: {
      columns: [word('week', '周'), word('pattern', '手法'), campaigns],
      rows: patterns.map((one) => [one.week, look.name(one.pattern), one.campaigns]),
    },
  };
}
