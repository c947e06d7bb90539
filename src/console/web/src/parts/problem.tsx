/** What went wrong, in the reader's language; the server's own words beside it. */
import { useTranslation } from 'react-i18next';
import { ApiError } from '../lib/api.ts';

/** Title and remedy in the reader's language, the detail as the server wrote it. */
export function useProblem(): (error: unknown) => { title: string; detail: string; fix: string } {
  const { t } = useTranslation('problems');
  return (error) => {
    if (!(error instanceof ApiError))
      return { title: t('internal.title'), detail: String(error), fix: t('internal.fix') };
    const { code, detail } = error.problem;
    return { title: t(`${code}.title`), detail, fix: t(`${code}.fix`) };
  };
}

/** One line of it, where a form or a button failed. */
export function Refused({ error }: { error: unknown }) {
  const problem = useProblem();
  if (error === null || error === undefined) return null;
  const { title, detail, fix } = problem(error);
  return (
    <p className="error" role="alert">
      {title}: <bdi lang="en">{detail}</bdi>. {fix}
    </p>
  );
}
