/** Machine-made texts that do not say so: what the platform's own marks and detectors know (see `ai_label`). */
import { abstain, fact, type Signal } from './signal.ts';
import { excessNats, MIN_LIFT, MIN_MEMBERS, MIN_OTHERS, MIN_SHARE, shareElsewhere } from './statistics.ts';
import { percent, quote } from './words.ts';

export const unlabelledAi: Signal = {
  id: 'unlabelled_ai',
  kind: 'content',
  title: { en: 'AI content without the label', zh: '未标识的 AI 内容' },
  about:
    "Value: share of the members' texts (of those that the platform has an opinion on) that a machine made and that do not say so. " +
    'Nats: binomial excess over the share of other texts, counted by members and not by texts: one busy account is one.',
  evaluate(view, platform) {
    const known = view.actions.filter(({ machineMade }) => machineMade !== null);
    const hidden = known.filter(({ machineMade }) => machineMade === 'unlabelled');
    const authors = new Set(known.map(({ member }) => member));
    const hiding = new Set(hidden.map(({ member }) => member));
    if (authors.size < MIN_MEMBERS || authors.size < view.members.length / 2)
      return abstain(
        `the platform says of the texts of ${authors.size} of ${view.members.length} accounts whether a machine made them`,
      );
    if (platform.machineTexts.known - known.length < MIN_OTHERS)
      return abstain('too few other texts to compare with');
    const share = hidden.length / known.length;
    const usual = shareElsewhere(
      platform.machineTexts.unlabelled,
      platform.machineTexts.known,
      hidden.length,
      known.length,
    );
    const isLarge = hiding.size >= MIN_MEMBERS && share >= MIN_SHARE && share >= MIN_LIFT * usual;
    return {
      value: share,
      weightNats: isLarge ? excessNats(hiding.size, authors.size, Math.min(1, usual * MIN_LIFT)) : 0,
      marked: isLarge ? [...hiding] : [],
      evidence: [
        fact(
          {
            en: `${hidden.length} of ${known.length} texts (${percent(share)}) by ${hiding.size} accounts were made by a machine and do not say so; of other texts ${percent(usual)}`,
            zh: `${known.length} 条文本中有 ${hidden.length} 条（${percent(share)}，${hiding.size} 个账号）为未标识的 AI 生成内容；其他文本为 ${percent(usual)}`,
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
