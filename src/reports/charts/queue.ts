/** Cases by state. */
import { type Chart, type ChartLook, framed, say } from './chart.ts';

export function queueChart(
  queue: readonly { readonly state: string; readonly cases: number }[],
  look: ChartLook,
): Chart {
  const word = say(look);
  const cases = word('cases', '案件数');
  const values = queue.map((one) => ({ ...one, name: look.name(one.state) }));
  const y = { field: 'name', type: 'nominal', sort: null, title: null };
  return {
    title: word('Cases by state', '案件状态'),
    description: values.map(({ name, cases: count }) => `${name} ${count}`).join(', '),
    spec: framed(look, 26 * Math.max(1, values.length) + 30, {
      data: { values },
      encoding: {
        y,
        x: { field: 'cases', type: 'quantitative', title: cases, axis: { tickMinStep: 1, tickCount: 5 } },
      },
      layer: [
        { mark: { type: 'bar', color: look.colours.categories[0], height: 14 } },
        {
          mark: { type: 'text', align: 'left', dx: 4, color: look.colours.text },
          encoding: { text: { field: 'cases' } },
        },
      ],
    }),
    table: { columns: [word('state', '状态'), cases], rows: values.map((one) => [one.name, one.cases]) },
  };
}
