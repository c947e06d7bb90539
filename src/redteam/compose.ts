/** Scenarios put together into one stream and one truth. */
import { AppError, type BreakwaterEvent } from '../contract/index.ts';
import type { City } from './city.ts';
import { mergeByTime, type TimedEvent } from './clock.ts';
import { planCity } from './plan-city.ts';
import { resolveKnobs, scenarioNamed } from './registry.ts';
import { createRng } from './rng.ts';
import type { Scenario, ScenarioInput, TruthRow } from './scenario.ts';
import { organicCity } from './scenarios/organic-city.ts';

/** One part of a composition. */
export interface Part {
  /** Name of a scenario in the registry. */
  readonly scenario: string;
  readonly knobs?: Readonly<Record<string, number>>;
  /** Name of this instance, and of its group in the truth; the scenario's name (and -2, -3, …) when not given. */
  readonly name?: string;
}

/** What is wanted: times in epoch milliseconds, `to` excluded. */
export interface CompositionPlan {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly parts: readonly Part[];
}

/** One part, ready to be read. */
export interface ComposedPart {
  readonly name: string;
  readonly scenario: Scenario;
  readonly input: ScenarioInput;
}

/** A composition; each call of `events` or `truth` starts again from the same seed. */
export interface Composition {
  readonly from: number;
  readonly to: number;
  readonly parts: readonly ComposedPart[];
  /** In order of time. Holds the city, the groups' events, and the crowd's next minutes. */
  events(): Iterable<BreakwaterEvent>;
  /** Each account exactly once. */
  truth(): Iterable<TruthRow>;
}

/** Composes scenarios; parts do not disturb each other, so adding one leaves the others' events as they were. */
export function composeScenarios({ seed, from, to, parts }: CompositionPlan): Composition {
  if (!(from < to))
    throw new AppError('bad-usage', 'redteam/compose: the stretch is empty', {
      fix: 'Give a `to` after `from`',
    });
  const rng = createRng(seed);
  const resolved = parts.map((part) => {
    const scenario = scenarioNamed(part.scenario);
    return { scenario, name: part.name, knobs: resolveKnobs(scenario, part.knobs) };
  });
  const crowds = resolved.filter(({ scenario }) => scenario.name === organicCity.name);
  if (crowds.length > 1)
    throw new AppError('bad-usage', 'redteam/compose: two cities in one composition', {
      fix: 'Give one larger city',
    });
  const size = crowds[0]?.knobs ?? resolveKnobs(organicCity);
  const citySize = {
    accounts: Math.max(1, size.accounts ?? 0),
    posts: Math.max(100, size.posts ?? 0),
    rareProviders: size.rareProviders ?? 0,
  };
  const city: City = planCity(rng.fork('city'), citySize, from, to);

  const taken = new Set<string>();
  const composed = resolved.map(({ scenario, name, knobs }): ComposedPart => {
    let unique = name ?? scenario.name;
    for (let n = 2; taken.has(unique); n++) unique = `${name ?? scenario.name}-${n}`;
    taken.add(unique);
    return {
      name: unique,
      scenario,
      input: { rng: rng.fork(`part/${unique}`), knobs, prefix: unique, from, to, city },
    };
  });

  return {
    from,
    to,
    parts: composed,
    *events() {
      const streams = composed.map(({ scenario, input }): Iterable<TimedEvent> => scenario.events(input));
      for (const { event } of mergeByTime(streams)) yield event;
    },
    *truth() {
      for (const { scenario, input } of composed) yield* scenario.truth(input);
    },
  };
}
