/** The signals of the cluster's verdict: which name the account, and what the verdict would be without each. */
import { useTranslation } from 'react-i18next';
import type { AccountWhy } from '../../../../../contract/account-why.ts';
import { number, probability } from '../../lib/format.ts';
import { useSentence } from '../../lib/language.ts';
import { Panel } from '../../parts/panel.tsx';
import { Scroll } from '../../parts/scroll.tsx';
import { signalName } from '../cluster/names.ts';

export function AccountSignals({ why }: { why: AccountWhy }) {
  const { t } = useTranslation('account');
  const sentence = useSentence();
  const without = new Map(why.without_signal.map((one) => [one.id, one]));
  return (
    <Panel title={t('signals')}>
      <Scroll label={t('signals')}>
        <table className="plain">
          <thead>
            <tr>
              <th>{t('signal')}</th>
              <th>{t('kind')}</th>
              <th className="num">{t('nats')}</th>
              <th>{t('names_it')}</th>
              <th className="num">{t('without')}</th>
              <th className="num">{t('kinds_left')}</th>
            </tr>
          </thead>
          <tbody>
            {why.signals.map((signal) => {
              const rest = without.get(signal.id);
              return (
                <tr key={signal.id}>
                  <td>{signalName(t, signal.id)}</td>
                  <td>{t(`common:kind.${signal.kind}`)}</td>
                  <td className="num">
                    {signal.value === null ? t('cannot_tell') : number(signal.weight_nats, 1)}
                  </td>
                  <td>{t(`naming.${signal.naming}`)}</td>
                  <td className="num">
                    {rest === undefined
                      ? '–'
                      : t('without_value', {
                          probability: probability(rest.left_probability),
                          nats: number(rest.left_nats, 1),
                        })}
                  </td>
                  <td className="num">{rest === undefined ? '–' : number(rest.left_kinds)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
      {why.against.length === 0 ? null : (
        <>
          <h3>{t('against')}</h3>
          <ul>
            {why.against.map((one) => (
              <li key={one.id}>
                <bdi>{sentence(one)}</bdi> ({t('nats_value', { nats: number(one.weight_nats, 1) })})
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
