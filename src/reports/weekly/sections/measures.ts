/** Measures taken and undone; what was handled, in the form in which authorities publish it. */
import { type Block, figuresOf, type Section } from '../block.ts';

export const measures: Section = {
  id: 'measures',
  title: { en: 'Measures', zh: '处置情况' },
  blocks(input) {
    const { data, words } = input;
    const { say, name } = words;
    const { measures_by_kind, handled_by_pattern } = data.tables;
    const kinds: Block[] =
      measures_by_kind.length === 0
        ? [{ kind: 'text', text: say('No measure began or ended.', '没有措施开始或结束。') }]
        : [
            {
              kind: 'table',
              columns: [
                say('Measure', '措施'),
                say('Begun', '开始'),
                say('Taken back', '撤销'),
                say('Ended by itself', '到期'),
              ],
              rows: measures_by_kind.map(({ measure, begun, undone, expired }) => [
                name(String(measure)),
                Number(begun),
                Number(undone),
                Number(expired),
              ]),
            },
          ];
    const handled: Block[] =
      handled_by_pattern.length === 0
        ? []
        : [
            { kind: 'heading', text: say('Handled, by pattern', '按手法统计的处置数量') },
            {
              kind: 'table',
              columns: [
                say('Pattern', '手法'),
                say('Accounts handled', '处置账号（个）'),
                say('Items taken back', '清理互动（条）'),
                say('Campaigns', '涉及行动（起）'),
              ],
              rows: handled_by_pattern.map(({ pattern, accounts, items, campaigns }) => [
                name(String(pattern)),
                Number(accounts),
                Number(items),
                Number(campaigns),
              ]),
            },
            {
              kind: 'text',
              tone: 'muted',
              text: say(
                'An account of several patterns stands in each of their rows.',
                '同一账号涉及多种手法时分别计入。',
              ),
            },
          ];
    return [
      figuresOf(
        input,
        'measures_begun',
        'accounts_sanctioned',
        'interactions_removed',
        'measures_undone',
        'measures_expired',
      ),
      ...kinds,
      ...handled,
    ];
  },
};
