/** The four verdicts. Coordination and inauthenticity stay apart; only both together are a water army. */
import type { SignalResult, Verdict } from '../contract/index.ts';
import type { ClusterView } from '../signals/index.ts';
import type { Sum } from './add-evidence.ts';
import { circleShare, openlyOperated } from './against.ts';
import type { Model } from './model.ts';
import { independentKinds, isGivenByOneHand } from './one-hand.ts';
import { isHousehold, unexplainedKinds } from './places.ts';

/** With fewer gatherings than this, failing to prove anything proves nothing. */
const FEW_GATHERINGS = 5;
/** Three or four people who do things together are friends, as are circles, as long as nothing about them is strange. */
const FEW_ACCOUNTS = 5;

/**
 * `water_army`: acting together is proven, at least two kinds of inauthenticity are present, and the probability is high.
 * `coordinated`: acting together is proven. `insufficient_data`: too little was seen to say either. `organic`: enough was
 * seen, it is what chance and popularity bring, and nothing about the accounts is strange. Fewer than five accounts are a family, or one
 * person with several, and never an army. A group that is operated openly is at most `coordinated`, and so is one
 * whose batches, names and devices a place explains; a household is never more than `insufficient_data`. Accounts that only
 * registered together need three things: the burst is then what they did together, so neither it nor what comes with it
 * counts as a kind again. Kinds that one honest hand brings about together are one (see one-hand).
 */
export function decide(view: ClusterView, signals: readonly SignalResult[], sum: Sum, model: Model): Verdict {
  if (isHousehold(view)) return 'insufficient_data';
  const present = openlyOperated(view) ? [] : unexplainedKinds(view, sum.present);
  const isFew = view.members.length < FEW_ACCOUNTS;
  const verdictOf = (independent: number): Verdict =>
    independent >= 2 && !isFew && sum.probability >= model.armyProbability ? 'water_army' : 'coordinated';
  if (actedTogether(view, model)) {
    const areFriends = isFew || circleShare(signals) !== null;
    if (present.length === 0 && areFriends) return 'insufficient_data';
    return verdictOf(independentKinds(view, present, signals, model));
  }
  if (registeredTogether(signals, model)) {
    const beyond = present.filter((kind) => !isGivenByOneHand(kind, view, signals, model));
    return beyond.length > 0 || atMachinePace(signals, model)
      ? verdictOf(beyond.length)
      : 'insufficient_data';
  }
  return view.gatherings.length < FEW_GATHERINGS || sum.present.length > 0 ? 'insufficient_data' : 'organic';
}

/** Is it proven that the members acted together, after the price of having chosen them? */
export const actedTogether = ({ together }: Pick<ClusterView, 'together'>, model: Model): boolean =>
  together.evidenceNats - together.priceNats >= model.togetherNats;

/** People who come with a promotion have the platform's handles, all of them; at a machine's pace they do not come. */
const atMachinePace = (signals: readonly SignalResult[], { presentNats }: Model): boolean =>
  signals.some(({ id, weight_nats }) => id === 'registration_cadence' && weight_nats >= presentNats);

const registeredTogether = (signals: readonly SignalResult[], model: Model): boolean =>
  signals.some((signal) => signal.id === 'batch_registration' && signal.weight_nats >= model.togetherNats);
