/** How charts look and speak in notebooks: on white, in English. */
import { type ChartLook, PAPER } from '../../../src/reports/charts/index.ts';

export const LOOK: ChartLook = {
  language: 'en',
  name: (id) => id.replaceAll('_', ' '),
  colours: PAPER,
};

/** The n-th category's colour; what comes after the seventh is grey. */
export const colourOf = (index: number): string => LOOK.colours.categories[index] ?? LOOK.colours.rest;
