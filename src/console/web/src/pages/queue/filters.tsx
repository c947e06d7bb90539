/** What the queue is narrowed by; all of it stands in the address. */
import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { PeopleList } from '../../../../contract/index.ts';
import { common } from '../../i18n/texts/common.ts';
import { api } from '../../lib/api.ts';
import { plainLabel } from '../../lib/plain-text.ts';

const STATES = ['open', 'in_progress', 'awaiting_second', 'escalated', 'confirmed', 'dismissed'];
/** Those that there are words for. */
const VERDICTS = Object.keys(common.en.verdict);
const PATTERNS = Object.keys(common.en.pattern);

interface Props {
  readonly filters: Readonly<Record<string, string>>;
  readonly counts: Readonly<Record<string, number>>;
  readonly set: (key: string, value: string) => void;
  readonly search: RefObject<HTMLInputElement | null>;
}

export function QueueFilters({ filters, counts, set, search }: Props) {
  const { t } = useTranslation(['review', 'common']);
  const people = useQuery({ queryKey: ['people'], queryFn: () => api.get<PeopleList>('/people') });
  const names = (people.data?.people ?? []).map(({ name }) => name);
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const choice = (key: string, label: string, values: readonly string[], word: (value: string) => string) => (
    <label>
      {label}{' '}
      <select value={filters[key] ?? ''} onChange={(event) => set(key, event.target.value)}>
        <option value="">{t('any')}</option>
        {values.map((value) => (
          <option key={value} value={value}>
            {word(value)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <fieldset className="row tabs">
        <legend className="unseen">{t('state')}</legend>
        {['', ...STATES].map((state) => (
          <button
            key={state}
            type="button"
            aria-pressed={(filters.state ?? '') === state}
            onClick={() => set('state', state)}
          >
            {state === '' ? t('all') : t(`state_${state}`)}{' '}
            <span className="num">{state === '' ? all : (counts[state] ?? 0)}</span>
          </button>
        ))}
      </fieldset>
      <div className="row">
        <input
          ref={search}
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={filters.q ?? ''}
          onChange={(event) => set('q', event.target.value)}
          size={30}
        />
        {choice('verdict', t('verdict'), VERDICTS, (value) => t(`verdict.${value}`, { ns: 'common' }))}
        {choice('pattern', t('pattern'), PATTERNS, (value) => t(`pattern.${value}`, { ns: 'common' }))}
        <label>
          {t('least')}{' '}
          <input
            type="number"
            min={0}
            className="short"
            value={filters.min_accounts ?? ''}
            onChange={(event) => set('min_accounts', event.target.value)}
          />
        </label>
        {choice('assignee', t('assignee'), ['me', ...names], (value) =>
          value === 'me' ? t('assigned_me') : value,
        )}
        {(['from', 'to'] as const).map((key) => (
          <label key={key}>
            {t(`seen_${key}`)}{' '}
            <input
              type="date"
              value={filters[key]?.slice(0, 10) ?? ''}
              onChange={(event) => set(key, dayStart(event.target.value))}
            />
          </label>
        ))}
        {filters.campaign === undefined ? null : (
          <button type="button" onClick={() => set('campaign', '')}>
            {t('of_campaign', { id: plainLabel(filters.campaign, 24) })} ×
          </button>
        )}
      </div>
    </>
  );
}

/** The first moment of a day in the reader's zone. */
const dayStart = (day: string): string => (day === '' ? '' : new Date(`${day}T00:00`).toISOString());
