/** Where the account met others of its cluster: both times and the gap between them, the closest first. */
import { useTranslation } from 'react-i18next';
import type { AccountWhy } from '../../../../../contract/account-why.ts';
import { duration, number } from '../../lib/format.ts';
import { Name } from '../../parts/name.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Scroll } from '../../parts/scroll.tsx';
import { Time } from '../../parts/time.tsx';
import { actionName } from '../cluster/names.ts';

export function Meetings({ why }: { why: AccountWhy }) {
  const { t } = useTranslation('account');
  return (
    <Panel title={t('meetings')} note={t('meetings_note')}>
      {why.meetings.length === 0 ? <p className="muted">{t('meetings_none')}</p> : null}
      <Scroll label={t('meetings')}>
        <table className="plain">
          <thead>
            <tr>
              <th className="num">{t('gap')}</th>
              <th>{t('target')}</th>
              <th>{t('own')}</th>
              <th>{t('partner')}</th>
              <th>{t('theirs')}</th>
              <th className="num">{t('there')}</th>
            </tr>
          </thead>
          <tbody>
            {why.meetings.map((meeting) => (
              <tr
                key={[meeting.account_id, meeting.target_id, meeting.own_at, meeting.at, meeting.action].join(
                  '\n',
                )}
              >
                <td className="num">{duration(meeting.gap_ms)}</td>
                <td>
                  <Name text={meeting.target_id} />
                </td>
                <td className="nowrap">
                  {actionName(t, meeting.own_action)} · <Time at={meeting.own_at} precision="millis" />
                </td>
                <td>
                  <Name text={meeting.account_id} />
                </td>
                <td className="nowrap">
                  {actionName(t, meeting.action)} · <Time at={meeting.at} precision="millis" />
                </td>
                <td className="num">{number(meeting.accounts_there)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  );
}
