/** A campaign's clusters over time: how large, and how judged. */
import { type Chart, type ChartLook, framed, say, TIME_AXIS, verdictColour } from './chart.ts';

export interface Sighting {
  readonly as_of: string;
  readonly horizon: string;
  readonly cluster_id: string;
  readonly change: string;
  readonly verdict: string;
  readonly accounts: number;
}

export function campaignTimelineChart(sightings: readonly Sighting[], look: ChartLook): Chart {
  const word = say(look);
  const present = [...new Set(sightings.map(({ verdict }) => verdict))].sort();
  const accounts = word('accounts', '账号数');
  const horizon = word('horizon', '时间范围');
  const x = { field: 'as_of', type: 'temporal', title: null, axis: TIME_AXIS };
  const y = { field: 'accounts', type: 'quantitative', title: accounts, scale: { zero: true } };
  return {
    title: word('Clusters over time', '团伙演变'),
    description: word(
      `${sightings.length} sightings of the campaign, by size and verdict.`,
      `该活动共被发现 ${sightings.length} 次，按规模与判定显示。`,
    ),
    spec: framed(look, 200, {
      data: {
        values: sightings.map((one) => ({
          ...one,
          cluster: one.cluster_id.slice(0, 40),
          name: look.name(one.verdict),
          changed: look.name(one.change),
        })),
      },
      layer: [
        {
          mark: { type: 'line', color: look.colours.muted, strokeWidth: 1, opacity: 0.7 },
          encoding: { x, y, detail: { field: 'horizon' } },
        },
        {
          mark: { type: 'point', filled: true, size: 90, opacity: 1 },
          encoding: {
            x,
            y,
            color: {
              field: 'name',
              type: 'nominal',
              scale: {
                domain: present.map(look.name),
                range: present.map((verdict) => verdictColour(look.colours, verdict)),
              },
              legend: { title: null },
            },
            shape: { field: 'horizon', type: 'nominal', legend: { title: horizon } },
            tooltip: [
              { field: 'as_of', type: 'temporal', format: '%Y-%m-%d %H:%M', title: word('as of', '时间') },
              { field: 'cluster', title: word('cluster', '团伙') },
              { field: 'changed', title: word('change', '变化') },
              { field: 'accounts', title: accounts },
            ],
          },
        },
      ],
    }),
    table: {
      columns: [
        word('as of', '时间'),
        horizon,
        word('cluster', '团伙'),
        word('change', '变化'),
        word('verdict', '判定'),
        accounts,
      ],
      rows: sightings.map((one) => [
        one.as_of,
        one.horizon,
        one.cluster_id,
        look.name(one.change),
        look.name(one.verdict),
        one.accounts,
      ]),
    },
  };
}
