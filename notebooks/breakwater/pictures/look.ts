/** How charts look and speak in notebooks: on white, in English. */
import type { ChartLook } from '../../../src/reports/charts/index.ts';

export const LOOK: ChartLook = {
  language: 'en',
  name: (id) => id.replaceAll('_', ' '),
  colours: {
    text: '#17202b',
    muted: '#5a6675',
    line: '#d5d9e0',
    accent: '#0b5cad',
    // Okabe-Ito, as in the console.
    categories: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#b8a800'],
    rest: '#6b6b6b',
  },
};

/** The n-th category's colour; what comes after the seventh is grey. */
export const colourOf = (index: number): string => LOOK.colours.categories[index] ?? LOOK.colours.rest;
