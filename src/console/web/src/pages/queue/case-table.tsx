/** Cases as rows. */
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CaseRow } from '../../../../contract/index.ts';
import { casePath } from '../../lib/case-path.ts';
import { number, probability } from '../../lib/format.ts';
import { Name } from '../../parts/name.tsx';
import { Time } from '../../parts/time.tsx';
import './queue.css';

interface Props {
  readonly cases: readonly CaseRow[];
  readonly selected: number;
  readonly sort: string;
  readonly order: 'asc' | 'desc';
  readonly onSort: (sort: string, order: 'asc' | 'desc') => void;
  readonly onCampaign: (id: string) => void;
}

export function CaseTable({ cases, selected, sort, order, onSort, onCampaign }: Props) {
  const { t, i18n } = useTranslation(['review', 'common']);
  /** The greatest first, and turned by the next press. */
  const head = (key: string, className?: string) => (
    <th
      className={className}
      aria-sort={sort === key ? (order === 'asc' ? 'ascending' : 'descending') : undefined}
    >
      <button
        type="button"
        className="link"
        onClick={() => onSort(key, sort === key && order === 'desc' ? 'asc' : 'desc')}
      >
        {t(key)}
        {sort === key ? (order === 'asc' ? ' ↑' : ' ↓') : ''}
      </button>
    </th>
  );
  return (
    <table className="list queue">
      <thead>
        <tr>
          <th>{t('verdict')}</th>
          {head('risk', 'num')}
          {head('probability', 'num')}
          {head('accounts', 'num')}
          <th>{t('pattern')}</th>
          <th>{t('why')}</th>
          {head('first_seen')}
          {head('last_seen')}
          <th>{t('state')}</th>
        </tr>
      </thead>
      <tbody>
        {cases.map((one, place) => (
          <tr key={one.case_id} aria-selected={place === selected}>
            <td>
              <Link to={casePath(one)} className="badge" data-verdict={one.verdict}>
                {t(`verdict.${one.verdict}`, { ns: 'common' })}
              </Link>
              {one.campaign_id === '' ? null : (
                <button type="button" className="link" onClick={() => onCampaign(one.campaign_id)}>
                  <Name text={one.campaign_id} mono longest={16} />
                </button>
              )}
            </td>
            <td className="num">
              {number(one.risk)}
              {one.reporters === 0 ? null : (
                <div className="muted">{t('reporters', { count: one.reporters })}</div>
              )}
            </td>
            <td className="num">{probability(one.probability)}</td>
            <td className="num">{number(one.accounts)}</td>
            <td>
              {one.patterns
                .map((pattern) => t(`pattern.${pattern}`, { ns: 'common' }))
                .join(i18n.language === 'zh' ? '、' : ', ')}
            </td>
            <td className="queue-why">
              <bdi>{reasons(i18n.language === 'zh' ? one.explanation.zh : one.explanation.en)}</bdi>
            </td>
            <td>
              <Time at={one.first_seen} />
            </td>
            <td>
              <Time at={one.last_seen} />
            </td>
            <td>
              {t(`state_${one.state}`)}
              {one.returned ? <span className="badge"> {t('returned')}</span> : null}
              {one.lease === null ? null : (
                <div className="muted">{t('leased', { name: one.lease.name })}</div>
              )}
              {one.assignee === null ? null : <div className="muted">@{one.assignee}</div>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What follows the first sentence, which says what verdict, accounts and pattern say beside it. */
function reasons(explanation: string): string {
  const [first = '', ...rest] = explanation.split(/(?<=[.。])\s*(?=\S)/u);
  return rest.length === 0 ? first : explanation.slice(first.length).trimStart();
}
