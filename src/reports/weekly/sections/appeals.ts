/** Appeals, and what people decided. */
import { figuresOf, type Section } from '../block.ts';

export const appeals: Section = {
  id: 'appeals',
  title: { en: 'Appeals and decisions', zh: '申诉与人工裁决' },
  blocks: (input) => [
    figuresOf(
      input,
      'appeals',
      'rulings',
      'overturned',
      'overturn_rate',
      'cases_confirmed',
      'cases_dismissed',
      'marked_honest',
    ),
  ],
};
