/** When the cluster's accounts were registered, beside the platform's rhythm. */
import { type Chart, type ChartLook, framed, say, TIME_AXIS } from './chart.ts';

export interface RegistrationBuckets {
  readonly bucket_ms: number;
  readonly buckets: readonly { readonly at: string; readonly cluster: number; readonly platform: number }[];
  readonly cluster_total: number;
  readonly platform_total: number;
}

/** Bars: the cluster. Line: what the cluster would show if it had registered as the platform did. */
export function registrationsChart(data: RegistrationBuckets, look: ChartLook): Chart {
  const word = say(look);
  const share = data.platform_total === 0 ? 0 : data.cluster_total / data.platform_total;
  const peak = data.buckets.reduce((most, { cluster }) => Math.max(most, cluster), 0);
  const series = {
    cluster: word('this cluster', '本团伙'),
    usual: word('as the platform would', '按平台节奏'),
  };
  const title = word('Registrations', '注册时间');
  const values = data.buckets.map(({ at, cluster, platform }) => ({
    at,
    end: new Date(Date.parse(at) + data.bucket_ms).toISOString(),
    cluster,
    usual: Math.round(platform * share * 100) / 100,
  }));
  const time = {
    field: 'at',
    type: 'temporal',
    title: null,
    axis: TIME_AXIS,
  };
  const { colours } = look;
  const scale = {
    domain: [series.cluster, series.usual],
    range: [colours.categories[0], colours.categories[1]],
  };
  return {
    title,
    description: word(
      `Bars: registrations of the ${data.cluster_total} accounts over time; at most ${peak} in one bucket. Line: what the platform's rhythm would give.`,
      `柱：${data.cluster_total} 个账号的注册时间，单个时段最多 ${peak} 个；线：按平台整体节奏应有的数量。`,
    ),
    spec: framed(look, 260, {
      data: { values },
      layer: [
        {
          mark: { type: 'rect', tooltip: true },
          encoding: {
            x: time,
            x2: { field: 'end' },
            y: { field: 'cluster', type: 'quantitative', title: word('accounts', '账号数') },
            y2: { datum: 0 },
            color: { datum: series.cluster, type: 'nominal', scale, legend: { title: null } },
          },
        },
        {
          mark: { type: 'line', interpolate: 'step-after', strokeWidth: 1.5 },
          encoding: {
            x: time,
            y: { field: 'usual', type: 'quantitative' },
            color: { datum: series.usual, type: 'nominal', scale },
          },
        },
      ],
    }),
    table: {
      columns: [word('from', '起始'), series.cluster, series.usual],
      rows: values.map(({ at, cluster, usual }) => [at, cluster, usual]),
    },
  };
}
