/** Honest causes that explain kinds of evidence whole. What they explain, they take back; the rest stays. */
import type { Against, EvidenceKind, SignalResult } from '../contract/index.ts';
import type { ClusterView } from '../signals/index.ts';
import type { Sum } from './add-evidence.ts';
import { openlyOperated } from './against.ts';
import type { Model } from './model.ts';
import { independentKinds, isGivenByOneHand } from './one-hand.ts';
import { GIVEN_BY_A_PLACE, inOnePlace } from './places.ts';

/** A cause and the nats that it takes back; null where nothing is explained. The widest cause holds. */
export function explainedAway(
  view: ClusterView,
  signals: readonly SignalResult[],
  sum: Sum,
  model: Model,
): Against | null {
  return hidesNothing(view, sum, model) ?? onePlace(view, sum) ?? oneHand(view, signals, sum, model);
}

const natsOf = ({ byKind }: Sum, kinds: Iterable<EvidenceKind>): number =>
  [...kinds].reduce((nats, kind) => nats + (byKind.get(kind) ?? 0), 0);

/** Who says openly who runs the accounts need not hide that they are alike. */
function hidesNothing(view: ClusterView, sum: Sum, { inauthentic }: Model): Against | null {
  const nats = natsOf(sum, inauthentic);
  if (nats === 0 || !openlyOperated(view)) return null;
  return {
    id: 'hides_nothing',
    en: 'the accounts say openly who runs them: that they are alike is no deceit',
    zh: '这些账号公开声明其运营者：彼此相似并非欺骗',
    weight_nats: nats,
  };
}

/** A school, an office or a home gives out accounts, names and machines. */
function onePlace(view: ClusterView, sum: Sum): Against | null {
  const there = inOnePlace(view);
  if (there === null) return null;
  return {
    id: 'one_place',
    en: `${there} of ${view.members.length} accounts were registered on one network: a school, an office or a home explains batches, names and devices in common`,
    zh: `${view.members.length} 个账号中有 ${there} 个在同一网络注册：学校、单位或家庭可以解释其批量注册、昵称规律与共用设备`,
    weight_nats: natsOf(sum, GIVEN_BY_A_PLACE),
  };
}

/** Kinds that one hand brings about together are one: the strongest stays. */
function oneHand(
  view: ClusterView,
  signals: readonly SignalResult[],
  sum: Sum,
  model: Model,
): Against | null {
  // Weak ones, too: else a kind that grew until it counts as present would lower the sum.
  const given = model.inauthentic.filter(
    (kind) => sum.byKind.has(kind) && isGivenByOneHand(kind, view, signals, model),
  );
  if (given.length < 2 || independentKinds(view, sum.present, signals, model) > 1) return null;
  return {
    id: 'one_hand',
    en: 'one honest cause would bring all of it about: accounts given out together, as to a class or a staff, or the accounts of one publisher',
    zh: '以上各项可由同一正当原因解释：统一发放的账号（班级、单位），或同一发布方的账号',
    weight_nats: natsOf(sum, given) - Math.max(...given.map((kind) => natsOf(sum, [kind]))),
  };
}

/** What it takes away that nobody has proven what the accounts are suspected of. */
const NOT_TOGETHER_NATS = 3;

export const NOT_TOGETHER: Against = {
  id: 'not_together',
  en: 'it is not proven that the accounts act together: what they have in common is all that is known',
  zh: '尚未证实这些账号协同行动：目前所知仅为其共同特征',
  weight_nats: NOT_TOGETHER_NATS,
};
