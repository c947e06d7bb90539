/** Where one comes in. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import { problems } from '../i18n/texts/problems.ts';
import { ApiError, apiUrl } from '../lib/api.ts';
import { useSignIn, useSignInOptions } from '../lib/session.ts';
import { Title } from '../parts/page.tsx';

/** A path of this site, whatever the address says. */
export const localPath = (back: string | null): string =>
  back !== null && /^\/(?![/\\])[^\\]*$/.test(back) ? back : '/';

export function SignInPage({ here }: { here: string }) {
  const { t } = useTranslation('shell');
  const [params] = useSearchParams();
  const back = localPath(params.get('back') ?? here);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useSignIn(back);
  const { data: options } = useSignInOptions();
  const asked = params.get('problem');
  const problem = asked !== null && asked in problems.en ? asked : null;
  return (
    <main className="card sign-in" id="content">
      <Title text={t('sign_in')} />
      <h1>Breakwater</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate({ name, password });
        }}
      >
        <label className="field">
          {t('name')}
          <input
            autoComplete="username"
            required
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <label className="field">
          {t('password')}
          <input
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
        {signIn.error === null ? null : (
          <p className="error" role="alert">
            {signIn.error instanceof ApiError && signIn.error.problem.code === 'locked-out'
              ? t('locked')
              : signIn.error instanceof ApiError && signIn.error.problem.code === 'not-signed-in'
                ? t('wrong')
                : signIn.error.message}
          </p>
        )}
        <button type="submit" className="primary" disabled={signIn.isPending}>
          {t('sign_in')}
        </button>
      </form>
      {problem === null || signIn.error !== null ? null : (
        <p className="error" role="alert">
          {t(`problems:${problem}.title`)}. {t(`problems:${problem}.fix`)}
        </p>
      )}
      {options?.oidc ? (
        <a className="button" href={apiUrl('/session/oidc', { back })}>
          {t('sign_in_with', { name: options.oidc_name ?? 'OpenID' })}
        </a>
      ) : null}
    </main>
  );
}
