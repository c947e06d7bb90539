/** The colours of the targets; a click selects one. */
import { useTranslation } from 'react-i18next';
import type { Raster } from '../../../../../contract/index.ts';
import { categoryColour, useColours } from '../../../lib/colours.ts';
import { useSelection } from '../../../lib/selection.ts';
import { Name } from '../../../parts/name.tsx';

export function RasterLegend({ raster, category }: { raster: Raster; category: readonly number[] }) {
  const { t } = useTranslation('panels');
  const colours = useColours();
  const { selected, toggle } = useSelection();
  const own = raster.targets
    .map(({ target_id: id }, index) => ({ id, rank: category[index] ?? -1 }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank);
  return (
    <ul className="legend" aria-label={t('raster.legend')}>
      {own.map(({ id, rank }) => (
        <li key={id}>
          <button
            type="button"
            className="legend-entry"
            aria-pressed={selected.targets.includes(id)}
            onClick={() => toggle('targets', id)}
          >
            <span
              className="swatch"
              style={{ background: categoryColour(colours, rank) }}
              aria-hidden="true"
            />
            <Name text={id} longest={18} />
          </button>
        </li>
      ))}
      <li>
        <span className="swatch" style={{ background: colours.rest }} aria-hidden="true" />
        {t('rest')}
      </li>
    </ul>
  );
}
