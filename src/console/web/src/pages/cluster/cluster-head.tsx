/** The verdict and what it is about. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ClusterPage } from '../../../../contract/index.ts';
import { part } from '../../lib/api.ts';
import { number, probability } from '../../lib/format.ts';
import { useSentence } from '../../lib/language.ts';
import { Facts } from '../../parts/facts.tsx';
import { Name } from '../../parts/name.tsx';
import { Time } from '../../parts/time.tsx';

export function ClusterHead({ page }: { page: ClusterPage }) {
  const { t } = useTranslation('cluster');
  const sentence = useSentence();
  const { verdict } = page;
  const core = verdict.accounts.filter(({ membership }) => membership === 'core').length;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('accounts'), t('accounts_core', { all: number(verdict.accounts.length), core: number(core) })],
    [t('actions'), number(page.actions)],
    [
      t('window'),
      <>
        <Time at={verdict.window.from} /> – <Time at={verdict.window.to} />
      </>,
    ],
    [t('horizon'), page.horizon],
    [t('model'), <Name key="model" text={verdict.model_version} mono longest={24} />],
    [
      t('campaign'),
      verdict.campaign_id === '' ? (
        t('no_campaign')
      ) : (
        <Link key="campaign" href={`/campaigns/${part(verdict.campaign_id)}`}>
          <Name text={verdict.campaign_id} mono longest={24} />
        </Link>
      ),
    ],
  ];
  return (
    <header className="card cluster-head">
      <div className="cluster-title">
        <h1>
          <span className="badge verdict-badge" data-verdict={verdict.verdict}>
            {t(`common:verdict.${verdict.verdict}`)}
          </span>{' '}
          {t('probability', { probability: probability(verdict.probability) })}
        </h1>
        {verdict.patterns.map((pattern) => (
          <span key={pattern} className="badge">
            {t(`common:pattern.${pattern}`)}
          </span>
        ))}
        <span className="muted cluster-id">
          <Name text={verdict.cluster_id} mono longest={40} />
        </span>
      </div>
      <p className="cluster-sentence">
        <bdi>{sentence(verdict.explanation)}</bdi>
      </p>
      <Facts facts={facts} />
      {page.parts.length === 0 ? null : (
        <p className="cluster-parts">
          {t('parts')}{' '}
          {page.parts.map((other) => (
            <Link key={other.cluster_id} href={`/clusters/${part(page.run_id)}/${part(other.cluster_id)}`}>
              <Name text={other.cluster_id} mono longest={18} /> ({t(`common:verdict.${other.verdict}`)},{' '}
              {number(other.accounts)})
            </Link>
          ))}
        </p>
      )}
    </header>
  );
}
