/** Cases as rows. */
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CaseRow } from '../../../../contract/index.ts';
import { number, probability } from '../../lib/format.ts';
import { Time } from '../../parts/time.tsx';
import { pathOf } from '../queue-page.tsx';
import './queue.css';

export function CaseTable({ cases, selected }: { cases: readonly CaseRow[]; selected: number }) {
  const { t, i18n } = useTranslation(['review', 'common']);
  return (
    <table className="list queue">
      <thead>
        <tr>
          <th>{t('verdict')}</th>
          <th className="num">{t('probability')}</th>
          <th className="num">{t('accounts')}</th>
          <th>{t('pattern')}</th>
          <th>{t('why')}</th>
          <th>{t('last_seen')}</th>
          <th>{t('state')}</th>
        </tr>
      </thead>
      <tbody>
        {cases.map((one, place) => (
          <tr key={one.case_id} aria-selected={place === selected}>
            <td>
              <Link to={pathOf(one)} className="badge" data-verdict={one.verdict}>
                {t(`verdict.${one.verdict}`, { ns: 'common' })}
              </Link>
            </td>
            <td className="num">{probability(one.probability)}</td>
            <td className="num">{number(one.accounts)}</td>
            <td>
              {one.patterns
                .map((pattern) => t(`pattern.${pattern}`, { ns: 'common' }))
                .join(i18n.language === 'zh' ? '、' : ', ')}
            </td>
            <td className="queue-why">
              <bdi>{i18n.language === 'zh' ? one.explanation.zh : one.explanation.en}</bdi>
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
