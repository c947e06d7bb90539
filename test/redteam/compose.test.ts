import { describe, expect, test } from 'vitest';
import { mergeByTime, streamBySlot } from '../../src/redteam/clock.ts';
import { composeScenarios, type TimedEvent } from '../../src/redteam/index.ts';
import { composeSmall, FROM, outputsOf, TO } from './support.ts';

const event = (at: number, id: string): TimedEvent => ({ at, event: { type: 'account', account_id: id } });

describe('composing', () => {
  test('adding a part leaves the events of the others as they were', () => {
    const alone = outputsOf(composeSmall(8, ['fan-drive']));
    const together = outputsOf(composeSmall(8, ['like-farm', 'fan-drive', 'trend-boost']));
    expect(together.get('fan-drive')).toEqual(alone.get('fan-drive'));
    expect(together.get('organic-city')).toEqual(alone.get('organic-city'));
  });

  test('two instances of one scenario have names, accounts and targets of their own', () => {
    const outputs = outputsOf(composeSmall(8, ['like-farm', 'like-farm']));
    expect([...outputs.keys()]).toEqual(['organic-city', 'like-farm', 'like-farm-2']);
    const ids = [...outputs.values()].flatMap(({ truth }) => truth.map((row) => row.account_id));
    expect(new Set(ids).size).toBe(1500 + 80 + 80);
  });

  test('the stream can be read twice', () => {
    const composition = composeSmall(8, ['like-farm']);
    expect([...composition.events()]).toEqual([...composition.events()]);
  });

  test('an unknown scenario or knob, or an empty stretch, is refused with what would do', () => {
    const compose = (scenario: string, knobs: Record<string, number>, to = TO) =>
      composeScenarios({ seed: 1, from: FROM, to, parts: [{ scenario, knobs }] });
    expect(() => compose('like-frm', {})).toThrow(
      expect.objectContaining({ code: 'bad-usage', fix: expect.stringContaining('like-farm') }),
    );
    expect(() => compose('like-farm', { acounts: 3 })).toThrow(
      expect.objectContaining({ fix: expect.stringContaining('accounts') }),
    );
    expect(() => compose('like-farm', { accounts: -3 })).toThrow(
      expect.objectContaining({ code: 'bad-usage' }),
    );
    expect(() => compose('like-farm', {}, FROM)).toThrow(expect.objectContaining({ code: 'bad-usage' }));
  });
});

describe('merging', () => {
  test('keeps the order of time, and of the streams where times are equal', () => {
    const merged = mergeByTime([
      [event(1, 'a'), event(5, 'b'), event(5, 'c')],
      [],
      [event(0, 'd'), event(5, 'e')],
      [event(2, 'f')],
    ]);
    expect([...merged].map(({ event: { account_id: id } }) => id)).toEqual(['d', 'a', 'f', 'b', 'c', 'e']);
  });

  test('reads no stream further than it must', () => {
    let read = 0;
    function* endless(): Iterable<TimedEvent> {
      for (;;) yield event(read++, 'x');
    }
    const iterator = mergeByTime([endless(), [event(3, 'y')]])[Symbol.iterator]();
    for (let i = 0; i < 5; i++) iterator.next();
    expect(read).toBeLessThan(8);
  });
});

describe('streaming by slots', () => {
  test('events for later slots wait for them, and none is lost within the stretch', () => {
    const stream = streamBySlot({ from: 0, to: 30, slotMs: 10 }, (slotFrom, _slotTo, emit) => {
      for (const later of [9, 0, 14, 40]) emit(event(slotFrom + later, `${slotFrom}+${later}`));
    });
    const times = [...stream].map(({ at }) => at);
    expect(times).toEqual([0, 9, 10, 14, 19, 20, 24, 29]);
  });
});
