/** The queue: which cluster to look at next. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearchParams } from 'wouter';
import type { Case, CasePage } from '../../../contract/index.ts';
import { useKeys } from '../keys/use-keys.ts';
import { api, part } from '../lib/api.ts';
import { casePath } from '../lib/case-path.ts';
import { number } from '../lib/format.ts';
import { Answer } from '../parts/answer.tsx';
import { Page } from '../parts/page.tsx';
import { Refused } from '../parts/problem.tsx';
import { Empty } from '../parts/states.tsx';
import { CaseTable } from './queue/case-table.tsx';
import { QueueFilters } from './queue/filters.tsx';

const PAGE = 50;

export function QueuePage() {
  const { t } = useTranslation('review');
  const [, go] = useLocation();
  const [params, setParams] = useSearchParams();
  const search = useRef<HTMLInputElement>(null);
  const [selected, select] = useState(0);
  const filters = Object.fromEntries(params);
  const offset = Number(filters.offset ?? 0) || 0;
  const query = useQuery({
    queryKey: ['cases', filters],
    queryFn: () => api.get<CasePage>('/cases', { ...filters, limit: PAGE }),
    refetchInterval: 30_000,
    placeholderData: keepPreviousData,
  });
  const next = useMutation({
    mutationFn: async () => {
      const { case_id } = await api.post<{ case_id: string | null }>(
        `/cases/next?${new URLSearchParams(filters)}`,
      );
      return case_id === null ? null : api.get<Case>(`/cases/${part(case_id)}`);
    },
    onSuccess: (found) => found !== null && go(casePath(found)),
  });
  const set = (key: string, value: string) =>
    setParams((before) => {
      const now = new URLSearchParams(before);
      if (value === '') now.delete(key);
      else now.set(key, value);
      if (key !== 'offset') now.delete('offset');
      return now;
    });
  const cases = query.data?.cases ?? [];
  useKeys({
    j: () => select((at) => Math.min(at + 1, cases.length - 1)),
    k: () => select((at) => Math.max(at - 1, 0)),
    // biome-ignore lint/complexity/useLiteralKeys: the name of a key, no component
    ['Enter']: () => {
      const found = cases[selected];
      if (found !== undefined) go(casePath(found));
    },
    '/': () => search.current?.focus(),
  });
  return (
    <Page
      title={t('title')}
      tools={
        <>
          <button type="button" className="primary" disabled={next.isPending} onClick={() => next.mutate()}>
            {t('next')}
          </button>
          {next.data === null ? <span role="status">{t('nothing_next')}</span> : null}
        </>
      }
    >
      <Refused error={next.error} />
      <QueueFilters filters={filters} counts={query.data?.counts ?? {}} set={set} search={search} />
      <Answer query={query}>
        {({ total }) =>
          cases.length === 0 ? (
            <Empty title={t('none')} hint={t('none_hint')} />
          ) : (
            <>
              <CaseTable
                cases={cases}
                selected={selected}
                sort={filters.sort ?? 'risk'}
                order={filters.order === 'asc' ? 'asc' : 'desc'}
                onSort={(sort, order) => setParams((before) => sorted(before, sort, order))}
                onCampaign={(id) => set('campaign', id)}
              />
              <div className="row">
                <span className="muted">
                  {t('page', {
                    from: number(offset + 1),
                    to: number(offset + cases.length),
                    total: number(total),
                  })}
                </span>
                <button
                  type="button"
                  disabled={offset === 0}
                  onClick={() => set('offset', String(Math.max(0, offset - PAGE) || ''))}
                >
                  {t('back')}
                </button>
                <button
                  type="button"
                  disabled={offset + cases.length >= total}
                  onClick={() => set('offset', String(offset + PAGE))}
                >
                  {t('on')}
                </button>
              </div>
            </>
          )
        }
      </Answer>
    </Page>
  );
}

/** The usual order is not said. */
function sorted(before: URLSearchParams, sort: string, order: 'asc' | 'desc'): URLSearchParams {
  const now = new URLSearchParams(before);
  now.set('sort', sort);
  now.set('order', order);
  if (sort === 'risk') now.delete('sort');
  if (order === 'desc') now.delete('order');
  now.delete('offset');
  return now;
}
