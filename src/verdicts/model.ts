/**
 * Verdicts: evidence added up within and across kinds, to a probability, a verdict, patterns and an explanation.
 * This file holds every number of the model; its version is part of each verdict.
 */
import type { EvidenceKind } from '../contract/index.ts';

export interface Model {
  readonly version: string;
  /** Log-odds that a cluster is a water army before any evidence. */
  readonly priorNats: number;
  /** The most that one kind may add: signals of one kind share a cause. */
  readonly capNats: Readonly<Record<EvidenceKind, number>>;
  /** Kinds that speak of not being who they seem; the others speak only of acting together. */
  readonly inauthentic: readonly EvidenceKind[];
  /** From here on a kind counts as present: twenty to one. */
  readonly presentNats: number;
  /** Net evidence of a group (after its look-elsewhere price) from which acting together is proven: a thousand to one. */
  readonly togetherNats: number;
  /** Least probability of `water_army`. */
  readonly armyProbability: number;
}

export const MODEL: Model = {
  version: '2026.11-1',
  priorNats: -3,
  capNats: {
    synchrony: 3,
    targets: 1,
    registration: 5,
    identity: 4,
    infrastructure: 5,
    content: 5,
    rhythm: 3.5,
    reports: 2,
  },
  inauthentic: ['registration', 'identity', 'infrastructure', 'content', 'rhythm'],
  presentNats: Math.log(20),
  togetherNats: Math.log(1000),
  armyProbability: 0.9,
};
