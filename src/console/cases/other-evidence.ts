/** When a case that was decided comes back: for the same evidence it does not. */
import { type EvidenceKind, VERDICTS, type VerdictLine } from '../../contract/index.ts';
import type { Basis } from './fold-case.ts';

/** Share of a cluster's accounts that must be new. */
const NEW_SHARE = 0.25;

/** Kinds of evidence that speak, in order. */
export function speakingKinds({ signals }: Pick<VerdictLine, 'signals'>): readonly EvidenceKind[] {
  return [...new Set(signals.filter(({ weight_nats }) => weight_nats > 0).map(({ kind }) => kind))].sort();
}

/** A graver verdict, a kind of evidence that did not speak then, or a quarter of the accounts that were not there. */
export function isOtherEvidence(
  basis: Basis | null,
  line: Pick<VerdictLine, 'verdict' | 'signals'>,
  accounts: readonly string[],
): boolean {
  if (basis === null) return false;
  if (VERDICTS.indexOf(line.verdict) > VERDICTS.indexOf(basis.verdict)) return true;
  if (speakingKinds(line).some((kind) => !basis.kinds.includes(kind))) return true;
  const then = new Set(basis.accounts);
  const fresh = accounts.filter((account) => !then.has(account)).length;
  return fresh > NEW_SHARE * accounts.length;
}
