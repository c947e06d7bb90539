/** What stands where there is nothing to show yet, nothing at all, or something broke: each says what to do. */
import { useTranslation } from 'react-i18next';
import { useProblem } from './problem.tsx';

export function Loading({ what }: { what?: string }) {
  const { t } = useTranslation();
  return (
    <div className="state" role="status" aria-live="polite">
      <span className="spinner" aria-hidden="true" /> {what ?? t('loading')}
    </div>
  );
}

export function Empty({ title, hint }: { title: string; hint?: string }) {
  return (
    <div className="state">
      <strong>{title}</strong>
      {hint === undefined ? null : <span>{hint}</span>}
    </div>
  );
}

export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const { title, detail, fix } = useProblem()(error);
  return (
    <div className="state state-error" role="alert">
      <strong>{title}</strong>
      <bdi lang="en">{detail}</bdi>
      <span className="muted">{fix}</span>
      {retry === undefined ? null : (
        <button type="button" onClick={retry}>
          {t('try_again')}
        </button>
      )}
    </div>
  );
}
