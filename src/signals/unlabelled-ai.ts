/** Machine-made texts that do not say so: what the platform's own marks and detectors know (see `ai_label`). */
import { abstain, fact, type Signal } from './signal.ts';
import { excessNats, MIN_LIFT, MIN_MEMBERS, MIN_OTHERS, MIN_SHARE, shareElsewhere } from './statistics.ts';
import { percent, quote } from './words.ts';

export const unlabelledAi: Signal = {
  id: 'unlabelled_ai',
  kind: 'content',
  title: { en: 'AI content without the label', zh: '未标识的 AI 内容' },
  about:
    'Value: share of the members that write of whose texts a machine made some without saying so. Nats: binomial excess over the ' +
    'share of other accounts that write. Accounts are counted and not texts: one busy account is one, and a platform that ' +
    'marks only what it finds is asked the same of everybody.',
  evaluate(view, platform) {
    const authors = new Set(
      view.actions.flatMap(({ member, textFamily, machineMade }) =>
        textFamily !== null || machineMade !== null ? [member] : [],
      ),
    );
    const hidden = view.actions.filter(({ machineMade }) => machineMade === 'unlabelled');
    const hiding = new Set(hidden.map(({ member }) => member));
    const told = new Set(
      view.actions.flatMap(({ member, machineMade }) => (machineMade === null ? [] : [member])),
    );
    if (told.size < MIN_MEMBERS || authors.size < MIN_SHARE * view.members.length)
      return abstain(
        `the platform says of the texts of ${told.size} of ${view.members.length} accounts whether a machine made them`,
      );
    const { known, hiding: all } = platform.machineTexts;
    const writers = platform.textFamilies.known;
    if (known - told.size < MIN_OTHERS || writers - authors.size < MIN_OTHERS)
      return abstain('too few other accounts to compare with');
    const share = hiding.size / authors.size;
    const usual = shareElsewhere(all, writers, hiding.size, authors.size);
    const isLarge = hiding.size >= MIN_MEMBERS && share >= MIN_SHARE && share >= MIN_LIFT * usual;
    return {
      value: share,
      weightNats: isLarge ? excessNats(hiding.size, authors.size, usual) : 0,
      marked: isLarge ? [...hiding] : [],
      evidence: [
        fact(
          {
            en: `${hiding.size} of ${authors.size} accounts (${percent(share)}) published ${hidden.length} texts that a machine made and that do not say so; of other accounts ${percent(usual)} did`,
            zh: `${authors.size} 个账号中有 ${hiding.size} 个（${percent(share)}）发布了共 ${hidden.length} 条未标识的 AI 生成内容；其他账号为 ${percent(usual)}`,
          },
          {
            observed: share,
            usual,
            accounts: [...hiding].map((member) => view.members[member]?.accountId ?? ''),
            texts: hidden.slice(0, 3).map(({ text }) => quote(text, 200)),
          },
        ),
      ],
    };
  },
};
