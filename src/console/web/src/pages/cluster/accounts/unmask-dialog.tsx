/** Names and bios are masked until somebody says why they must be seen; the reason is recorded. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed } from '../../../parts/states.tsx';
import { type ClusterRef, unmask } from '../queries.ts';

export function UnmaskButton({ cluster }: { cluster: ClusterRef }) {
  const { t } = useTranslation('panels');
  const [reason, setReason] = useState('');
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const queries = useQueryClient();
  const asked = useMutation({
    mutationFn: () => unmask(cluster, reason.trim()),
    onSuccess: async () => {
      dialog.current?.close();
      setReason('');
      await queries.invalidateQueries({ queryKey: ['cluster', cluster.run, cluster.cluster] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    asked.mutate();
  };
  return (
    <>
      <button type="button" onClick={() => dialog.current?.showModal()}>
        {t('accounts.unmask')}
      </button>
      <dialog ref={dialog} aria-labelledby={title} className="card unmask">
        <form onSubmit={submit}>
          <h2 id={title}>{t('accounts.unmask_title')}</h2>
          <p>{t('accounts.unmask_why')}</p>
          <label>
            {t('accounts.reason')}
            <textarea
              value={reason}
              rows={3}
              minLength={3}
              maxLength={500}
              required
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
          {asked.isError ? <Failed error={asked.error} /> : null}
          <div className="panel-tools">
            <button type="button" onClick={() => dialog.current?.close()}>
              {t('accounts.cancel')}
            </button>
            <button type="submit" className="primary" disabled={reason.trim().length < 3 || asked.isPending}>
              {t('accounts.unmask')}
            </button>
          </div>
        </form>
      </dialog>
    </>
  );
}
