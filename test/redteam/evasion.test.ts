import { describe, expect, test } from 'vitest';
import { SCENARIOS, scenarioNamed } from '../../src/redteam/index.ts';
import { composeSmall, outputsOf } from './support.ts';

const ATTACKS = SCENARIOS.filter(({ kind }) => kind === 'attack');
/** Knobs that make a puppet live an ordinary life beside its work. */
const ORDINARY = ['camouflage', 'fillerActions'];

describe.each([101, 102, 103, 104, 105, 106])('with seed %d', (seed) => {
  test('every attack keeps the promise of its story at a small size', () => {
    const names = ATTACKS.map(({ name }) => name);
    const small = Object.fromEntries(names.map((name) => [name, { accounts: 40 }]));
    const [, ...parts] = composeSmall(seed, names, small).parts;
    const broken = parts.map(({ name, scenario, input }) => {
      const { knobs, from, to } = input;
      const output = {
        knobs,
        from,
        to,
        truth: [...scenario.truth(input)],
        events: [...scenario.events(input)],
      };
      return [name, scenario.check(output)];
    });
    expect(broken).toEqual(names.map((name) => [name, []]));
  });
});

describe('cells', () => {
  test.each(ATTACKS.filter(({ knobs }) => 'cells' in knobs).map(({ name }) => name))(
    '%s: two cells never work on one target together, and the truth names them in one group',
    (name) => {
      const knobs = Object.fromEntries(
        ORDINARY.filter((knob) => knob in scenarioNamed(name).knobs).map((knob) => [knob, 0]),
      );
      const output = outputsOf(composeSmall(4, [name], { [name]: { ...knobs, cells: 3 } })).get(name);
      if (!output) return expect.fail();
      expect(new Set(output.truth.map(({ group }) => group))).toEqual(new Set([name]));
      const cellOf = new Map(output.truth.map((row) => [row.account_id, /, cell (\d)$/.exec(row.role)?.[1]]));
      expect(new Set(cellOf.values())).toEqual(new Set(['1', '2', '3']));
      const working = new Map<string, Set<string | undefined>>();
      for (const { event } of output.events) {
        if (event.type === 'account') continue;
        const [who, target] =
          event.type === 'action'
            ? [event.account_id, event.target_id]
            : [event.reporter_id, String(event.target_id)];
        // Residents report, too.
        if (!cellOf.has(who)) continue;
        const cells = working.get(target) ?? new Set();
        working.set(target, cells.add(cellOf.get(who)));
      }
      expect([...working.values()].filter((cells) => cells.size > 1)).toEqual([]);
      expect(new Set([...working.values()].flatMap((cells) => [...cells]))).toEqual(new Set(['1', '2', '3']));
      expect(scenarioNamed(name).check(output)).toEqual([]);
    },
  );
});

test('no form tells the hired from the crowd: whatever fields an army’s events have, the crowd’s have, too', () => {
  const outputs = outputsOf(
    composeSmall(
      11,
      ATTACKS.map(({ name }) => name),
    ),
  );
  const shape = (value: unknown): string =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? `{${Object.entries(value).map(([key, inner]) => `${key}:${shape(inner)}`)}}`
      : '';
  const formsOf = (name: string): Set<string> =>
    new Set((outputs.get(name)?.events ?? []).map(({ event }) => event.type + shape(event)));
  const honest = formsOf('organic-city');
  for (const { name } of ATTACKS) {
    expect([...formsOf(name)].filter((form) => !honest.has(form))).toEqual([]);
    for (const { account_id: id } of outputs.get(name)?.truth ?? []) expect(id).toMatch(/^[0-9a-f]{16}$/);
  }
});
