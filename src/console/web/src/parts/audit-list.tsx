/** The record of a case, the newest first. */
import { useTranslation } from 'react-i18next';
import type { AuditRow } from '../../../contract/index.ts';
import { isUndoable } from './case-bar.tsx';
import { Time } from './time.tsx';

export function AuditList({
  rows,
  onUndo,
}: {
  rows: readonly AuditRow[];
  onUndo: ((actId: string) => void) | null;
}) {
  const { t } = useTranslation('review');
  return (
    <ol className="audit-list">
      {rows.toReversed().map((row) => (
        <li key={row.act_id} data-undone={row.undone}>
          <Time at={row.at} precision="seconds" /> <strong>{row.name}</strong>{' '}
          {t(`act_${row.act}`, { defaultValue: row.act })}
          {row.reason === '' ? null : <bdi>: {row.reason}</bdi>}{' '}
          <span className="muted mono">{changeText(row)}</span>{' '}
          <span
            className="muted"
            title={`${t('model')} ${row.model_version}; ${t('evidence')} ${row.evidence_hash}`}
          >
            {row.evidence_hash.slice(0, 8)}
          </span>{' '}
          {row.undone ? <span className="badge">{t('undone')}</span> : null}
          {onUndo !== null && isUndoable(row) ? (
            <button type="button" onClick={() => onUndo(row.act_id)}>
              {t('act_undo')}
            </button>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

const shown = (value: unknown): string =>
  Array.isArray(value) ? String(value.length) : String(value ?? '—');

export function changeText({ before, after }: Pick<AuditRow, 'before' | 'after'>): string {
  return Object.entries(after)
    .map(([key, value]) => `${key}: ${shown((before as Record<string, unknown>)[key])} → ${shown(value)}`)
    .join('; ');
}
