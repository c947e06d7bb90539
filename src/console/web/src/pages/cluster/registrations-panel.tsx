/** When the accounts were registered, beside the platform's rhythm. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { registrationsChart } from '../../../../../reports/charts/index.ts';
import type { Registrations } from '../../../../contract/index.ts';
import { number } from '../../lib/format.ts';
import { useSelection } from '../../lib/selection.ts';
import { useChartLook } from '../../lib/use-chart-look.ts';
import { Chart } from '../../parts/chart.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { type ClusterRef, useRegistrations } from './queries.ts';

export function RegistrationsPanel({ cluster }: { cluster: ClusterRef }) {
  const { t } = useTranslation('panels');
  const { selected } = useSelection();
  const query = useRegistrations(cluster, selected);
  if (query.data !== undefined && query.data.buckets.length > 0) return <Histogram data={query.data} />;
  return (
    <Panel title={t('registrations.title')} anchor="registrations">
      {query.isError ? (
        <Failed error={query.error} retry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <Loading />
      ) : (
        <Empty title={t('registrations.none')} hint={t('registrations.none_hint')} />
      )}
    </Panel>
  );
}

function Histogram({ data }: { data: Registrations }) {
  const { t } = useTranslation('panels');
  const look = useChartLook();
  const chart = useMemo(() => registrationsChart(data, look), [data, look]);
  const note =
    data.unknown === 0 ? undefined : t('registrations.unknown', { accounts: number(data.unknown) });
  return <Chart chart={chart} anchor="registrations" {...(note === undefined ? {} : { note })} />;
}
