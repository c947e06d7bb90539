import { describe, expect, test } from 'vitest';
import type { EvidenceKind } from '../../src/contract/index.ts';
import { inOnePlace, isHousehold, unexplainedKinds } from '../../src/verdicts/places.ts';
import { members, view } from '../support/cluster-views.ts';

const KINDS: readonly EvidenceKind[] = ['registration', 'identity', 'infrastructure', 'content', 'rhythm'];
const on = (count: number, networkOf: (n: number) => string | null) =>
  view({ members: members(count, (n) => ({ registrationNetwork: networkOf(n) })) });

describe('a place', () => {
  const school = on(45, (n) => (n < 40 ? 'computer room' : `home ${n}`));

  test('explains batches, names and devices, not copied texts and a machine’s rhythm', () => {
    expect(inOnePlace(school)).toBe(40);
    expect(unexplainedKinds(school, KINDS)).toEqual(['content', 'rhythm']);
  });

  test.each([
    ['a pool of five networks', on(40, (n) => `pool ${n % 5}`)],
    ['homes of their own', on(40, (n) => `home ${n}`)],
    ['networks that are not known', on(40, (n) => (n < 15 ? 'room' : null))],
    ['more people than one hand gives accounts to', on(400, () => 'data centre')],
  ])('%s explain nothing', (_, group) => {
    expect(inOnePlace(group)).toBeNull();
    expect(unexplainedKinds(group, KINDS)).toEqual(KINDS);
  });
});

test('few people on one connection are a household, many are not', () => {
  expect(isHousehold(on(6, () => 'home'))).toBe(true);
  expect(isHousehold(on(6, (n) => `home ${n}`))).toBe(false);
  expect(isHousehold(on(12, () => 'home'))).toBe(false);
});
