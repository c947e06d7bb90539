/** What is selected now, for all panels, and the way out of it. */
import { useTranslation } from 'react-i18next';
import { number, time } from '../../lib/format.ts';
import { NOTHING, useSelection } from '../../lib/selection.ts';
import { Name } from '../../parts/name.tsx';

export function SelectionBar() {
  const { t } = useTranslation('cluster');
  const { selected, select } = useSelection();
  const { accounts, targets, from, to } = selected;
  const hasWindow = from !== null || to !== null;
  const isEmpty = accounts.length === 0 && targets.length === 0 && !hasWindow;
  const at = (moment: string | null) => (moment === null ? '…' : time(moment, 'seconds'));
  return (
    <div className="selection-bar" role="status" aria-label={t('selection')}>
      <span className="muted">{t('selection')}</span>
      {isEmpty ? <span>{t('selected_all')}</span> : null}
      {accounts.length === 0 ? null : (
        <button type="button" onClick={() => select({ accounts: [] })} aria-label={t('drop_accounts')}>
          {accounts.length === 1 ? (
            <Name text={accounts[0] ?? ''} longest={24} />
          ) : (
            t('selected_accounts', { accounts: number(accounts.length) })
          )}{' '}
          ×
        </button>
      )}
      {targets.length === 0 ? null : (
        <button type="button" onClick={() => select({ targets: [] })} aria-label={t('drop_targets')}>
          {targets.length === 1 ? (
            <Name text={targets[0] ?? ''} longest={24} />
          ) : (
            t('selected_targets', { targets: number(targets.length) })
          )}{' '}
          ×
        </button>
      )}
      {hasWindow ? (
        <button type="button" onClick={() => select({ from: null, to: null })} aria-label={t('drop_window')}>
          {at(from)} – {at(to)} ×
        </button>
      ) : null}
      {isEmpty ? null : (
        <button type="button" className="link" onClick={() => select(NOTHING)}>
          {t('drop_all')}
        </button>
      )}
    </div>
  );
}
