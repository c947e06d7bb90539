/** The red team's face: scenarios, their registry, compositions, and the demonstration day. */
export type { City, CityPost } from './city.ts';
export type { TimedEvent } from './clock.ts';
export {
  type ComposedPart,
  type Composition,
  type CompositionPlan,
  composeScenarios,
  type Part,
} from './compose.ts';
export {
  DEMO_SCENARIOS,
  DEMO_SEED,
  demoDay,
  PLAIN_CROWD,
  type WrittenScenario,
  writeScenario,
} from './demo-day.ts';
export * from './evaluation/index.ts';
export * from './matrix/index.ts';
export { SCENARIOS, scenarioNamed } from './registry.ts';
export type { Rng } from './rng.ts';
export { createRng } from './rng.ts';
export type { Knob, Scenario, ScenarioInput, ScenarioOutput, TruthRow } from './scenario.ts';
