/** Who may use the console. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Role, User } from '../../../contract/index.ts';
import { api, part } from '../lib/api.ts';
import { Answer } from '../parts/answer.tsx';
import { Page } from '../parts/page.tsx';
import { Refused } from '../parts/problem.tsx';
import { Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';

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
    <Page title={t('people')}>
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
      <Refused error={error} />
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
    </Page>
  );
}
