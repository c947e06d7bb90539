/** Members that one agency (MCN) runs. It says who gives the orders, not that anybody is fake. */
import { abstain, fact, type Signal } from './signal.ts';
import { MIN_MEMBERS, MIN_OTHERS, mostSurprisingShare } from './statistics.ts';
import { percent, quote } from './words.ts';

export const commonOperator: Signal = {
  id: 'common_operator',
  kind: 'targets',
  title: { en: 'One operator', zh: '同一运营方' },
  about:
    'Value: largest share of the members that declare one operator. Nats: binomial excess over the share of other accounts that do. ' +
    'It speaks of acting together: agencies run honest accounts, too.',
  evaluate(view, platform) {
    const operators = view.members.map(({ operator }) => operator);
    const known = operators.filter((operator) => operator !== null && operator !== '').length;
    if (known < MIN_MEMBERS) return abstain(`${known} of ${view.members.length} accounts name an operator`);
    if (platform.accounts - view.members.length < MIN_OTHERS)
      return abstain('too few other accounts to compare with');
    // Who names none has none: all accounts are compared, not only those that name one.
    const found = mostSurprisingShare(
      operators.map((operator, member) =>
        operator === null || operator === '' ? `none ${member}` : operator,
      ),
      { known: platform.accounts, count: (value) => platform.operators.count(value) },
    );
    if (found === null) return { value: 0, weightNats: 0, evidence: [] };
    return {
      value: found.share,
      weightNats: found.nats,
      evidence: [
        fact(
          {
            en: `${found.members.length} of ${view.members.length} accounts (${percent(found.share)}) name the operator “${quote(found.value, 40)}”; of other accounts ${percent(found.usual)} do`,
            zh: `${view.members.length} 个账号中有 ${found.members.length} 个（${percent(found.share)}）属于运营方“${quote(found.value, 40)}”；其他账号为 ${percent(found.usual)}`,
          },
          {
            observed: found.share,
            usual: found.usual,
            accounts: found.members.map((member) => view.members[member]?.accountId ?? ''),
            targets: [found.value],
          },
        ),
      ],
    };
  },
};
