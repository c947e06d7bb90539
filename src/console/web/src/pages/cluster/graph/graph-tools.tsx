/** What of the graph is shown, and how. */
import { useTranslation } from 'react-i18next';
import type { Graph } from '../../../../../contract/index.ts';
import { useUrlState } from '../../../lib/url-state.ts';
import { traceName } from '../names.ts';

export function GraphTools({ answer }: { answer: Graph }) {
  const { t } = useTranslation('panels');
  const [colour, setColour] = useUrlState('colour');
  const [trace, setTrace] = useUrlState('trace');
  const [nats, setNats] = useUrlState('nats');
  const most = Math.ceil(answer.edges.nats.reduce((high, one) => Math.max(high, one), 0));
  return (
    <>
      <label>
        {t('graph.colour')}
        <select value={colour ?? 'community'} onChange={(event) => setColour(event.target.value)}>
          <option value="community">{t('graph.by_community')}</option>
          <option value="trace">{t('graph.by_trace')}</option>
        </select>
      </label>
      <label>
        {t('graph.trace')}
        <select value={trace ?? ''} onChange={(event) => setTrace(event.target.value)}>
          <option value="">{t('graph.all_traces')}</option>
          {answer.traces.map((one) => (
            <option key={one} value={one}>
              {traceName(t, one)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('graph.min_nats')}
        <input
          type="range"
          min={0}
          max={most}
          step={Math.max(0.5, Math.round(most / 80))}
          value={nats ?? '0'}
          onChange={(event) => setNats(event.target.value === '0' ? null : event.target.value)}
          aria-valuetext={t('graph.nats', { nats: nats ?? '0' })}
        />
        <output className="num graph-nats">{nats ?? '0'}</output>
      </label>
    </>
  );
}
