/** Scenarios of attack and of honest life: what a generator promises. */
import type { BreakwaterEvent, Pattern } from '../contract/index.ts';

/** Who an account really is. `group` is null for the crowd; `honest` groups are look-alikes. */
export interface TruthRow {
  readonly account_id: string;
  readonly group: string | null;
  readonly honest: boolean;
  readonly pattern: Pattern | null;
  readonly role: string;
}

/** A deterministic source of random numbers; the same seed gives the same events. */
export interface Rng {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [0, n). */
  int(n: number): number;
  /** An independent generator for a named part, so that adding a part does not disturb the others. */
  fork(name: string): Rng;
}

/** What a scenario is given. */
export interface ScenarioInput<Knobs> {
  readonly rng: Rng;
  readonly knobs: Knobs;
  /** Prefix that keeps ids of this instance apart from those of others. */
  readonly prefix: string;
  readonly from: number;
  readonly to: number;
}

/** One scenario: its story, its knobs with defaults, its truth, and its events in order of time. */
export interface Scenario<Knobs extends Readonly<Record<string, number>> = Readonly<Record<string, number>>> {
  readonly name: string;
  readonly kind: 'crowd' | 'attack' | 'look-alike';
  readonly story: string;
  readonly knobs: { readonly [K in keyof Knobs]: { readonly value: Knobs[K]; readonly about: string } };
  truth(input: ScenarioInput<Knobs>): Iterable<TruthRow>;
  events(input: ScenarioInput<Knobs>): Iterable<BreakwaterEvent>;
}
