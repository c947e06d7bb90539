/** Who belongs to the campaign, and since when; who left stays listed. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CampaignPage } from '../../../../contract/index.ts';
import { part } from '../../lib/api.ts';
import { number } from '../../lib/format.ts';
import { Name } from '../../parts/name.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Scroll } from '../../parts/scroll.tsx';
import { Time } from '../../parts/time.tsx';

const STEP = 200;

export function CampaignMembers({ members }: { members: CampaignPage['members'] }) {
  const { t } = useTranslation('campaigns');
  const [shown, setShown] = useState(STEP);
  return (
    <Panel title={t('members')} note={t('total', { total: number(members.length) })}>
      <Scroll label={t('members')}>
        <table className="plain">
          <thead>
            <tr>
              <th>{t('account')}</th>
              <th>{t('membership')}</th>
              <th>{t('first_seen')}</th>
              <th>{t('now')}</th>
            </tr>
          </thead>
          <tbody>
            {members.slice(0, shown).map((member) => (
              <tr key={member.account_id}>
                <td>
                  <Link href={`/accounts/${part(member.account_id)}`}>
                    <Name text={member.account_id} />
                  </Link>
                </td>
                <td>{t(`common:membership.${member.membership}`)}</td>
                <td className="nowrap">
                  <Time at={member.first_seen} />
                </td>
                <td>{t(member.is_now ? 'is_in' : 'has_left')}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {shown < members.length ? (
          <button type="button" onClick={() => setShown(shown + STEP)}>
            {t('more')}
          </button>
        ) : null}
      </Scroll>
    </Panel>
  );
}
