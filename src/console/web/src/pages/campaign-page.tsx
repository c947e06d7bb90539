/** A campaign: its clusters over time, who joined when, and who may run it. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { campaignTimelineChart, membersJoiningChart } from '../../../../reports/charts/index.ts';
import type { CampaignPage as Page } from '../../../contract/index.ts';
import { part } from '../lib/api.ts';
import { number, probability } from '../lib/format.ts';
import { useChartLook } from '../lib/use-chart-look.ts';
import { Answer } from '../parts/answer.tsx';
import { Chart } from '../parts/chart.tsx';
import { Name } from '../parts/name.tsx';
import { Title } from '../parts/page.tsx';
import { Time } from '../parts/time.tsx';
import { CampaignMembers } from './campaigns/campaign-members.tsx';
import { OperatorGuess } from './campaigns/operator-guess.tsx';
import { useCampaign } from './campaigns/queries.ts';
import { Sightings } from './campaigns/sightings.tsx';
import './campaigns/campaigns.css';

export function CampaignPage({ id }: { id: string }) {
  const query = useCampaign(id);
  return (
    <main className="page">
      <Title text={id} />
      <Answer query={query}>{(page) => <CampaignBody page={page} />}</Answer>
    </main>
  );
}

function CampaignBody({ page }: { page: Page }) {
  const look = useChartLook();
  const timeline = useMemo(() => campaignTimelineChart(page.sightings, look), [page, look]);
  const joining = useMemo(() => membersJoiningChart(page.members, look), [page, look]);
  return (
    <>
      <CampaignHead page={page} />
      <div className="campaign-charts">
        <Chart chart={timeline} />
        <Chart chart={joining} />
      </div>
      <div className="campaign-charts">
        <Sightings sightings={page.sightings} />
        <CampaignMembers members={page.members} />
      </div>
    </>
  );
}

function CampaignHead({ page }: { page: Page }) {
  const { t } = useTranslation('campaigns');
  const other = (id: string) => (
    <Link href={`/campaigns/${part(id)}`}>
      <Name text={id} mono />
    </Link>
  );
  return (
    <header className="card">
      <div className="campaign-title">
        <h1>
          {t('campaign')} <Name text={page.campaign_id} longest={40} />
        </h1>
        <span className="badge" data-verdict={page.verdict}>
          {t(`common:verdict.${page.verdict}`)}
        </span>
        <span>{probability(page.probability)}</span>
        {page.patterns.map((pattern) => (
          <span key={pattern} className="badge">
            {t(`common:pattern.${pattern}`)}
          </span>
        ))}
      </div>
      <dl className="facts">
        <div>
          <dt>{t('state')}</dt>
          <dd>
            {t(`is.${page.state}`)} {page.merged_into === null ? null : other(page.merged_into)}
          </dd>
        </div>
        {page.split_from === null ? null : (
          <div>
            <dt>{t('split_from')}</dt>
            <dd>{other(page.split_from)}</dd>
          </div>
        )}
        <div>
          <dt>{t('accounts_now')}</dt>
          <dd>{number(page.accounts_now)}</dd>
        </div>
        <div>
          <dt>{t('accounts_ever')}</dt>
          <dd>{number(page.accounts_ever)}</dd>
        </div>
        <div>
          <dt>{t('first_seen')}</dt>
          <dd>
            <Time at={page.first_seen} />
          </dd>
        </div>
        <div>
          <dt>{t('last_seen')}</dt>
          <dd>
            <Time at={page.last_seen} />
          </dd>
        </div>
        <div>
          <dt>{t('operator_guess')}</dt>
          <dd>
            <OperatorGuess operator={page.operator} />
          </dd>
        </div>
      </dl>
    </header>
  );
}
