/** Links to domains that somebody has listed as risky: fraud, malware, gambling. */
import { abstain, fact, type Signal } from './signal.ts';
import { excessNats, MIN_LIFT, MIN_MEMBERS, MIN_SHARE } from './statistics.ts';
import { iso, percent, quote } from './words.ts';

export const riskDomains: Signal = {
  id: 'risk_domains',
  kind: 'content',
  title: { en: 'Risky links', zh: '风险域名' },
  about:
    'Value: share of the members that linked to a domain of the list (see --risk-domains). Nats: binomial excess over the share of ' +
    'other accounts that linked to those domains.',
  evaluate(view, platform) {
    if (platform.riskDomains.size === 0) return abstain('no list of risky domains was given');
    const posted = view.actions.filter(({ domains }) =>
      domains.some((domain) => platform.riskDomains.has(domain)),
    );
    const members = new Set(posted.map(({ member }) => member));
    const domains = [...new Set(posted.flatMap((action) => action.domains))].filter((domain) =>
      platform.riskDomains.has(domain),
    );
    const everybody = domains.reduce((sum, domain) => sum + platform.domains.count(domain), 0);
    const size = view.members.length;
    const share = members.size / size;
    const usual = (Math.max(0, everybody - members.size) + 1) / (Math.max(0, platform.accounts - size) + 2);
    const isLarge = members.size >= MIN_MEMBERS && share >= MIN_SHARE && share >= MIN_LIFT * usual;
    return {
      value: share,
      weightNats: isLarge ? excessNats(members.size, size, usual) : 0,
      marked: isLarge ? [...members] : [],
      evidence:
        posted.length === 0
          ? []
          : [
              fact(
                {
                  en: `${members.size} of ${size} accounts (${percent(share)}) linked to ${domains.length} listed domains, among them ${quote(domains[0] ?? '', 60)}; of other accounts ${percent(usual)} did`,
                  zh: `${size} 个账号中有 ${members.size} 个（${percent(share)}）发布了 ${domains.length} 个风险域名的链接，如 ${quote(domains[0] ?? '', 60)}；其他账号为 ${percent(usual)}`,
                },
                {
                  observed: share,
                  usual,
                  accounts: [...members].map((member) => view.members[member]?.accountId ?? ''),
                  targets: domains,
                  times: posted.slice(0, 5).map(({ at }) => iso(at)),
                },
              ),
            ],
    };
  },
};
