/** What the graph's colours mean. */
import { useTranslation } from 'react-i18next';
import type { Graph } from '../../../../../contract/index.ts';
import { categoryColour, useColours } from '../../../lib/colours.ts';
import { traceName } from '../names.ts';
import type { ColourBy } from './build-graph.ts';

const OWN_COLOURS = 7;

export function GraphLegend({ answer, colourBy }: { answer: Graph; colourBy: ColourBy }) {
  const { t } = useTranslation('panels');
  const colours = useColours();
  const entries =
    colourBy === 'trace'
      ? answer.traces.map((trace) => traceName(t, trace))
      : Array.from({ length: answer.communities }, (_, index) => t('graph.community', { index: index + 1 }));
  return (
    <ul className="legend">
      {entries.slice(0, OWN_COLOURS).map((entry, index) => (
        <li key={entry}>
          <span
            className="swatch"
            style={{ background: categoryColour(colours, index) }}
            aria-hidden="true"
          />
          {entry}
        </li>
      ))}
      {entries.length > OWN_COLOURS ? (
        <li>
          <span className="swatch" style={{ background: colours.rest }} aria-hidden="true" />
          {t('rest')}
        </li>
      ) : null}
    </ul>
  );
}
