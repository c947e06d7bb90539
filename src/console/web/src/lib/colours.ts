/** The theme's colours for what is drawn on a canvas; new ones when the theme changes. */
import { useSyncExternalStore } from 'react';

export interface Colours {
  readonly bg: string;
  readonly surface: string;
  readonly surface2: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  /** Okabe-Ito, seven of them. */
  readonly categories: readonly string[];
  /** Whatever is none of the seven. */
  readonly rest: string;
}

function readColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    bg: colour('bg'),
    surface: colour('surface'),
    surface2: colour('surface-2'),
    line: colour('line'),
    text: colour('text'),
    muted: colour('muted'),
    accent: colour('accent'),
    categories: [1, 2, 3, 4, 5, 6, 7].map((index) => colour(`cat-${index}`)),
    rest: colour('cat-8'),
  };
}

let theme: string | undefined;
let colours: Colours | null = null;

function current(): Colours {
  const now = document.documentElement.dataset.theme ?? '';
  if (colours === null || theme !== now) {
    theme = now;
    colours = readColours();
  }
  return colours;
}

function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

export const useColours = (): Colours => useSyncExternalStore(watchTheme, current);

/** The colour of the category at `index`; what comes after the seventh is grey. */
export const categoryColour = (colours: Colours, index: number): string =>
  (index < 0 ? undefined : colours.categories[index]) ?? colours.rest;
