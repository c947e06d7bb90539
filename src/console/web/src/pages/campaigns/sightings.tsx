/** Each time that the campaign was seen, the newest first, with what had changed. */
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CampaignPage } from '../../../../contract/index.ts';
import { part } from '../../lib/api.ts';
import { number } from '../../lib/format.ts';
import { Name } from '../../parts/name.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Scroll } from '../../parts/scroll.tsx';
import { Time } from '../../parts/time.tsx';

export function Sightings({ sightings }: { sightings: CampaignPage['sightings'] }) {
  const { t } = useTranslation('campaigns');
  const newest = [...sightings].sort((a, b) => Date.parse(b.as_of) - Date.parse(a.as_of));
  return (
    <Panel title={t('sightings')}>
      <Scroll label={t('sightings')}>
        <table className="plain">
          <thead>
            <tr>
              <th>{t('as_of')}</th>
              <th>{t('horizon')}</th>
              <th>{t('cluster')}</th>
              <th>{t('change')}</th>
              <th>{t('verdict')}</th>
              <th className="num">{t('accounts_now')}</th>
            </tr>
          </thead>
          <tbody>
            {newest.map((one) => (
              <tr key={`${one.run_id} ${one.cluster_id} ${one.as_of}`}>
                <td className="nowrap">
                  <Time at={one.as_of} />
                </td>
                <td>{one.horizon}</td>
                <td>
                  <Link href={`/clusters/${part(one.run_id)}/${part(one.cluster_id)}`}>
                    <Name text={one.cluster_id} mono longest={18} />
                  </Link>
                </td>
                <td>
                  {t(`charts:change.${one.change}`, { defaultValue: one.change })}
                  {one.others.map((other) => (
                    <div key={other}>
                      <Name text={other} mono longest={18} />
                    </div>
                  ))}
                </td>
                <td>
                  <span className="badge" data-verdict={one.verdict}>
                    {t(`common:verdict.${one.verdict}`, { defaultValue: one.verdict })}
                  </span>
                </td>
                <td className="num">{number(one.accounts)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  );
}
