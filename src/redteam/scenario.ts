/**
 * The red team makes days of events whose truth is known: attacks, honest look-alikes, and the crowd around them.
 * This file is what a generator promises; one scenario is one file in scenarios/ and one line in registry.ts.
 * Generators are pure and seeded; only demo-day.ts writes files.
 */
import type { Pattern } from '../contract/index.ts';
import type { City } from './city.ts';
import type { TimedEvent } from './clock.ts';
import type { Rng } from './rng.ts';

/** Who an account really is. `group` is null for the crowd; `honest` groups are look-alikes. */
export interface TruthRow {
  readonly account_id: string;
  readonly group: string | null;
  readonly honest: boolean;
  readonly pattern: Pattern | null;
  readonly role: string;
}

/** A number that a user may set, with its default and one line about it. */
export interface Knob {
  readonly value: number;
  readonly about: string;
}

/** What a scenario is given. */
export interface ScenarioInput<K extends string = string> {
  readonly rng: Rng;
  readonly knobs: Readonly<Record<K, number>>;
  /** Names the instance: it is the group in the truth, and only keys the hash that makes the opaque ids. */
  readonly prefix: string;
  /** First millisecond of the stretch. */
  readonly from: number;
  /** First millisecond after it. */
  readonly to: number;
  /** The crowd's people and posts, for actions that hide among them; the same for all parts of a composition. */
  readonly city: City;
}

/** What a scenario's own check reads: what the scenario wrote, and what it was asked for. */
export interface ScenarioOutput<K extends string = string> {
  readonly knobs: Readonly<Record<K, number>>;
  readonly from: number;
  readonly to: number;
  readonly truth: readonly TruthRow[];
  readonly events: readonly TimedEvent[];
}

/** One scenario: its story, its knobs with defaults, its truth, its events in order of time, and its promise. */
export interface Scenario<K extends string = string> {
  readonly name: string;
  readonly kind: 'crowd' | 'attack' | 'look-alike';
  readonly story: string;
  readonly knobs: Readonly<Record<K, Knob>>;
  /** Each account of this part exactly once. */
  truth(input: ScenarioInput<K>): Iterable<TruthRow>;
  /** Ordered by `at`, all within [from, to). */
  events(input: ScenarioInput<K>): Iterable<TimedEvent>;
  /** Reads the output back and names each promise of the story that it breaks; empty when all hold. */
  check(output: ScenarioOutput<K>): readonly string[];
}
