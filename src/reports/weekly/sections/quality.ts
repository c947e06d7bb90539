/** How fast it was, and how good the data. */
import { type Block, figuresOf, type Section } from '../block.ts';
import { minute, plain } from '../words.ts';

export const speed: Section = {
  id: 'speed',
  title: { en: 'From the first act to a verdict and a measure', zh: '从首次行为到判定与处置' },
  blocks: (input) => [figuresOf(input, 'hours_to_verdict', 'hours_to_measure', 'lag')],
};

export const quality: Section = {
  id: 'quality',
  title: { en: 'Quality of the data', zh: '数据质量' },
  blocks(input): readonly Block[] {
    const { data, words } = input;
    const { say } = words;
    const { gaps, dead_letters_by_kind } = data.tables;
    return [
      figuresOf(input, 'hours_without_actions', 'dead_letters', 'lag'),
      ...(gaps.length === 0
        ? []
        : [
            {
              kind: 'table' as const,
              columns: [say('No action from (UTC)', '无行为起始（UTC）'), say('Hours', '小时')],
              rows: gaps.map(({ begins, hours }) => [minute(String(begins)), Number(hours)]),
            },
          ]),
      ...(dead_letters_by_kind.length === 0
        ? []
        : [
            {
              kind: 'table' as const,
              columns: [say('What was wrong with lines', '无法使用的原因'), say('Lines', '条数')],
              rows: dead_letters_by_kind.map(({ what, lines }) => [plain(String(what), 120), Number(lines)]),
            },
          ]),
    ];
  },
};
