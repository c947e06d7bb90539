/** One plan: whom it touches, the least certain first, whom it does not, and what the platform said. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Me, PlanPage as Plan } from '../../../contract/index.ts';
import { api, part } from '../lib/api.ts';
import { number, percent, probability } from '../lib/format.ts';
import { reaches } from '../lib/session.ts';
import { Answer } from '../parts/answer.tsx';
import { Facts } from '../parts/facts.tsx';
import { Name } from '../parts/name.tsx';
import { Page } from '../parts/page.tsx';
import { Panel } from '../parts/panel.tsx';
import { Refused } from '../parts/problem.tsx';
import { ReasonDialog } from '../parts/reason-dialog.tsx';
import { PlanState } from './sanctions/plan-state.tsx';

type Act = 'approve' | 'stop' | 'revert';

export function PlanPage({ id, me }: { id: string; me: Me }) {
  const { t } = useTranslation('sanctions');
  const queries = useQueryClient();
  const [asking, ask] = useState<Act | null>(null);
  const query = useQuery({
    queryKey: ['plans', id],
    queryFn: () => api.get<Plan>(`/sanctions/plans/${part(id)}`),
    refetchInterval: 10_000,
  });
  const act = useMutation({
    mutationFn: ({ act: name, reason }: { act: Act; reason?: string }) =>
      api.post<unknown>(`/sanctions/plans/${part(id)}/${name}`, reason === undefined ? {} : { reason }),
    onSettled: () => {
      ask(null);
      return queries.invalidateQueries({ queryKey: ['plans'] });
    },
  });
  const plan = query.data;
  const mayAgree = plan?.state === 'waits_for_people' && !plan.approvals.includes(me.name);
  return (
    <Page
      title={`${t('plan')} ${id.slice(0, 12)}`}
      tools={
        plan === undefined || !reaches(me.role, 'lead') ? null : (
          <>
            {mayAgree ? (
              <button type="button" className="primary" onClick={() => act.mutate({ act: 'approve' })}>
                {t('approve')}
              </button>
            ) : null}
            {plan.stopped === null ? (
              <button type="button" onClick={() => ask('stop')}>
                {t('stop')}
              </button>
            ) : null}
            {plan.in_force > 0 ? (
              <button type="button" className="danger" onClick={() => ask('revert')}>
                {t('revert')}
              </button>
            ) : null}
          </>
        )
      }
    >
      <Refused error={act.error} />
      <Answer query={query}>{(found) => <Body plan={found} />}</Answer>
      {asking === null ? null : (
        <ReasonDialog
          title={t(asking)}
          busy={act.isPending}
          onCancel={() => ask(null)}
          onDo={(reason) => act.mutate({ act: asking, reason })}
        />
      )}
    </Page>
  );
}

function Body({ plan }: { plan: Plan }) {
  const { t } = useTranslation('sanctions');
  const counts = (list: Plan['exempt'], word: string) =>
    list.map(({ name, accounts }) => `${t(`${word}.${name}`)} ${number(accounts)}`).join(' · ') || '–';
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [t('state'), <PlanState key="s" plan={plan} />],
    [
      t('accounts'),
      `${number(plan.accounts)} (${t('of_platform', { share: percent(plan.platform_share, 3) })})`,
    ],
    [t('measures'), counts(plan.measures, 'measure')],
    [t('applied'), number(plan.applied)],
    [t('in_force'), number(plan.in_force)],
    [t('appeals'), number(plan.appeals)],
    [t('untouched'), counts(plan.exempt, 'why')],
    [t('capped'), counts(plan.capped, 'why')],
    [t('already'), number(plan.already)],
    [
      t('told'),
      plan.deliveries
        .map(({ outlet, status, messages }) => `${outlet}: ${status} ${number(messages)}`)
        .join(' · ') || '–',
    ],
  ];
  return (
    <>
      <section className="card">
        <Facts facts={facts} />
        <p>{t('takes_back', plan.takes_back)}</p>
        {plan.two_people.length === 0 ? null : <p>{t('two_people', { why: plan.two_people.join('; ') })}</p>}
      </section>
      <Panel title={t('communities')}>
        <table className="list">
          <tbody>
            {plan.communities.map(({ cluster_id, members, touched }) => (
              <tr key={cluster_id}>
                <td>
                  <Link to={`/clusters/${part(plan.run_id)}/${part(cluster_id)}`}>
                    <Name text={cluster_id} mono />
                  </Link>
                </td>
                <td>{t('members', { touched: number(touched), members: number(members) })}</td>
                <td>{percent(touched / members)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      <Panel title={t('least_certain')}>
        <table className="list">
          <thead>
            <tr>
              {['account', 'measure', 'probability', 'rule', 'cluster'].map((head) => (
                <th key={head}>{t(head)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {plan.items.map((item) => (
              <tr key={item.account_id}>
                <td>
                  <Link to={`/accounts/${part(item.account_id)}?run_id=${part(plan.run_id)}`}>
                    <Name text={item.account_id} mono />
                  </Link>{' '}
                  {item.canary ? <span className="badge">{t('first_slice')}</span> : null}
                </td>
                <td>{t(`measure.${item.measure}`)}</td>
                <td className="num">{probability(item.probability)}</td>
                <td>
                  <bdi>{item.rule}</bdi>
                </td>
                <td>
                  <Name text={item.cluster_id} mono />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
    </>
  );
}
