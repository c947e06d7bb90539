/** The week in five sentences, all of figures; a gap in the data is said first. */
import { type Block, figureOf, type Section } from '../block.ts';

export const inShort: Section = {
  id: 'in-short',
  title: { en: 'The week in short', zh: '本周概要' },
  blocks({ data, words }) {
    const { say, number, value, change, name } = words;
    const n = (id: string) => number(figureOf(data, id).value ?? 0);
    /** `1 run`, `2 runs`. */
    const many = (id: string, noun: string) => `${n(id)} ${noun}${figureOf(data, id).value === 1 ? '' : 's'}`;
    const shown = (id: string) => value(figureOf(data, id).value, figureOf(data, id).unit);
    const actions = figureOf(data, 'actions');
    const trend = change(actions.value, actions.before);
    const [top] = topPatterns(
      data.campaigns.flatMap(({ state, patterns }) => (state === 'ended' ? [] : patterns)),
    );
    const sentences = [
      say(
        `In ${many('runs', 'run')} detection looked at ${many('actions', 'action')} of ${many('active_accounts', 'account')}${trend === '' ? '' : ` (${trend} against the week before)`}.`,
        `本周检测 ${n('runs')} 次，覆盖 ${n('active_accounts')} 个账号的 ${n('actions')} 次行为${trend === '' ? '' : `（较上周 ${trend}）`}。`,
      ),
      say(
        `${many('campaigns', 'campaign')} ${figureOf(data, 'campaigns').value === 1 ? 'was' : 'were'} seen, ${n('campaigns_army')} of them water armies with ${many('army_accounts', 'account')}: ${n('campaigns_new')} new, ${n('campaigns_grown')} grown, ${n('campaigns_returned')} came back, ${n('campaigns_ended')} ended.`,
        `共出现 ${n('campaigns')} 起行动，其中水军 ${n('campaigns_army')} 起，涉及 ${n('army_accounts')} 个账号：新出现 ${n('campaigns_new')} 起，扩大 ${n('campaigns_grown')} 起，重新出现 ${n('campaigns_returned')} 起，结束 ${n('campaigns_ended')} 起。`,
      ),
      top === undefined
        ? say('No pattern was seen.', '未见任何手法。')
        : say(
            `The most common pattern was ${name(top[0]).toLowerCase()}, in ${number(top[1])} of them.`,
            `最常见的手法是${name(top[0])}，见于其中 ${number(top[1])} 起。`,
          ),
      say(
        `Measures began against ${many('accounts_sanctioned', 'account')}, and ${n('measures_undone')} were taken back; there ${figureOf(data, 'appeals').value === 1 ? 'was' : 'were'} ${many('appeals', 'appeal')}, and ${n('overturned')} of ${many('rulings', 'ruling')} overturned a measure.`,
        `对 ${n('accounts_sanctioned')} 个账号采取措施，撤销 ${n('measures_undone')} 项；收到申诉 ${n('appeals')} 件，${n('rulings')} 件裁定中推翻 ${n('overturned')} 件。`,
      ),
      say(
        `From the first act to the verdict it took ${shown('hours_to_verdict')}, from there to the first measure ${shown('hours_to_measure')} (medians).`,
        `从首次行为到判定用时 ${shown('hours_to_verdict')}，从判定到首次处置用时 ${shown('hours_to_measure')}（中位数）。`,
      ),
    ];
    const gap = figureOf(data, 'hours_without_actions').value ?? 0;
    const warnings: Block[] =
      gap === 0
        ? []
        : [
            {
              kind: 'text',
              tone: 'warn',
              text: say(
                `This week has a gap: in ${number(gap)} of its 168 hours no action came in. What follows is what was seen.`,
                `本周数据有缺口：168 小时中有 ${number(gap)} 小时没有任何行为。以下仅为已见数据。`,
              ),
            },
          ];
    return [...warnings, { kind: 'list', items: sentences }];
  },
};

/** The most common first; the id settles what is equal. */
export function topPatterns(patterns: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const pattern of patterns) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  return [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
}
