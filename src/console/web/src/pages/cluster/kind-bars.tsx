/** What the probability is made of: nats by kind of evidence. */
import { useTranslation } from 'react-i18next';
import type { ClusterPage } from '../../../../contract/index.ts';
import { number } from '../../lib/format.ts';
import { Panel } from '../../parts/panel.tsx';

export function KindBars({ kinds }: { kinds: ClusterPage['kinds'] }) {
  const { t } = useTranslation('cluster');
  const widest = kinds.reduce(
    (most, one) => Math.max(most, Math.abs(one.nats ?? 0), Math.abs(one.found_nats)),
    1,
  );
  const width = (nats: number) => `${(Math.abs(nats) / widest) * 100}%`;
  return (
    <Panel title={t('kinds')} note={t('kinds_note')}>
      <table className="kind-bars">
        <tbody>
          {kinds.map(({ kind, nats, found_nats: found, signals }) => (
            <tr key={kind} title={t('kind_hint', { found: number(found, 1), signals })}>
              <th scope="row">{t(`common:kind.${kind}` as 'common:kind.content')}</th>
              <td className="kind-track">
                <div className="kind-found" style={{ width: width(found) }} />
                <div
                  className={(nats ?? found) < 0 ? 'kind-bar against' : 'kind-bar'}
                  style={{ width: width(nats ?? found) }}
                />
              </td>
              <td className="num">{number(nats ?? found, 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
