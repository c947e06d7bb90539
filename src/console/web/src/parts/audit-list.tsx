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
          {row.reason === '' ? null : <bdi>: {row.reason}</bdi>} <Change row={row} />{' '}
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

type Words = ReturnType<typeof useTranslation>['t'];

/** Lists are counted; states have words. */
function shown(t: Words, key: string, value: unknown): string {
  if (Array.isArray(value)) return String(value.length);
  if (value === null || value === undefined || value === '') return '—';
  return key === 'state' ? t(`state_${value}`, { defaultValue: String(value) }) : String(value);
}

/** What an act changed: before → after, field by field. */
export function Change({ row: { before, after } }: { row: Pick<AuditRow, 'before' | 'after'> }) {
  const { t } = useTranslation('review');
  const old = before as Readonly<Record<string, unknown>>;
  const fields = Object.entries(after).map(
    ([key, value]) =>
      `${t(`change_${key}`, { defaultValue: key })}: ${shown(t, key, old[key])} → ${shown(t, key, value)}`,
  );
  return <span className="muted">{fields.join('; ')}</span>;
}
