/** Who the account says it is, and which clusters it stands in. */
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { AccountWhy } from '../../../../../contract/account-why.ts';
import { part } from '../../lib/api.ts';
import { number, probability } from '../../lib/format.ts';
import { Name } from '../../parts/name.tsx';
import { Time } from '../../parts/time.tsx';

export function AccountHead({ why }: { why: AccountWhy }) {
  const { t } = useTranslation('account');
  const { run } = why;
  return (
    <header className="card">
      <div className="account-title">
        <h1>{why.handle === null ? <Name text={why.account_id} /> : <Name text={why.handle} />}</h1>
        <span className="muted">
          <Name text={why.account_id} mono longest={60} />
        </span>
      </div>
      <dl className="facts">
        <div>
          <dt>{t('registered')}</dt>
          <dd>
            {why.registered_at === null ? t('unknown') : <Time at={why.registered_at} precision="seconds" />}
          </dd>
        </div>
        <div>
          <dt>{t('acts')}</dt>
          <dd>{t('acts_value', { actions: number(why.acts.actions), reports: number(why.acts.reports) })}</dd>
        </div>
        <div>
          <dt>{t('window')}</dt>
          <dd>
            <Time at={run.window_from} /> – <Time at={run.window_to} />
          </dd>
        </div>
        <div>
          <dt>{t('horizon')}</dt>
          <dd>{run.horizon}</dd>
        </div>
        <div>
          <dt>{t('model')}</dt>
          <dd>
            <Name text={run.model_version} mono longest={24} />
          </dd>
        </div>
      </dl>
      <ul className="account-clusters">
        {why.clusters.map((cluster) => (
          <li key={cluster.cluster_id}>
            <span className="badge" data-verdict={cluster.verdict}>
              {t(`common:verdict.${cluster.verdict}`)}
            </span>{' '}
            {probability(cluster.probability)}{' '}
            <Link href={`/clusters/${part(run.run_id)}/${part(cluster.cluster_id)}`}>
              <Name text={cluster.cluster_id} mono />
            </Link>{' '}
            {t('as_member', {
              membership: t(`common:membership.${cluster.membership}`),
              accounts: number(cluster.accounts),
              core: number(cluster.core_accounts),
            })}
          </li>
        ))}
      </ul>
    </header>
  );
}
