/** Appeals that wait, the oldest first. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { AppealList } from '../../../contract/index.ts';
import { api } from '../lib/api.ts';
import { useUrlState } from '../lib/url-state.ts';
import { Answer } from '../parts/answer.tsx';
import { Name } from '../parts/name.tsx';
import { Page } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';
import { Time } from '../parts/time.tsx';

export function AppealsPage() {
  const { t } = useTranslation('sanctions');
  const [state, setState] = useUrlState('state');
  const query = useQuery({
    queryKey: ['appeals', state],
    queryFn: () => api.get<AppealList>('/appeals', { state: state ?? 'open', limit: 500 }),
    refetchInterval: 30_000,
  });
  return (
    <Page
      title={t('appeals_title')}
      tools={
        <label>
          <input
            type="checkbox"
            checked={state === 'all'}
            onChange={(event) => setState(event.target.checked ? 'all' : null)}
          />{' '}
          {t('show_all')}
        </label>
      }
    >
      <Answer query={query}>
        {({ appeals }) =>
          appeals.length === 0 ? (
            <Empty title={t('appeals_none')} hint={t('appeals_none_hint')} />
          ) : (
            <table className="list">
              <thead>
                <tr>
                  {['at', 'account', 'measure', 'statement', 'ruling'].map((head) => (
                    <th key={head}>{t(head)}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {appeals.map((one) => (
                  <tr key={one.appeal}>
                    <td>
                      <Link to={`/appeals/${one.appeal}`}>
                        <Time at={one.at} />
                      </Link>
                    </td>
                    <td>
                      <Name text={one.account_id} mono />
                    </td>
                    <td>{t(`measure.${one.measure}`)}</td>
                    <td>
                      <Name text={one.statement} longest={120} />
                    </td>
                    <td>{one.ruling === null ? t('open') : t(one.ruling.ruling)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
    </Page>
  );
}
