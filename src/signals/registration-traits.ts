/** What the members were registered with, where it is rare: one inviter, one block of phone numbers, one mail domain, one client. */
import type { Census, ClusterView, Member, Platform } from './cluster-view.ts';
import { abstain, fact, type Signal } from './signal.ts';
import { MIN_MEMBERS, MIN_OTHERS, mostSurprisingShare } from './statistics.ts';
import { percent } from './words.ts';

interface Trait {
  readonly en: string;
  readonly zh: string;
  /** Field of the event whose value is worth following up, as it names somebody; the others are only alike. */
  readonly names?: string;
  readonly of: (member: Member) => string | null;
  readonly census: (platform: Platform) => Census;
}

const TRAITS: readonly Trait[] = [
  {
    en: 'numbers of one block',
    zh: '同一号段的手机号',
    of: ({ phonePrefix }) => phonePrefix,
    census: ({ phonePrefixes }) => phonePrefixes,
  },
  {
    en: 'one mail domain',
    zh: '同一邮箱域名',
    of: ({ emailDomain }) => emailDomain,
    census: ({ emailDomains }) => emailDomains,
  },
  {
    en: 'one invitation',
    zh: '同一邀请人',
    names: 'invited_by',
    of: ({ invitedBy }) => invitedBy,
    census: ({ inviters }) => inviters,
  },
  {
    en: 'one client',
    zh: '同一客户端',
    of: ({ registrationAgent }) => registrationAgent,
    census: ({ registrationAgents }) => registrationAgents,
  },
];
/** Everybody's phone numbers, mails and clients are similar; a few are not known at all. */
const MIN_KNOWN_SHARE = 0.5;

export const registrationTraits: Signal = {
  id: 'registration_traits',
  kind: 'registration',
  title: { en: 'Registered with the same rare means', zh: '注册信息雷同' },
  about:
    'Value: largest share of the members registered with one block of phone numbers, mail domain, inviter or client. Nats: ' +
    'binomial excess over the share of other accounts; the strongest counts. It finds batches that were spread over weeks. ' +
    'Networks are no part of it: behind one NAT live honest people.',
  evaluate(view, platform) {
    const readings = TRAITS.flatMap((trait) => {
      const values = view.members.map(trait.of);
      const known = values.filter((value) => value !== null && value !== '').length;
      const census = trait.census(platform);
      if (
        known < MIN_MEMBERS ||
        known < MIN_KNOWN_SHARE * view.members.length ||
        census.known - known < MIN_OTHERS
      )
        return [];
      return [{ trait, excess: mostSurprisingShare(values, census) }];
    });
    if (readings.length === 0) return abstain('what the members were registered with is not known');
    const found = readings.flatMap(({ trait, excess }) => (excess === null ? [] : [{ trait, excess }]));
    const strongest = found.reduce((best, { excess }) => Math.max(best, excess.nats), 0);
    return {
      value: found.reduce((best, { excess }) => Math.max(best, excess.share), 0),
      weightNats: Math.max(0, strongest - Math.log(TRAITS.length)),
      marked: found.flatMap(({ excess }) => excess.members),
      evidence: found.map((one) => describe(one.trait, one.excess, view)),
    };
  },
};

function describe(
  trait: Trait,
  excess: NonNullable<ReturnType<typeof mostSurprisingShare>>,
  view: ClusterView,
) {
  return fact(
    {
      en: `${excess.members.length} of the accounts (${percent(excess.share)}) were registered with ${trait.en}; of other accounts ${percent(excess.usual)} were`,
      zh: `${excess.members.length} 个账号（${percent(excess.share)}）以${trait.zh}注册；其他账号为 ${percent(excess.usual)}`,
    },
    {
      observed: excess.share,
      usual: excess.usual,
      accounts: excess.members.map((index) => view.members[index]?.accountId ?? ''),
      targets: trait.names === undefined ? [] : [`${trait.names}:${excess.value}`],
    },
  );
}
