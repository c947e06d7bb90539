/** What sections are made of; each way out draws the same blocks. */
import type { Bilingual } from '../../contract/index.ts';
import type { Chart } from '../charts/index.ts';
import type { Figure, WeekData } from './data/read-week.ts';
import type { Words } from './words.ts';

export type Cell = string | number;

export type Block =
  | { readonly kind: 'text'; readonly text: string; readonly tone?: 'muted' | 'warn' }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'figures'; readonly figures: readonly Figure[] }
  | {
      readonly kind: 'table';
      /** Numbers stand to the right. */
      readonly columns: readonly string[];
      readonly rows: readonly (readonly Cell[])[];
    }
  | { readonly kind: 'chart'; readonly chart: Chart }
  /** Pictures side by side; `svg` is ours and holds no words of strangers. */
  | { readonly kind: 'pictures'; readonly items: readonly { readonly svg: string; readonly alt: string }[] };

export interface SectionInput {
  readonly data: WeekData;
  readonly words: Words;
}

export interface Section {
  readonly id: string;
  readonly title: Bilingual;
  readonly blocks: (input: SectionInput) => readonly Block[];
}

/** Figures by id, in this order. */
export function figuresOf({ data }: SectionInput, ...ids: readonly string[]): Block {
  return { kind: 'figures', figures: ids.map((id) => figureOf(data, id)) };
}

export function figureOf({ figures }: WeekData, id: string): Figure {
  const found = figures.get(id);
  if (found === undefined) throw new Error(`reports/weekly: no figure ${id}`);
  return found;
}
