/** One's own account: password and API tokens. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiToken, Me } from '../../../contract/index.ts';
import { api, part } from '../lib/api.ts';
import { Answer } from '../parts/answer.tsx';
import { Page } from '../parts/page.tsx';
import { Refused } from '../parts/problem.tsx';
import { Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';

const SCOPES = ['read', 'decide', 'admin'] as const;

export function MyPage({ me }: { me: Me }) {
  const { t } = useTranslation('shell');
  const queries = useQueryClient();
  const [made, setMade] = useState('');
  const query = useQuery({ queryKey: ['tokens'], queryFn: () => api.get<ApiToken[]>('/tokens') });
  const refresh = () => queries.invalidateQueries({ queryKey: ['tokens'] });
  const make = useMutation({
    mutationFn: (given: object) => api.post<ApiToken & { token: string }>('/tokens', given),
    onSuccess: ({ token }) => setMade(token),
    onSettled: refresh,
  });
  const revoke = useMutation({
    mutationFn: (id: string) => api.delete<null>(`/tokens/${part(id)}`),
    onSettled: refresh,
  });
  const password = useMutation({ mutationFn: (given: object) => api.post<null>('/session/password', given) });
  return (
    <Page title={`${t('me')}: ${me.name}`}>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          password.mutate(Object.fromEntries(new FormData(event.currentTarget)));
        }}
      >
        <label>
          {t('old_password')}{' '}
          <input name="old_password" type="password" required autoComplete="current-password" />
        </label>
        <label>
          {t('new_password')}{' '}
          <input name="new_password" type="password" required minLength={12} autoComplete="new-password" />
        </label>
        <button type="submit">{t('change_password')}</button>
        {password.isSuccess ? <span role="status">{t('done')}</span> : null}
      </form>
      <Refused error={password.error} />
      <h2>{t('tokens')}</h2>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          make.mutate({ name: form.get('name'), scopes: form.getAll('scopes') });
        }}
      >
        <label>
          {t('name')} <input name="name" required maxLength={100} />
        </label>
        {SCOPES.map((scope) => (
          <label key={scope}>
            <input type="checkbox" name="scopes" value={scope} defaultChecked={scope === 'read'} /> {t(scope)}
          </label>
        ))}
        <button type="submit">{t('make_token')}</button>
      </form>
      <Refused error={make.error ?? revoke.error} />
      {made === '' ? null : (
        <p role="status">
          {t('token_once')} <code className="mono">{made}</code>
        </p>
      )}
      <Answer query={query}>
        {(tokens) => (
          <Table
            heads={['name', 'scopes', 'until', 'what']}
            rows={tokens.map((token) => ({
              key: token.token_id,
              cells: [
                token.name,
                token.scopes.map((scope) => t(scope)).join(', '),
                <Time key="t" at={token.expires_at} />,
                token.revoked ? (
                  t('revoked')
                ) : (
                  <button key="r" type="button" onClick={() => revoke.mutate(token.token_id)}>
                    {t('revoke')}
                  </button>
                ),
              ],
            }))}
          />
        )}
      </Answer>
    </Page>
  );
}
