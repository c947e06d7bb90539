/** How charts look and speak for this reader. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartLook } from '../../../../reports/charts/index.ts';
import { useColours } from './colours.ts';

/** Areas that ids of charts are looked up in, one after the other. */
const AREAS = ['verdict', 'pattern', 'names:signal', 'charts:state', 'charts:change'];

export function useChartLook(): ChartLook {
  const colours = useColours();
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  return useMemo(
    () => ({
      colours,
      language,
      name: (id) =>
        t(
          AREAS.map((area) => `${area}.${id}`),
          { defaultValue: id.replaceAll('_', ' ') },
        ),
    }),
    [colours, language, t],
  );
}
