/** What the red team's tests share: a small city, outputs part by part, and folding as a reader's eye does it. */
import { Converter } from 'opencc-js/t2cn';
import {
  type Composition,
  composeScenarios,
  SCENARIOS,
  type ScenarioOutput,
} from '../../src/redteam/index.ts';

export const FROM = Date.UTC(2026, 4, 2);
export const TO = FROM + 86_400_000;

const SMALL_CITY = {
  scenario: 'organic-city',
  knobs: { accounts: 1500, posts: 1500, sittings: 1500, viralLikes: 500 },
};

/** The named scenarios inside a small city; knobs by scenario. */
export function composeSmall(
  seed: number,
  names: readonly string[],
  knobs: Readonly<Record<string, Readonly<Record<string, number>>>> = {},
  to = TO,
): Composition {
  const parts = names.map((scenario) => ({ scenario, knobs: knobs[scenario] ?? {} }));
  return composeScenarios({ seed, from: FROM, to, parts: [SMALL_CITY, ...parts] });
}

export const GROUPS = SCENARIOS.filter(({ kind }) => kind !== 'crowd').map(({ name }) => name);

/** Each part's own output, as its check reads it. */
export function outputsOf(composition: Composition): Map<string, ScenarioOutput> {
  return new Map(
    composition.parts.map(({ name, scenario, input }) => [
      name,
      {
        knobs: input.knobs,
        from: input.from,
        to: input.to,
        truth: [...scenario.truth(input)],
        events: [...scenario.events(input)],
      },
    ]),
  );
}

const toSimplified = Converter({ from: 't', to: 'cn' });

/** NFKC, without invisible characters, simplified, lower case. */
export function fold(text: string): string {
  return toSimplified(text.normalize('NFKC').replace(/\p{Cf}/gu, '')).toLowerCase();
}

/** Exact Jaccard similarity of the 5-grams of two folded texts. */
export function jaccard(a: string, b: string): number {
  const grams = (text: string): Set<string> => {
    const chars = [...fold(text)];
    return new Set(
      Array.from({ length: Math.max(1, chars.length - 4) }, (_, i) => chars.slice(i, i + 5).join('')),
    );
  };
  const left = grams(a);
  const right = grams(b);
  let shared = 0;
  for (const gram of left) if (right.has(gram)) shared++;
  return shared / (left.size + right.size - shared);
}

/** The value below which a share of the numbers lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
