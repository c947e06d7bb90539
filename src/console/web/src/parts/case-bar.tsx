/** What can be done about a case, and what was. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { ActName, AuditRow, Case } from '../../../contract/index.ts';
import { useKeys } from '../keys/use-keys.ts';
import { api, part } from '../lib/api.ts';
import { casePath } from '../lib/case-path.ts';
import { useChoice } from '../lib/choices.ts';
import { time } from '../lib/format.ts';
import { useCase } from '../pages/cluster/queries.ts';
import { ActDialog } from './act-dialog.tsx';
import { AuditList } from './audit-list.tsx';
import { useProblem } from './problem.tsx';
import './case-bar.css';

const OF_SELECTED: readonly string[] = ['split', 'remove_members', 'mark_honest'];
const DECIDES: readonly string[] = ['confirm', 'dismiss', 'escalate'];

export interface Act {
  readonly act: ActName;
  readonly [field: string]: unknown;
}

export function CaseBar({
  caseId,
  selectedAccounts,
  onDecided,
}: {
  caseId: string;
  selectedAccounts: string[];
  onDecided: () => void;
}) {
  const { t, i18n } = useTranslation('review');
  const [, go] = useLocation();
  const problem = useProblem();
  const queries = useQueryClient();
  const [open, setOpen] = useState<{ act: ActName; undoes?: string } | null>(null);
  const [said, say] = useState('');
  const [showRecord, setShowRecord] = useState(false);
  const [byItself, setByItself] = useChoice('next', 'no');
  const query = useCase(caseId);
  const mutation = useMutation({
    mutationFn: ({ act, ...fields }: Act) =>
      act === 'take' || act === 'release'
        ? api.post<Case>(`/cases/${part(caseId)}/${act}`)
        : api.post<Case>(`/cases/${part(caseId)}/acts`, { act, version: query.data?.version, ...fields }),
    onSuccess: async (found, { act }) => {
      queries.setQueryData(['case', caseId], found);
      setOpen(null);
      say(act === 'take' || act === 'release' ? '' : t('decided', { act: t(`act_${act}`) }));
      onDecided();
      if (DECIDES.includes(act) && byItself === 'yes') await goToNext();
    },
    onError: (error) => {
      setOpen(null);
      const { title, detail, fix } = problem(error);
      say(`${title}: ${detail}. ${fix}`);
      void query.refetch();
    },
  });
  async function goToNext() {
    const { case_id } = await api.post<{ case_id: string | null }>('/cases/next');
    if (case_id !== null) go(casePath(await api.get<Case>(`/cases/${part(case_id)}`)));
  }
  const found = query.data;
  const begin = (act: ActName) => {
    if (found === undefined || !found.may.includes(act)) return;
    if (act === 'take' || act === 'release') return mutation.mutate({ act });
    if (OF_SELECTED.includes(act) && selectedAccounts.length === 0) return say(t('choose_first'));
    setOpen({ act });
  };
  const lastUndoable = found?.audit.findLast((row) => isUndoable(row));
  useKeys({
    c: () => begin('confirm'),
    d: () => begin('dismiss'),
    s: () => begin('split'),
    e: () => begin('escalate'),
    u: () => lastUndoable !== undefined && setOpen({ act: 'undo', undoes: lastUndoable.act_id }),
  });
  if (found === undefined) return null;
  return (
    <section className="card case-bar" aria-label={t('state')}>
      <div className="row">
        <strong>{t(`state_${found.state}`)}</strong>
        {found.returned ? <span className="badge">{t('returned')}</span> : null}
        {found.lease === null ? null : (
          <span className="muted">
            {t('leased', { name: found.lease.name })} · {time(found.lease.until)}
          </span>
        )}
        {found.assignee === null ? null : <span className="muted">@{found.assignee}</span>}
        {found.may
          .filter((act) => act !== 'undo')
          .map((act) => (
            <button
              key={act}
              type="button"
              className={act === 'confirm' ? 'primary' : ''}
              disabled={mutation.isPending}
              onClick={() => begin(act)}
            >
              {t(`act_${act}`)}
            </button>
          ))}
        <button type="button" aria-expanded={showRecord} onClick={() => setShowRecord(!showRecord)}>
          {t('record')} ({found.audit.length})
        </button>
        <label className="muted">
          <input
            type="checkbox"
            checked={byItself === 'yes'}
            onChange={(event) => setByItself(event.target.checked ? 'yes' : 'no')}
          />{' '}
          {t('next_by_itself')}
        </label>
      </div>
      {found.second_reviewer === null ? null : (
        <p className="muted">
          {i18n.language === 'zh' ? found.second_reviewer.zh : found.second_reviewer.en}
        </p>
      )}
      {said === '' ? null : (
        <p role="status" className="row">
          {said}
          {lastUndoable === undefined ? null : (
            <button type="button" onClick={() => setOpen({ act: 'undo', undoes: lastUndoable.act_id })}>
              {t('act_undo')}
            </button>
          )}
        </p>
      )}
      {showRecord ? (
        <AuditList
          rows={found.audit}
          onUndo={found.may.includes('undo') ? (undoes) => setOpen({ act: 'undo', undoes }) : null}
        />
      ) : null}
      {open === null ? null : (
        <ActDialog
          act={open.act}
          accounts={OF_SELECTED.includes(open.act) ? selectedAccounts : []}
          undoes={open.undoes}
          busy={mutation.isPending}
          onCancel={() => setOpen(null)}
          onDo={(act) => mutation.mutate(act)}
        />
      )}
    </section>
  );
}

export const isUndoable = ({ act, undone, before }: AuditRow): boolean =>
  !undone && !['take', 'release', 'comment'].includes(act) && Object.keys(before).length > 0;
