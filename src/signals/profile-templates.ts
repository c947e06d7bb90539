/** Handles made by one template, one avatar, one bio: identities made in batches. */
import type { Census, ClusterView, Platform } from './cluster-view.ts';
import { abstain, fact, type Signal } from './signal.ts';
import { MIN_MEMBERS, MIN_OTHERS, mostSurprisingShare } from './statistics.ts';
import { percent, quote } from './words.ts';

interface Trait {
  readonly en: string;
  readonly zh: string;
  readonly of: (member: ClusterView['members'][number]) => string | null;
  readonly census: (platform: Platform) => Census;
  /** What a person sees of it, where the value itself is an abbreviation. */
  readonly seenAs?: (member: ClusterView['members'][number]) => string | null;
}

/** Examples of it in a sentence. */
const SHOWN = 3;

const TRAITS: readonly Trait[] = [
  {
    en: 'a handle of the template',
    zh: '同一模板的昵称',
    of: ({ handleStem }) => handleStem,
    census: (platform) => platform.handleStems,
    seenAs: ({ handle }) => handle,
  },
  {
    en: 'a handle of the shape',
    zh: '同一构形的昵称',
    of: ({ handleShape }) => handleShape,
    census: (platform) => platform.handleShapes,
    seenAs: ({ handle }) => handle,
  },
  {
    en: 'the avatar',
    zh: '同一头像',
    of: ({ avatarHash }) => avatarHash,
    census: (platform) => platform.avatars,
  },
  { en: 'the bio', zh: '同一简介', of: ({ bio }) => bio, census: (platform) => platform.bios },
];

export const profileTemplates: Signal = {
  id: 'profile_templates',
  kind: 'identity',
  title: { en: 'Profiles from one template', zh: '模板化资料' },
  about:
    'Value: largest share of the members that carry one handle template, avatar or bio. Nats: binomial excess over the share ' +
    'of other accounts that carry it; the strongest trait counts, because traits made by one script are not independent.',
  evaluate(view, platform) {
    const readings = TRAITS.flatMap((trait) => {
      const values = view.members.map(trait.of);
      const known = values.filter((value) => value !== null && value !== '').length;
      const census = trait.census(platform);
      if (known < MIN_MEMBERS || known < view.members.length / 2 || census.known - known < MIN_OTHERS)
        return [];
      return [{ trait, excess: mostSurprisingShare(values, census) }];
    });
    if (readings.length === 0)
      return abstain('handles, avatars and bios of the members or of others are not known');
    const found = readings.flatMap(({ trait, excess }) => (excess === null ? [] : [{ trait, excess }]));
    const strongest = found.reduce((best, { excess }) => Math.max(best, excess.nats), 0);
    return {
      value: found.reduce((best, { excess }) => Math.max(best, excess.share), 0),
      weightNats: Math.max(0, strongest - Math.log(TRAITS.length)),
      marked: found.flatMap(({ excess }) => excess.members),
      evidence: found.map(({ trait, excess }) => {
        const examples = excess.members
          .map((index) => trait.seenAs?.(view.members[index] as ClusterView['members'][number]) ?? '')
          .filter((text) => text !== '')
          .sort()
          .slice(0, SHOWN)
          .map((text) => quote(text, 40));
        const as = (en: boolean) =>
          examples.length === 0 ? '' : en ? ` (${examples.join(', ')} …)` : `（${examples.join('、')}……）`;
        return fact(
          {
            en: `${excess.members.length} of the accounts (${percent(excess.share)}) have ${trait.en} "${quote(excess.value, 40)}"${as(true)}; of other accounts ${percent(excess.usual)} do`,
            zh: `${excess.members.length} 个账号（${percent(excess.share)}）使用${trait.zh}“${quote(excess.value, 40)}”${as(false)}；其他账号为 ${percent(excess.usual)}`,
          },
          {
            observed: excess.share,
            usual: excess.usual,
            accounts: excess.members.map((index) => view.members[index]?.accountId ?? ''),
            texts: examples,
          },
        );
      }),
    };
  },
};
