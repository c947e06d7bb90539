/** Why an account is in its cluster. */
import { useTranslation } from 'react-i18next';
import type { AccountWhy } from '../../../../contract/account-why.ts';
import { useSentence } from '../lib/language.ts';
import { useUrlState } from '../lib/url-state.ts';
import { Answer } from '../parts/answer.tsx';
import { Title } from '../parts/page.tsx';
import { Panel } from '../parts/panel.tsx';
import { Empty } from '../parts/states.tsx';
import { AccountHead } from './account/account-head.tsx';
import { AccountQueries, QueryLink } from './account/account-queries.tsx';
import { AccountSignals } from './account/account-signals.tsx';
import { AccountTies } from './account/account-ties.tsx';
import { Meetings } from './account/meetings.tsx';
import { useAccountWhy } from './account/queries.ts';
import './account/account.css';

export function AccountPage({ account }: { account: string }) {
  const [run] = useUrlState('run_id');
  const query = useAccountWhy(account, run);
  return (
    <main className="page account-page">
      <Title text={account} />
      <Answer query={query}>{(why) => <AccountBody why={why} />}</Answer>
    </main>
  );
}

function AccountBody({ why }: { why: AccountWhy }) {
  const { t } = useTranslation('account');
  const sentence = useSentence();
  return (
    <>
      <AccountHead why={why} />
      <Panel title={t('why')}>
        {why.explanation.length === 0 ? <Empty title={t('why_none')} hint={t('why_none_hint')} /> : null}
        <ul className="account-why">
          {why.explanation.map((one) => (
            <li key={one.en}>
              <bdi>{sentence(one)}</bdi> <QueryLink id={one.query} />
            </li>
          ))}
        </ul>
      </Panel>
      {why.clusters.length === 0 ? null : (
        <>
          <AccountTies why={why} />
          <Meetings why={why} />
          <AccountSignals why={why} />
        </>
      )}
      <AccountQueries queries={why.queries} />
    </>
  );
}
