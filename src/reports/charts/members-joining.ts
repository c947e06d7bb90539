/** How many accounts a campaign has ever had, as they joined. */
import { type Chart, type ChartLook, framed, say, TIME_AXIS } from './chart.ts';

export function membersJoiningChart(
  members: readonly { readonly first_seen: string; readonly membership: string }[],
  look: ChartLook,
): Chart {
  const word = say(look);
  const joined = members.map(({ first_seen: at }) => new Date(at).toISOString()).sort();
  const counts = new Map<string, number>();
  joined.forEach((at, index) => {
    counts.set(at, index + 1);
  });
  const values = [...counts].map(([at, accounts]) => ({ at, accounts }));
  const accounts = word('accounts ever', '累计账号数');
  return {
    title: word('Members joining', '成员加入'),
    description: word(
      `${members.length} accounts joined at ${values.length} times.`,
      `${members.length} 个账号分 ${values.length} 次加入。`,
    ),
    spec: framed(look, 160, {
      data: { values },
      mark: {
        type: 'area',
        interpolate: 'step-after',
        line: { color: look.colours.categories[2] },
        color: look.colours.categories[2],
        fillOpacity: 0.2,
        point: values.length < 60 && { color: look.colours.categories[2] },
        tooltip: true,
      },
      encoding: {
        x: { field: 'at', type: 'temporal', title: null, axis: TIME_AXIS },
        y: { field: 'accounts', type: 'quantitative', title: accounts },
      },
    }),
    table: {
      columns: [word('joined', '加入时间'), accounts],
      rows: values.map((one) => [one.at, one.accounts]),
    },
  };
}
