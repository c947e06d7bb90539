/** The SQL that finds each number again, folded away. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountWhy } from '../../../../../contract/account-why.ts';
import { useSentence } from '../../lib/language.ts';
import { Panel } from '../../parts/panel.tsx';

type Query = AccountWhy['queries'][number];

/** Opens the query that a sentence's numbers come from. */
export function QueryLink({ id }: { id: Query['id'] }) {
  const { t } = useTranslation('account');
  const open = () => {
    const query = document.getElementById(`query-${id}`);
    if (!(query instanceof HTMLDetailsElement)) return;
    query.open = true;
    query.scrollIntoView({ block: 'center' });
    query.querySelector('summary')?.focus();
  };
  return (
    <button type="button" className="link" onClick={open} title={t('query_hint')}>
      SQL<span className="visually-hidden"> {id}</span>
    </button>
  );
}

export function AccountQueries({ queries }: { queries: readonly Query[] }) {
  const { t } = useTranslation('account');
  const sentence = useSentence();
  return (
    <Panel title={t('queries')} note={t('queries_note')}>
      {queries.map((query) => (
        <details key={query.id} id={`query-${query.id}`} className="account-query">
          <summary>{sentence(query)}</summary>
          <CopyButton text={query.sql} />
          <pre className="mono">{query.sql}</pre>
        </details>
      ))}
    </Panel>
  );
}

function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation('account');
  const [state, setState] = useState<'copy' | 'copied' | 'copy_failed'>('copy');
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('copy_failed'),
    );
  return (
    <button type="button" onClick={() => void copy()} aria-live="polite">
      {t(state)}
    </button>
  );
}
