/** Likes, reposts and comments that members give to each other: a section that praises itself to the top. */
import { abstain, fact, type Signal } from './signal.ts';
import { excessNats, MIN_LIFT, MIN_MEMBERS, MIN_SHARE } from './statistics.ts';
import { percent } from './words.ts';

export const ownApplause: Signal = {
  id: 'own_applause',
  kind: 'targets',
  title: { en: 'Applause for their own', zh: '互相点赞' },
  about:
    "Value: share of the members' actions on others' content that went to another member. Nats: binomial excess, counted by members, over " +
    'their share of the platform. Friends do so, too: it speaks of acting together only.',
  evaluate(view, platform) {
    const outward = view.actions.filter(
      ({ recipient, member }) => recipient !== null && recipient !== member,
    );
    const actors = new Set(outward.map(({ member }) => member));
    if (actors.size < MIN_MEMBERS) return abstain('whose content the members acted on is not known');
    const inward = outward.filter(({ recipient }) => recipient !== 'outsider');
    const givers = new Set(inward.map(({ member }) => member));
    const share = inward.length / outward.length;
    const usual = Math.min(1, (view.members.length + 1) / (platform.accounts + 2));
    const isLarge = givers.size >= MIN_MEMBERS && share >= MIN_SHARE && share >= MIN_LIFT * usual;
    return {
      value: share,
      weightNats: isLarge ? excessNats(givers.size, actors.size, Math.min(1, MIN_LIFT * usual)) : 0,
      evidence: [
        fact(
          {
            en: `${inward.length} of ${outward.length} actions on others' content (${percent(share)}) went to members of the group, by ${givers.size} of them`,
            zh: `${outward.length} 次对他人内容的操作中有 ${inward.length} 次（${percent(share)}，${givers.size} 个账号）给了本组成员`,
          },
          {
            observed: share,
            usual,
            accounts: [...givers].map((member) => view.members[member]?.accountId ?? ''),
            targets: [...new Set(inward.map(({ targetId }) => targetId))],
          },
        ),
      ],
    };
  },
};
