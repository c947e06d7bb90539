/** Pages that are tables: the record, marks of honesty, people, and one's own account. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { ApiToken, AuditPage, HonestPage as Marks, Me, Role, User } from '../../../contract/index.ts';
import { api, part } from '../lib/api.ts';
import { Answer } from '../parts/answer.tsx';
import { changeText } from '../parts/audit-list.tsx';
import { Name } from '../parts/name.tsx';
import { Empty } from '../parts/states.tsx';
import { Time } from '../parts/time.tsx';

function Table({
  heads,
  rows,
}: {
  heads: readonly string[];
  rows: readonly { key: string; cells: readonly React.ReactNode[] }[];
}) {
  const { t } = useTranslation('shell');
  if (rows.length === 0) return <Empty title={t('none_yet')} />;
  return (
    <table className="list">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head}>{t(head)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key}>
            {heads.map((head, place) => (
              <td key={head}>{cells[place]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function AuditPageView() {
  const { t } = useTranslation(['shell', 'review']);
  const query = useQuery({
    queryKey: ['audit'],
    queryFn: () => api.get<z.infer<typeof AuditPage>>('/audit', { limit: 200 }),
  });
  return (
    <main className="page">
      <h1>{t('audit')}</h1>
      <Answer query={query}>
        {({ rows }) => (
          <Table
            heads={['when', 'who', 'what', 'on', 'reason']}
            rows={rows.map((row) => ({
              key: row.act_id,
              cells: [
                <Time key="t" at={row.at} precision="seconds" />,
                row.name,
                `${t(`review:act_${row.act}`, { defaultValue: row.act })} ${changeText(row)}`,
                <Name key="n" text={`${row.subject_kind} ${row.subject}`} mono longest={60} />,
                <bdi key="r">{row.reason}</bdi>,
              ],
            }))}
          />
        )}
      </Answer>
    </main>
  );
}

export function HonestPage() {
  const { t } = useTranslation('shell');
  const query = useQuery({ queryKey: ['honest'], queryFn: () => api.get<Marks>('/honest') });
  return (
    <main className="page">
      <h1>{t('honest')}</h1>
      <Answer query={query}>
        {({ marks }) => (
          <Table
            heads={['account', 'case', 'reason', 'until']}
            rows={marks.map((mark) => ({
              key: `${mark.account_id} ${mark.case_id}`,
              cells: [
                <Name key="a" text={mark.account_id} mono />,
                <Name key="c" text={mark.case_id} mono />,
                <bdi key="r">{mark.reason}</bdi>,
                <Time key="t" at={mark.expires_at} />,
              ],
            }))}
          />
        )}
      </Answer>
    </main>
  );
}

const ROLES: readonly Role[] = ['viewer', 'analyst', 'lead', 'admin'];

export function PeoplePage() {
  const { t } = useTranslation('shell');
  const queries = useQueryClient();
  const query = useQuery({ queryKey: ['users'], queryFn: () => api.get<User[]>('/users') });
  const refresh = () => queries.invalidateQueries({ queryKey: ['users'] });
  const change = useMutation({
    mutationFn: ({ id, ...fields }: { id: string; role?: Role; disabled?: boolean }) =>
      api.patch<User>(`/users/${part(id)}`, fields),
    onSettled: refresh,
  });
  const add = useMutation({
    mutationFn: (given: object) => api.post<User>('/users', given),
    onSettled: refresh,
  });
  const error = change.error ?? add.error;
  return (
    <main className="page">
      <h1>{t('people')}</h1>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate(Object.fromEntries(new FormData(event.currentTarget)));
        }}
      >
        <label>
          {t('name')} <input name="name" required maxLength={64} />
        </label>
        <label>
          {t('password')}{' '}
          <input name="password" type="password" required minLength={12} autoComplete="new-password" />
        </label>
        <label>
          {t('role')}{' '}
          <select name="role">
            {ROLES.map((role) => (
              <option key={role} value={role}>
                {t(`role_${role}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit">{t('add')}</button>
      </form>
      {error === null ? null : (
        <p className="error" role="alert">
          {error.message}
        </p>
      )}
      <Answer query={query}>
        {(users) => (
          <Table
            heads={['name', 'role', 'by', 'since', 'what']}
            rows={users.map((user) => ({
              key: user.user_id,
              cells: [
                user.name,
                <select
                  key="r"
                  aria-label={t('role')}
                  value={user.role}
                  onChange={(event) => change.mutate({ id: user.user_id, role: event.target.value as Role })}
                >
                  {ROLES.map((role) => (
                    <option key={role} value={role}>
                      {t(`role_${role}`)}
                    </option>
                  ))}
                </select>,
                user.by,
                <Time key="t" at={user.created_at} />,
                <button
                  key="d"
                  type="button"
                  onClick={() => change.mutate({ id: user.user_id, disabled: !user.disabled })}
                >
                  {user.disabled ? t('let_in') : t('shut_out')}
                </button>,
              ],
            }))}
          />
        )}
      </Answer>
    </main>
  );
}

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
    <main className="page">
      <h1>
        {t('me')}: {me.name}
      </h1>
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
        {password.isError ? (
          <span className="error" role="alert">
            {password.error.message}
          </span>
        ) : null}
      </form>
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
    </main>
  );
}
