/** The members: who they say they are, what they did in the selection, how they are tied to the others. */
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClusterAccounts } from '../../../../../contract/index.ts';
import { number } from '../../../lib/format.ts';
import { useSelection } from '../../../lib/selection.ts';
import { Answer } from '../../../parts/answer.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { Empty } from '../../../parts/states.tsx';
import { accountsCsvUrl, type ClusterRef, useAccounts } from '../queries.ts';
import { AccountTable } from './account-table.tsx';
import { FIRST_VISIBLE, NUMBERS } from './columns.tsx';
import { UnmaskButton } from './unmask-dialog.tsx';
import './accounts.css';

const CHOOSABLE = [
  'handle',
  'display_name',
  'bio',
  'membership',
  'registered_at',
  'verified',
  'first_at',
  'last_at',
  ...NUMBERS,
];
const REMEMBERED = 'columns-of-accounts';

export function AccountsPanel({ cluster }: { cluster: ClusterRef }) {
  const { t } = useTranslation('panels');
  const { selected } = useSelection();
  const query = useAccounts(cluster, selected);
  return (
    <Answer query={query}>
      {(data) =>
        data.accounts.length === 0 ? (
          <Panel title={t('accounts.title')} anchor="accounts">
            <Empty title={t('accounts.none')} hint={t('widen')} />
          </Panel>
        ) : (
          <AccountsBody cluster={cluster} data={data} />
        )
      }
    </Answer>
  );
}

function AccountsBody({ cluster, data }: { cluster: ClusterRef; data: ClusterAccounts }) {
  const { t } = useTranslation('panels');
  const { selected, select } = useSelection();
  const [visible, show] = useVisibleColumns();
  const [only, setOnly] = useState(false);
  const narrowed = only && selected.accounts.length > 0;
  const rows = useMemo(() => {
    const chosen = new Set(selected.accounts);
    return narrowed ? data.accounts.filter(({ account_id: id }) => chosen.has(id)) : data.accounts;
  }, [data, narrowed, selected.accounts]);
  return (
    <Panel
      title={t('accounts.title')}
      anchor="accounts"
      note={t('accounts.note', { total: number(data.total), selected: number(selected.accounts.length) })}
      tools={
        <>
          <button type="button" onClick={() => select({ accounts: rows.map(({ account_id: id }) => id) })}>
            {t('accounts.select_all')}
          </button>
          <button
            type="button"
            disabled={selected.accounts.length === 0}
            onClick={() => select({ accounts: [] })}
          >
            {t('accounts.select_none')}
          </button>
          <label>
            <input type="checkbox" checked={only} onChange={() => setOnly(!only)} />
            {t('accounts.only_selected')}
          </label>
          <details className="column-chooser">
            <summary className="button">{t('accounts.columns')}</summary>
            <fieldset>
              <legend className="visually-hidden">{t('accounts.columns')}</legend>
              {CHOOSABLE.map((id) => (
                <label key={id}>
                  <input
                    type="checkbox"
                    checked={visible[id] !== false}
                    onChange={() => show(id, visible[id] === false)}
                  />
                  {t(`accounts.column.${id}` as 'accounts.column.nats')}
                </label>
              ))}
            </fieldset>
          </details>
          {data.accounts.some(({ masked }) => masked) ? <UnmaskButton cluster={cluster} /> : null}
          <a className="button" href={accountsCsvUrl(cluster, selected)} download>
            CSV
          </a>
        </>
      }
    >
      <AccountTable run={cluster.run} rows={rows} visible={visible} />
    </Panel>
  );
}

/** Which columns are shown; the browser remembers. */
function useVisibleColumns(): [Readonly<Record<string, boolean>>, (id: string, shown: boolean) => void] {
  const [visible, setVisible] = useState<Readonly<Record<string, boolean>>>(() => {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(REMEMBERED) ?? 'null');
      return kept !== null && typeof kept === 'object' ? { ...FIRST_VISIBLE, ...kept } : FIRST_VISIBLE;
    } catch {
      return FIRST_VISIBLE;
    }
  });
  const show = (id: string, shown: boolean) => {
    const next = { ...visible, [id]: shown };
    localStorage.setItem(REMEMBERED, JSON.stringify(next));
    setVisible(next);
  };
  return [visible, show];
}
