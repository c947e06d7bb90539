/** One appeal: what the account says, what it was told, and the evidence as it was; then the ruling. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppealPage as Appeal } from '../../../contract/index.ts';
import { api } from '../lib/api.ts';
import { number, probability } from '../lib/format.ts';
import { useSentence } from '../lib/language.ts';
import { Answer } from '../parts/answer.tsx';
import { Name } from '../parts/name.tsx';
import { Page } from '../parts/page.tsx';
import { Panel } from '../parts/panel.tsx';
import { Refused } from '../parts/problem.tsx';
import { ReasonDialog } from '../parts/reason-dialog.tsx';
import { Time } from '../parts/time.tsx';
import { signalName } from './cluster/names.ts';

const RULINGS = ['upheld', 'partly', 'overturned'] as const;
type Ruling = (typeof RULINGS)[number];

export function AppealPage({ number: appeal }: { number: string }) {
  const { t } = useTranslation('sanctions');
  const queries = useQueryClient();
  const [asking, ask] = useState<Ruling | null>(null);
  const query = useQuery({
    queryKey: ['appeals', 'one', appeal],
    queryFn: () => api.get<Appeal>(`/appeals/${appeal}`),
  });
  const rule = useMutation({
    mutationFn: (given: { ruling: Ruling; reason: string }) =>
      api.post<Appeal>(`/appeals/${appeal}/ruling`, given),
    onSettled: () => {
      ask(null);
      return queries.invalidateQueries({ queryKey: ['appeals'] });
    },
  });
  return (
    <Page title={`${t('appeals_title')} ${appeal}`}>
      <Refused error={rule.error} />
      <Answer query={query}>{(found) => <Body appeal={found} ask={ask} />}</Answer>
      {asking === null ? null : (
        <ReasonDialog
          title={t('rule_on_it')}
          busy={rule.isPending}
          onCancel={() => ask(null)}
          onDo={(reason) => rule.mutate({ ruling: asking, reason })}
        >
          <p>{t(asking)}</p>
        </ReasonDialog>
      )}
    </Page>
  );
}

function Body({ appeal, ask }: { appeal: Appeal; ask: (ruling: Ruling) => void }) {
  const { t } = useTranslation(['sanctions', 'common']);
  const sentence = useSentence();
  return (
    <>
      <section className="card">
        <dl className="facts">
          <div>
            <dt>{t('account')}</dt>
            <dd>
              <Name text={appeal.account_id} mono longest={60} />
            </dd>
          </div>
          <div>
            <dt>{t('measure')}</dt>
            <dd>
              {t(`measure.${appeal.measure}`)} · <Time at={appeal.decided_at} />
            </dd>
          </div>
          <div>
            <dt>{t('ends')}</dt>
            <dd>{appeal.expires_at === null ? t('never') : <Time at={appeal.expires_at} />}</dd>
          </div>
          <div>
            <dt>{t('rule')}</dt>
            <dd>
              <bdi>{appeal.rule}</bdi>
            </dd>
          </div>
        </dl>
        <h2>{t('statement')}</h2>
        <blockquote>
          <bdi className="text-shown">{appeal.statement}</bdi>
        </blockquote>
        <h2>{t('told_account')}</h2>
        <p>{sentence(appeal.notice)}</p>
        <Ruled appeal={appeal} ask={ask} />
      </section>
      <Panel title={t('evidence')}>
        {appeal.verdict === null ? (
          <p>{t('evidence_gone')}</p>
        ) : (
          <>
            <p>
              <span className="badge" data-verdict={appeal.verdict.verdict}>
                {t(`common:verdict.${appeal.verdict.verdict}`)}
              </span>{' '}
              {probability(appeal.verdict.probability)} ·{' '}
              {appeal.membership === null ? '–' : t(`common:membership.${appeal.membership}`)}
            </p>
            <p>
              <bdi>{sentence(appeal.verdict.explanation)}</bdi>
            </p>
            <h3>{t('named_by')}</h3>
            <Naming appeal={appeal} />
          </>
        )}
      </Panel>
    </>
  );
}

function Ruled({ appeal, ask }: { appeal: Appeal; ask: (ruling: Ruling) => void }) {
  const { t } = useTranslation('sanctions');
  const { ruling } = appeal;
  if (ruling !== null)
    return (
      <p>
        <strong>{t(ruling.ruling)}</strong> · {t('by', { name: ruling.by })}, <Time at={ruling.at} />:{' '}
        <bdi>{ruling.reason}</bdi>
      </p>
    );
  if (!appeal.may_rule) return <p className="notice">{t('not_you')}</p>;
  return (
    <div className="row">
      {RULINGS.map((one) => (
        <button key={one} type="button" onClick={() => ask(one)}>
          {t(one)}
        </button>
      ))}
    </div>
  );
}

/** The pieces of evidence whose accounts hold this one, the strongest signal first. */
function Naming({ appeal }: { appeal: Appeal }) {
  const { t } = useTranslation(['sanctions', 'cluster', 'common']);
  const sentence = useSentence();
  const named = (appeal.verdict?.signals ?? [])
    .filter(({ weight_nats }) => weight_nats > 0)
    .toSorted((a, b) => b.weight_nats - a.weight_nats)
    .flatMap(({ id, weight_nats, evidence }) =>
      evidence
        .filter(({ accounts }) => accounts.includes(appeal.account_id))
        .map((fact) => ({ id, weight_nats, fact })),
    );
  if (named.length === 0) return <p>{t('nobody_names')}</p>;
  return (
    <ul>
      {named.map(({ id, weight_nats, fact }) => (
        <li key={`${id} ${fact.en}`}>
          <strong>{signalName(t, id)}</strong>{' '}
          <span className="muted">{t('cluster:nats', { nats: number(weight_nats, 1) })}</span>:{' '}
          <bdi>{sentence(fact)}</bdi>
        </li>
      ))}
    </ul>
  );
}
