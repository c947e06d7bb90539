/** The four verdicts. Coordination and inauthenticity stay apart; only both together are a water army. */
import type { EvidenceKind, SignalResult, Verdict } from '../contract/index.ts';
import type { ClusterView } from '../signals/index.ts';
import type { Sum } from './add-evidence.ts';
import { isCircle, openlyOperated } from './against.ts';
import type { Model } from './model.ts';
import { isHousehold, unexplainedKinds } from './places.ts';

/** With fewer gatherings than this, failing to prove anything proves nothing. */
const FEW_GATHERINGS = 5;

/**
 * `water_army`: acting together is proven, at least two kinds of inauthenticity are present, and the probability is high.
 * `coordinated`: acting together is proven. `insufficient_data`: too little was seen to say either. `organic`: enough was
 * seen, and it is what chance and popularity bring. A group that is operated openly is at most `coordinated`, and so is one
 * whose batches, names and devices a place explains; a household is never more than `insufficient_data`, and a circle of
 * friends with no kind of inauthenticity is `organic`, as acting together is what friends do. Accounts that only
 * registered together need three things: the burst is then what they did together, so it does not count as a kind again.
 */
export function decide(view: ClusterView, signals: readonly SignalResult[], sum: Sum, model: Model): Verdict {
  if (isHousehold(view)) return 'insufficient_data';
  const present = openlyOperated(view) ? [] : unexplainedKinds(view, sum.present);
  if (actedTogether(view, model))
    return sum.present.length === 0 && isCircle(view, signals) ? 'organic' : verdictOf(present, sum, model);
  if (registeredTogether(signals, model)) {
    const others = present.filter((kind) => kind !== 'registration');
    return others.length === 0 ? 'insufficient_data' : verdictOf(others, sum, model);
  }
  return view.gatherings.length < FEW_GATHERINGS ? 'insufficient_data' : 'organic';
}

/** Is it proven that the members acted together, after the price of having chosen them? */
export const actedTogether = ({ together }: Pick<ClusterView, 'together'>, model: Model): boolean =>
  together.evidenceNats - together.priceNats >= model.togetherNats;

const registeredTogether = (signals: readonly SignalResult[], model: Model): boolean =>
  signals.some((signal) => signal.id === 'batch_registration' && signal.weight_nats >= model.togetherNats);

const verdictOf = (kinds: readonly EvidenceKind[], sum: Sum, model: Model): Verdict =>
  kinds.length >= 2 && sum.probability >= model.armyProbability ? 'water_army' : 'coordinated';
