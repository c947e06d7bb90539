import { describe, expect, test } from 'vitest';
import { SCENARIOS, scenarioNamed } from '../../src/redteam/index.ts';
import { composeSmall, FROM, outputsOf } from './support.ts';

const ATTACKS = SCENARIOS.filter(({ kind }) => kind === 'attack');
/** Knobs that make a puppet live an ordinary life beside its work. */
const ORDINARY = ['camouflage', 'fillerActions', 'trickle'];

describe.each([101, 102, 103, 104, 105, 106])('with seed %d', (seed) => {
  test.each([5, 40])('every attack keeps the promise of its story with %d accounts', (accounts) => {
    const names = ATTACKS.map(({ name }) => name);
    const small = Object.fromEntries(names.map((name) => [name, { accounts }]));
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

describe('a stretch of several days', () => {
  const DAYS = 35;
  const knobs = { 'sleeper-farm': { accounts: 40 }, 'slow-registration': { accounts: 40, weeks: 3 } };
  const composition = composeSmall(12, Object.keys(knobs), knobs, FROM + DAYS * 86_400_000);
  const outputs = outputsOf(composition);

  test.each(Object.keys(knobs))('%s keeps its promise, and its accounts register within it', (name) => {
    const output = outputs.get(name);
    if (!output) return expect.fail();
    expect(scenarioNamed(name).check(output)).toEqual([]);
    const born = output.events.filter(
      ({ event }) => event.type === 'account' && Date.parse(String(event.registered_at)) >= FROM,
    );
    expect(born.length).toBeGreaterThan(0.8 * 40);
  });

  test('a sleeper that stirs in its sleep breaks the promise', () => {
    const output = outputs.get('sleeper-farm');
    const stirring = output?.events.find(({ event }) => event.type === 'action')?.event;
    if (!output || stirring?.type !== 'action') return expect.fail();
    const at = FROM + (DAYS - 5) * 86_400_000;
    const event = { ...stirring, occurred_at: new Date(at).toISOString() };
    expect(
      scenarioNamed('sleeper-farm').check({ ...output, events: [...output.events, { at, event }] }),
    ).toEqual(['they are silent']);
  });
});
