/** What ties the account to the cluster, and what would be left without each tie. */
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { AccountWhy } from '../../../../../contract/account-why.ts';
import { part } from '../../lib/api.ts';
import { number } from '../../lib/format.ts';
import { Name } from '../../parts/name.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Scroll } from '../../parts/scroll.tsx';
import { traceName } from '../cluster/names.ts';
import { QueryLink } from './account-queries.tsx';

export function AccountTies({ why }: { why: AccountWhy }) {
  const { t } = useTranslation('account');
  const { tie, core, families } = why;
  const left = (tied: number | null) => (tied === null ? '–' : number(tied));
  return (
    <Panel
      title={t('ties')}
      note={t('ties_note', { shown: why.edges.length, all: number(why.edges_in_all) })}
    >
      <p>
        {t('tie', {
          nats: number(tie.nats, 1),
          partners: number(tie.core_partners),
          tied: left(tie.tied_to),
          needed: number(core.links_needed),
        })}{' '}
        <QueryLink id="tie" />
      </p>
      {families.length === 0 ? null : (
        <ul className="account-families">
          {families.map((family) => (
            <li key={family.family}>
              {t('without_family', {
                family: t(`family.${family.family}`, { defaultValue: family.family }),
                nats: number(family.left_nats, 1),
                tied: left(family.left_tied_to),
              })}
            </li>
          ))}
        </ul>
      )}
      <Scroll label={t('ties')}>
        <table className="plain">
          <thead>
            <tr>
              <th>{t('partner')}</th>
              <th>{t('membership')}</th>
              <th className="num">{t('nats')}</th>
              <th>{t('traces')}</th>
              <th className="num">{t('left_nats')}</th>
              <th className="num">{t('left_tied')}</th>
            </tr>
          </thead>
          <tbody>
            {why.edges.map((edge) => (
              <tr key={edge.account_id}>
                <td>
                  <Link href={`/accounts/${part(edge.account_id)}?run_id=${part(why.run.run_id)}`}>
                    <Name text={edge.handle ?? edge.account_id} />
                  </Link>
                </td>
                <td>{t(`common:membership.${edge.membership}`)}</td>
                <td className="num">{number(edge.nats, 1)}</td>
                <td>
                  {edge.traces.map((trace) => (
                    <div key={trace.trace}>
                      {t('trace', {
                        trace: traceName(t, trace.trace),
                        meetings: number(trace.meetings),
                        nats: number(trace.surprise_nats, 1),
                      })}
                    </div>
                  ))}
                </td>
                <td className="num">{number(edge.left_nats, 1)}</td>
                <td className="num">{left(edge.left_tied_to)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  );
}
