/** Plans of measures: what they would do, what they did, and how they are stopped and taken back. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Me, PlanRow, Plans } from '../../../contract/index.ts';
import { api, part } from '../lib/api.ts';
import { number, percent } from '../lib/format.ts';
import { reaches } from '../lib/session.ts';
import { Answer } from '../parts/answer.tsx';
import { Page } from '../parts/page.tsx';
import { Refused } from '../parts/problem.tsx';
import { ReasonDialog } from '../parts/reason-dialog.tsx';
import { Empty } from '../parts/states.tsx';
import { Time } from '../parts/time.tsx';
import { PlanState } from './sanctions/plan-state.tsx';

export function SanctionsPage({ me }: { me: Me }) {
  const { t } = useTranslation('sanctions');
  const queries = useQueryClient();
  const [asking, ask] = useState(false);
  const query = useQuery({
    queryKey: ['plans'],
    queryFn: () => api.get<Plans>('/sanctions/plans'),
    refetchInterval: 10_000,
  });
  const throwSwitch = useMutation({
    mutationFn: (given: { to: 'halt' | 'resume'; reason: string }) =>
      api.post<null>('/sanctions/switch', given),
    onSettled: () => {
      ask(false);
      return queries.invalidateQueries({ queryKey: ['plans'] });
    },
  });
  const to = query.data?.halted === true ? 'resume' : 'halt';
  return (
    <Page
      title={t('title')}
      tools={
        <>
          <Link to="/appeals">{t('appeals_title')}</Link>
          {reaches(me.role, 'lead') && query.data !== undefined ? (
            <button type="button" className={to === 'halt' ? 'danger' : ''} onClick={() => ask(true)}>
              {t(to)}
            </button>
          ) : null}
        </>
      }
    >
      <Refused error={throwSwitch.error} />
      <Answer query={query}>
        {({ plans, halted, ledger }) => (
          <>
            {halted ? (
              <p className="error" role="alert">
                {t('halted')}
              </p>
            ) : null}
            <p className={ledger.broken === null ? 'muted' : 'error'}>
              {ledger.broken === null
                ? t('ledger_ok', { rows: number(ledger.rows), head: ledger.head.slice(0, 12) })
                : t('ledger_broken', { broken: ledger.broken })}
            </p>
            {plans.length === 0 ? (
              <Empty title={t('none')} hint={t('none_hint')} />
            ) : (
              <PlanTable plans={plans} />
            )}
          </>
        )}
      </Answer>
      {asking ? (
        <ReasonDialog
          title={t(to)}
          busy={throwSwitch.isPending}
          onCancel={() => ask(false)}
          onDo={(reason) => throwSwitch.mutate({ to, reason })}
        />
      ) : null}
    </Page>
  );
}

function PlanTable({ plans }: { plans: readonly PlanRow[] }) {
  const { t } = useTranslation('sanctions');
  return (
    <table className="list">
      <thead>
        <tr>
          <th>{t('plan')}</th>
          <th>{t('made')}</th>
          <th className="num">{t('accounts')}</th>
          <th>{t('measures')}</th>
          <th>{t('state')}</th>
          <th className="num">{t('applied')}</th>
          <th className="num">{t('in_force')}</th>
          <th className="num">{t('appeals')}</th>
        </tr>
      </thead>
      <tbody>
        {plans.map((plan) => (
          <tr key={plan.plan_id}>
            <td>
              <Link to={`/sanctions/${part(plan.plan_id)}`} className="mono">
                {plan.plan_id.slice(0, 12)}
              </Link>
            </td>
            <td>
              <Time at={plan.made_at} /> <span className="muted">{t('by', { name: plan.made_by })}</span>
            </td>
            <td className="num">
              {number(plan.accounts)}
              <div className="muted">{t('of_platform', { share: percent(plan.platform_share, 2) })}</div>
            </td>
            <td>
              {plan.measures.map(({ name, accounts }) => (
                <div key={name}>
                  {t(`measure.${name}`)} {number(accounts)}
                </div>
              ))}
            </td>
            <td>
              <PlanState plan={plan} />
            </td>
            <td className="num">{number(plan.applied)}</td>
            <td className="num">{number(plan.in_force)}</td>
            <td className="num">{number(plan.appeals)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
