/** Why the cluster is suspected, strongest first: sentences, numbers beside the usual ones, and the way to the actions. */
import { useTranslation } from 'react-i18next';
import type { ClusterPage } from '../../../../contract/index.ts';
import { number, short } from '../../lib/format.ts';
import { useSentence } from '../../lib/language.ts';
import { useSelection } from '../../lib/selection.ts';
import { goToPanel, Panel } from '../../parts/panel.tsx';
import { Empty } from '../../parts/states.tsx';
import { signalName } from './names.ts';
import { evidenceSelection, pointsToActions } from './show-actions.ts';

type Signal = ClusterPage['why'][number];

export function WhyPanel({ page }: { page: ClusterPage }) {
  const { t } = useTranslation('cluster');
  return (
    <Panel title={t('why')} note={t('why_note')} className="why">
      {page.why.length === 0 ? <Empty title={t('why_none')} /> : null}
      <ol className="why-list">
        {page.why.map((signal) => (
          <WhySignal key={signal.id} signal={signal} window={page.verdict.window} />
        ))}
      </ol>
    </Panel>
  );
}

function WhySignal({ signal, window }: { signal: Signal; window: ClusterPage['verdict']['window'] }) {
  const { t } = useTranslation('cluster');
  const sentence = useSentence();
  const { select } = useSelection();
  return (
    <li>
      <div className="why-signal">
        <strong>{signalName(t, signal.id)}</strong>
        <span className="badge">{t(`common:kind.${signal.kind}`)}</span>
        <span className="num why-nats">{t('nats', { nats: number(signal.weight_nats, 1) })}</span>
      </div>
      {signal.evidence.map((evidence) => (
        <div className="why-fact" key={evidence.en}>
          <bdi>{sentence(evidence)}</bdi>
          <span className="why-numbers">
            {evidence.observed === null ? null : <b className="num">{short(evidence.observed)}</b>}
            {evidence.usual === null ? null : (
              <span className="muted"> {t('usual', { usual: short(evidence.usual) })}</span>
            )}
          </span>
          {pointsToActions(evidence) ? (
            <button
              type="button"
              className="link"
              onClick={() => {
                select(evidenceSelection(signal.kind, evidence, window));
                goToPanel('actions');
              }}
            >
              {t('show_actions')}
              <span className="visually-hidden"> {signalName(t, signal.id)}</span>
            </button>
          ) : (
            <span />
          )}
        </div>
      ))}
    </li>
  );
}
