/** What the queue is narrowed by; all of it stands in the address. */
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { common } from '../../i18n/texts/common.ts';

const STATES = ['open', 'in_progress', 'awaiting_second', 'escalated', 'confirmed', 'dismissed'];
/** Those that there are words for. */
const VERDICTS = Object.keys(common.en.verdict);
const PATTERNS = Object.keys(common.en.pattern);
const SORTS = ['risk', 'probability', 'accounts', 'first_seen', 'last_seen'];

interface Props {
  readonly filters: Readonly<Record<string, string>>;
  readonly counts: Readonly<Record<string, number>>;
  readonly set: (key: string, value: string) => void;
  readonly search: RefObject<HTMLInputElement | null>;
}

export function QueueFilters({ filters, counts, set, search }: Props) {
  const { t } = useTranslation(['review', 'common']);
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const choice = (key: string, label: string, values: readonly string[], word: (value: string) => string) => (
    <label>
      {label}{' '}
      <select value={filters[key] ?? ''} onChange={(event) => set(key, event.target.value)}>
        <option value="">{key === 'sort' ? t('risk') : t('any')}</option>
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
        {choice('sort', t('sort'), SORTS.slice(1), (value) => t(value))}
      </div>
    </>
  );
}
