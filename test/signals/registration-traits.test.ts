import { describe, expect, test } from 'vitest';
import { evaluateSignal, type Member } from '../../src/signals/index.ts';
import { registrationTraits } from '../../src/signals/registration-traits.ts';
import { census, members, platform, view } from '../support/cluster-views.ts';

const read = (fieldsOf: (index: number) => Partial<Member>, fields = {}) =>
  evaluateSignal(
    registrationTraits,
    view({ members: members(40, fieldsOf) }),
    platform({
      phonePrefixes: census(8_000, { a1: 120, b2: 900 }),
      inviters: census(2_000, { boss: 35 }),
      ...fields,
    }),
  );

describe('registered with the same rare means', () => {
  test('most of the numbers from one rare block have weight, whenever they were registered', () => {
    const found = read((n) => ({ phonePrefix: n < 32 ? 'a1' : 'b2', registeredAt: n * 86_400_000 }));
    expect(found.value).toBe(0.8);
    expect(found.weight_nats).toBeGreaterThan(50);
    expect(found.evidence[0]?.accounts).toHaveLength(20);
  });

  test('a hash is not shown to the reader', () => {
    expect(read(() => ({ phonePrefix: 'a1' })).evidence[0]?.en).not.toContain('a1');
  });

  test('one inviter of most of them has weight', () => {
    expect(read((n) => ({ invitedBy: n < 35 ? 'boss' : 'x' })).weight_nats).toBeGreaterThan(50);
  });

  test('a block that many others have, too, has none', () => {
    expect(read((n) => ({ phonePrefix: n < 14 ? 'b2' : `${n}` })).weight_nats).toBe(0);
  });

  test('numbers of many blocks have none', () => {
    expect(read((n) => ({ phonePrefix: `p${n}` }))).toMatchObject({
      value: 0,
      weight_nats: 0,
      abstained: null,
    });
  });

  test('it cannot tell where little is known of the members, or of others', () => {
    expect(read(() => ({})).abstained).toMatch(/not known/);
    expect(read(() => ({ phonePrefix: 'a1' }), { phonePrefixes: census(50) }).abstained).toMatch(/not known/);
  });
});
