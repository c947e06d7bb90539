/** Asks for what an act needs: always a reason, and sometimes days or a person. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActName, PeopleList } from '../../../contract/index.ts';
import { api } from '../lib/api.ts';
import type { Act } from './case-bar.tsx';
import { ReasonDialog } from './reason-dialog.tsx';

interface Props {
  readonly act: ActName;
  readonly accounts: readonly string[];
  readonly undoes: string | undefined;
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onDo: (act: Act) => void;
}

export function ActDialog({ act, accounts, undoes, busy, onCancel, onDo }: Props) {
  const { t } = useTranslation('review');
  const [days, setDays] = useState(90);
  const [to, setTo] = useState('');
  const people = useQuery({
    queryKey: ['people'],
    queryFn: () => api.get<PeopleList>('/people'),
    enabled: act === 'assign',
  });
  return (
    <ReasonDialog
      title={t(`act_${act}`)}
      busy={busy}
      onCancel={onCancel}
      onDo={(reason) =>
        onDo({
          act,
          reason,
          ...(accounts.length > 0 ? { accounts } : {}),
          ...(act === 'mark_honest' ? { days } : {}),
          ...(act === 'assign' ? { to: to === '' ? null : to } : {}),
          ...(undoes === undefined ? {} : { act_id: undoes }),
        })
      }
    >
      {accounts.length > 0 ? <p>{t('chosen', { n: accounts.length })}</p> : null}
      {act === 'assign' ? (
        <label className="field">
          {t('to')}
          <select value={to} onChange={(event) => setTo(event.target.value)}>
            <option value="">{t('nobody')}</option>
            {(people.data?.people ?? []).map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      ) : null}
      {act === 'mark_honest' ? (
        <label className="field">
          {t('days')}
          <input
            type="number"
            min={1}
            max={3650}
            required
            value={days}
            onChange={(event) => setDays(event.target.valueAsNumber)}
          />
        </label>
      ) : null}
    </ReasonDialog>
  );
}
