/** What a verdict's sum would be without each of its signals, all else as it was. */
import type { AccountWhy, EvidenceKind } from '../contract/index.ts';
import { addEvidence } from './add-evidence.ts';
import type { Model } from './model.ts';

/**
 * For each signal that found something, in order of its id, the sum, the probability and the kinds of inauthenticity that are
 * left, and of how many of these another signal names the account. What speaks against the cluster stays as it is, also where it was taken back for that signal: nothing is judged again.
 */
export function withoutSignals(
  { signals, against }: Pick<AccountWhy, 'signals' | 'against'>,
  model: Model,
): AccountWhy['without_signal'] {
  return signals
    .filter(({ weight_nats }) => weight_nats > 0)
    .map(({ id }) => {
      const others = signals.filter((signal) => signal.id !== id);
      const { totalNats, probability, present } = addEvidence(others, against, model);
      const left_probability = Math.round(probability * 1e6) / 1e6;
      const isOwn = (kind: EvidenceKind) =>
        others.some((one) => one.kind === kind && one.naming === 'named' && one.weight_nats > 0);
      return {
        id,
        left_nats: totalNats,
        left_probability,
        left_kinds: present.length,
        left_own_kinds: present.filter(isOwn).length,
      };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
