/** How the platform, detection and people's decisions are doing. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  eventsChart,
  overturnChart,
  patternsByWeekChart,
  precisionChart,
  queueChart,
  verdictsByWeekChart,
} from '../../../../reports/charts/index.ts';
import type { Overview } from '../../../contract/index.ts';
import { api } from '../lib/api.ts';
import { useUrlState } from '../lib/url-state.ts';
import { useChartLook } from '../lib/use-chart-look.ts';
import { Answer } from '../parts/answer.tsx';
import { Chart } from '../parts/chart.tsx';
import { Title } from '../parts/page.tsx';
import { Time } from '../parts/time.tsx';
import { Cycles } from './overview/cycles.tsx';
import { Totals } from './overview/totals.tsx';
import './overview/overview.css';

const WEEKS = ['4', '12', '26', '52'];
const USUAL = '12';

export function OverviewPage() {
  const { t } = useTranslation('overview');
  const [chosen, choose] = useUrlState('weeks');
  const weeks = chosen !== null && WEEKS.includes(chosen) ? chosen : USUAL;
  const query = useQuery({
    queryKey: ['overview', weeks],
    queryFn: () => api.get<Overview>('/overview', { weeks }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  return (
    <main className="page">
      <Title text={t('title')} />
      <div className="overview-head">
        <h1>{t('title')}</h1>
        {query.data === undefined ? null : (
          <span className="muted">
            {t('as_of')} <Time at={query.data.as_of} precision="seconds" />
          </span>
        )}
        <label>
          {t('over')}
          <select
            value={weeks}
            onChange={(event) => choose(event.target.value === USUAL ? null : event.target.value)}
          >
            {WEEKS.map((one) => (
              <option key={one} value={one}>
                {t('weeks', { weeks: one })}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Answer query={query}>{(overview) => <Body overview={overview} />}</Answer>
    </main>
  );
}

function Body({ overview }: { overview: Overview }) {
  const look = useChartLook();
  const charts = useMemo(
    () => ({
      events: eventsChart(overview.events, look),
      verdicts: verdictsByWeekChart(overview.verdicts, look),
      patterns: patternsByWeekChart(overview.patterns, look),
      queue: queueChart(overview.queue, look),
      precision: precisionChart(overview.precision, look),
      overturn: overturnChart(overview.overturn_by_signal, look),
    }),
    [overview, look],
  );
  return (
    <>
      <Totals overview={overview} />
      <div className="overview-grid">
        <Chart chart={charts.events} />
        <Cycles cycles={overview.cycles} />
        <Chart chart={charts.verdicts} />
        <Chart chart={charts.patterns} />
        <Chart chart={charts.precision} />
        {overview.overturn_by_signal.length === 0 ? null : <Chart chart={charts.overturn} />}
        <Chart chart={charts.queue} />
      </div>
    </>
  );
}
