/** Who seems to run a cluster: what most of its members share and others do not, as its evidence has it. */
import type { Evidence, VerdictLine } from '../../contract/index.ts';

/** From the surest: an operator that they declare, who invited them, the devices they share, the site they push. */
export const OPERATOR_KINDS = ['operator', 'inviter', 'devices', 'domain'] as const;
export type OperatorKind = (typeof OPERATOR_KINDS)[number];

export interface OperatorGuess {
  readonly kind: OperatorKind;
  readonly value: string;
}

/** Most of the members. */
const MOST = 0.5;

/** Evidence lists so many accounts at most. */
const LISTED = 20;

/**
 * The surest guess; null when nothing is shared by most members. Networks are none: behind one address live honest people.
 */
export function guessOperator(line: VerdictLine): OperatorGuess | null {
  const facts = (id: string): readonly Evidence[] =>
    line.signals.find((signal) => signal.id === id && signal.weight_nats > 0)?.evidence ?? [];
  const most = ({ observed }: Evidence): boolean => (observed ?? 0) >= MOST;

  const declared = facts('common_operator').find(most)?.targets[0];
  if (declared !== undefined) return { kind: 'operator', value: declared };

  const invitation = facts('registration_traits')
    .filter(most)
    .flatMap(({ targets }) => targets)
    .find((target) => target.startsWith(INVITED_BY));
  if (invitation !== undefined) return { kind: 'inviter', value: invitation.slice(INVITED_BY.length) };

  const devices = facts('shared_devices').find(most)?.targets ?? [];
  if (devices.length > 0) return { kind: 'devices', value: [...devices].sort().join(' ') };

  // Observed is how many of those behind the link are members; how many members that is, the list of accounts says.
  const isPushed = (one: Evidence): boolean =>
    most(one) && one.accounts.length >= Math.min(LISTED, MOST * line.accounts.length);
  const domain = facts('common_links').find(isPushed)?.targets[0];
  return domain === undefined ? null : { kind: 'domain', value: domain };
}

const INVITED_BY = 'invited_by:';
