/** All campaigns, the ones seen last first. */
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { part } from '../lib/api.ts';
import { number, probability } from '../lib/format.ts';
import { useUrlState } from '../lib/url-state.ts';
import { Answer } from '../parts/answer.tsx';
import { Name } from '../parts/name.tsx';
import { Page } from '../parts/page.tsx';
import { Panel } from '../parts/panel.tsx';
import { Empty } from '../parts/states.tsx';
import { Time } from '../parts/time.tsx';
import { OperatorGuess } from './campaigns/operator-guess.tsx';
import { type CampaignRow, PAGE, useCampaigns } from './campaigns/queries.ts';
import './campaigns/campaigns.css';

export function CampaignsPage() {
  const { t } = useTranslation('campaigns');
  const [from, setFrom] = useUrlState('offset');
  const offset = Math.max(0, Number.parseInt(from ?? '0', 10) || 0);
  const query = useCampaigns(offset);
  const total = query.data?.total ?? 0;
  const go = (to: number) => setFrom(to <= 0 ? null : String(to));
  return (
    <Page title={t('title')}>
      <Panel
        title={t('list')}
        note={query.data === undefined ? undefined : t('total', { total: number(total) })}
        tools={
          total > PAGE ? (
            <>
              <button type="button" disabled={offset === 0} onClick={() => go(offset - PAGE)}>
                {t('back')}
              </button>
              <button type="button" disabled={offset + PAGE >= total} onClick={() => go(offset + PAGE)}>
                {t('on')}
              </button>
            </>
          ) : undefined
        }
      >
        <Answer query={query}>
          {({ campaigns }) =>
            campaigns.length === 0 ? (
              <Empty title={t('none')} hint={t('none_hint')} />
            ) : (
              <CampaignTable campaigns={campaigns} />
            )
          }
        </Answer>
      </Panel>
    </Page>
  );
}

function CampaignTable({ campaigns }: { campaigns: readonly CampaignRow[] }) {
  const { t } = useTranslation('campaigns');
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>{t('campaign')}</th>
          <th>{t('verdict')}</th>
          <th className="num">{t('probability')}</th>
          <th>{t('patterns')}</th>
          <th>{t('state')}</th>
          <th className="num">{t('accounts_now')}</th>
          <th className="num">{t('accounts_ever')}</th>
          <th>{t('first_seen')}</th>
          <th>{t('last_seen')}</th>
          <th>{t('operator_guess')}</th>
        </tr>
      </thead>
      <tbody>
        {campaigns.map((campaign) => (
          <tr key={campaign.campaign_id}>
            <td>
              <Link href={`/campaigns/${part(campaign.campaign_id)}`}>
                <Name text={campaign.campaign_id} mono longest={22} />
              </Link>
            </td>
            <td>
              <span className="badge" data-verdict={campaign.verdict}>
                {t(`common:verdict.${campaign.verdict}`)}
              </span>
            </td>
            <td className="num">{probability(campaign.probability)}</td>
            <td>{campaign.patterns.map((pattern) => t(`common:pattern.${pattern}`)).join(' · ') || '–'}</td>
            <td>{t(`is.${campaign.state}`)}</td>
            <td className="num">{number(campaign.accounts_now)}</td>
            <td className="num">{number(campaign.accounts_ever)}</td>
            <td className="nowrap">
              <Time at={campaign.first_seen} />
            </td>
            <td className="nowrap">
              <Time at={campaign.last_seen} />
            </td>
            <td>
              <OperatorGuess operator={campaign.operator} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
