/** What is stored, and how often people took a decision back. */
import { useTranslation } from 'react-i18next';
import type { Overview } from '../../../../contract/index.ts';
import { number, percent } from '../../lib/format.ts';

export function Totals({ overview: { totals, overturned, appeals } }: { overview: Overview }) {
  const { t } = useTranslation('overview');
  const { decisions, overturned: taken } = overturned;
  const entries: readonly (readonly [string, string, string | null])[] = [
    [t('actions'), number(totals.actions), null],
    [t('accounts'), number(totals.accounts), null],
    [t('reports'), number(totals.reports), null],
    [t('dead_letters'), number(totals.dead_letters), t('dead_letters_hint')],
    [
      t('overturned'),
      decisions === 0 ? '–' : percent(taken / decisions, 1),
      t('overturned_hint', { taken: number(taken), decisions: number(decisions) }),
    ],
    [
      t('appeals_overturned'),
      appeals.ruled === 0 ? '–' : percent(appeals.overturned / appeals.ruled, 1),
      t('appeals_hint', { ...appeals }),
    ],
  ];
  return (
    <dl className="totals">
      {entries.map(([name, value, hint]) => (
        <div key={name} className="card">
          <dt className="muted">{name}</dt>
          <dd>
            <span className="total">{value}</span>
            {hint === null ? null : <span className="muted total-hint">{hint}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
