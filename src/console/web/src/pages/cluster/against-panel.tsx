/** What speaks against the suspicion, and which signals could not tell. */
import { useTranslation } from 'react-i18next';
import type { ClusterPage } from '../../../../contract/index.ts';
import { number } from '../../lib/format.ts';
import { useSentence } from '../../lib/language.ts';
import { Panel } from '../../parts/panel.tsx';
import { signalName } from './names.ts';

export function AgainstPanel({ page }: { page: ClusterPage }) {
  const { t } = useTranslation('cluster');
  const sentence = useSentence();
  const { against } = page.verdict;
  return (
    <Panel title={t('against')} className="against-panel">
      {against.length === 0 ? <p className="muted">{t('against_none')}</p> : null}
      <ul className="against-list">
        {against.map((one) => (
          <li key={one.id}>
            <bdi>{sentence(one)}</bdi>
            <span className="num">{number(one.weight_nats, 1)}</span>
          </li>
        ))}
      </ul>
      {page.abstained.length === 0 ? null : (
        <details className="abstained">
          <summary>{t('abstained', { count: page.abstained.length })}</summary>
          <ul>
            {page.abstained.map(({ id, kind, reason }) => (
              <li key={id}>
                <strong>{signalName(t, id)}</strong>{' '}
                <span className="muted">{t(`common:kind.${kind}` as 'common:kind.content')}</span>
                <br />
                <bdi>{reason}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}
