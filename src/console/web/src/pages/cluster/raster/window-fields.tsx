/** The window as two fields, to the second: what the brush does, by keyboard. */
import { useTranslation } from 'react-i18next';
import { fromLocalField, toLocalField } from '../../../lib/local-times.ts';
import { useSelection } from '../../../lib/selection.ts';

export function WindowFields() {
  const { t } = useTranslation('panels');
  const { selected, select } = useSelection();
  return (
    <>
      <label>
        {t('raster.from')}
        <input
          type="datetime-local"
          step={1}
          value={toLocalField(selected.from)}
          onChange={(event) => select({ from: fromLocalField(event.target.value) })}
        />
      </label>
      <label>
        {t('raster.to')}
        <input
          type="datetime-local"
          step={1}
          value={toLocalField(selected.to)}
          onChange={(event) => select({ to: fromLocalField(event.target.value) })}
        />
      </label>
    </>
  );
}
