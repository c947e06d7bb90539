/** The newest cycle of detection on each horizon, and how far behind it is. */
import { useTranslation } from 'react-i18next';
import type { Overview } from '../../../../contract/index.ts';
import { duration, number } from '../../lib/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { Empty } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';

export function Cycles({ cycles }: { cycles: Overview['cycles'] }) {
  const { t } = useTranslation('overview');
  return (
    <Panel title={t('cycles')} note={t('cycles_note')}>
      {cycles.length === 0 ? (
        <Empty title={t('cycles_none')} hint={t('cycles_none_hint')} />
      ) : (
        <table className="plain">
          <thead>
            <tr>
              <th>{t('horizon')}</th>
              <th>{t('window')}</th>
              <th>{t('finished')}</th>
              <th className="num">{t('clusters')}</th>
              <th className="num">{t('lag')}</th>
            </tr>
          </thead>
          <tbody>
            {cycles.map((cycle) => (
              <tr key={cycle.run_id}>
                <td>{cycle.horizon}</td>
                <td>
                  <Time at={cycle.window_from} /> – <Time at={cycle.window_to} />
                </td>
                <td>
                  <Time at={cycle.finished_at} precision="seconds" />
                </td>
                <td className="num">{number(cycle.clusters)}</td>
                <td className="num">{duration(cycle.lag_seconds * 1_000)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
