/** How much of those who were there is one group, beside how much of everything it does anyway. */

export interface Presence {
  /** Members of the group that were there, and everybody who was. */
  readonly members: number;
  readonly population: number;
  /** The group's share of such acts elsewhere, 0 to 1. */
  readonly usual: number;
  /** Part of the nats that counts, where something else explains the rest. Default 1. */
  readonly share?: number;
}

/**
 * Nats that a group's presence at one occasion shows, when it was chosen without looking at what it did: n·KL(m/n ‖ q), the
 * Chernoff bound on m or more of n people being of a group that does a share q of such things, less ln of the `looks`, the acts
 * of members that the occasion was picked among. Never below 0.
 */
export function presenceNats({ members, population, usual, share = 1 }: Presence, looks: number): number {
  const part = members / population;
  if (part <= usual) return 0;
  const rest = part < 1 ? (1 - part) * Math.log((1 - part) / (1 - usual)) : 0;
  const nats = share * population * (part * Math.log(part / usual) + rest);
  return Math.max(0, nats - Math.log(Math.max(1, looks)));
}
