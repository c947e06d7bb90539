/** Reports by users, each worth what its reporter is worth. */
import type { MemberReport } from './cluster-view.ts';
import { abstain, fact, type Signal } from './signal.ts';
import { excessNats, MIN_LIFT, MIN_MEMBERS, MIN_OTHERS, shareElsewhere } from './statistics.ts';
import { percent } from './words.ts';

/** Whoever reports more accounts than this reports for another reason than what it saw. */
const MOST_AGAINST = 10;

export const userReports: Signal = {
  id: 'user_reports',
  kind: 'reports',
  title: { en: 'User reports', zh: '用户举报' },
  about:
    'Value: share of the members that were reported, each report weighted by its reporter: 1 for somebody with a few reports, ' +
    'less for those who report many accounts, so that an army that reports its victims weighs little. Nats: binomial excess over ' +
    'the share of other accounts that were reported. Reports alone convict nobody.',
  evaluate(view, platform) {
    if (platform.reported === 0) return abstain('nobody reported anybody');
    if (platform.accounts - view.members.length < MIN_OTHERS)
      return abstain('too few other accounts to compare with');
    const weight = new Map<number, number>();
    for (const report of view.reports) {
      if (report.isMember) continue;
      weight.set(report.member, Math.max(weight.get(report.member) ?? 0, worthOf(report)));
    }
    const reported = [...weight.values()].reduce((sum, worth) => sum + worth, 0);
    const size = view.members.length;
    const share = reported / size;
    const usual = shareElsewhere(platform.reported, platform.accounts, weight.size, size);
    const isLarge = reported >= MIN_MEMBERS && share >= MIN_LIFT * usual;
    return {
      value: share,
      weightNats: isLarge ? excessNats(reported, size, usual) : 0,
      evidence: [
        fact(
          {
            en: `${weight.size} of ${size} accounts were reported by ${new Set(view.reports.map(({ reporter }) => reporter)).size} users (worth ${reported.toFixed(1)} reports of careful reporters); of other accounts ${percent(usual)} were`,
            zh: `${size} 个账号中有 ${weight.size} 个被举报（折合可信举报 ${reported.toFixed(1)} 次）；其他账号被举报的比例为 ${percent(usual)}`,
          },
          {
            observed: share,
            usual,
            accounts: [...weight.keys()].map((member) => view.members[member]?.accountId ?? ''),
          },
        ),
      ],
    };
  },
};

const worthOf = ({ against }: MemberReport): number => Math.min(1, MOST_AGAINST / Math.max(1, against) / 2);
