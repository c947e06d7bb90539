import { describe, expect, test } from 'vitest';
import type { EvidenceKind } from '../../src/contract/index.ts';
import type { Gathering, MemberAction } from '../../src/signals/index.ts';
import { MODEL } from '../../src/verdicts/index.ts';
import { independentKinds } from '../../src/verdicts/one-hand.ts';
import { action, members, view } from '../support/cluster-views.ts';
import { gathering, result } from './evidence.ts';

const HOUR = 3_600_000;
const COUNT = 20;
const EVERYBODY = Array.from({ length: COUNT }, (_, n) => n);
const GIVEN: readonly EvidenceKind[] = ['registration', 'identity'];

/** Gatherings an hour apart, on content of owners in turn. */
const work = (owners: number, times: number, fields: Partial<Gathering> = {}): Gathering[] =>
  Array.from({ length: times }, (_, n) => ({
    ...gathering('co-like', EVERYBODY),
    owner: n % owners,
    from: 100 * HOUR + n * HOUR,
    ...fields,
  }));
const group = (gatherings: readonly Gathering[], actions: readonly MemberAction[] = [], known = false) =>
  view({
    members: members(COUNT, (n) => ({ registeredAt: 0, registrationNetwork: known ? `net ${n}` : null })),
    gatherings,
    actions,
  });
const independent = (
  of: ReturnType<typeof group>,
  kinds: readonly EvidenceKind[],
  signals: Parameters<typeof independentKinds>[2] = [],
) => independentKinds(of, kinds, signals, MODEL);

describe('a batch and names by one rule', () => {
  test('are one cause, as whoever gives accounts out gives them names', () => {
    expect(independent(group([]), GIVEN)).toBe(1);
    expect(independent(group(work(1, 20)), GIVEN)).toBe(1);
  });

  test('are two where they act together for many strangers, again and again', () => {
    expect(independent(group(work(6, 12)), GIVEN)).toBe(2);
    expect(independent(group(work(6, 12)), ['registration'])).toBe(1);
  });

  test.each([
    ['for few', work(5, 20)],
    ['in one sitting', work(8, 8, { from: 100 * HOUR })],
    ['in their first hour', work(8, 8, { from: HOUR / 2 })],
    ['a few at a time', work(8, 8, { members: [0, 1, 2] })],
    ['where everybody is', work(8, 8, { population: 50 })],
    ['for one more than for all others', [...work(8, 8), ...work(1, 20)]],
    ['for owners that are not known', work(8, 8, { owner: null })],
  ])('are one where they act %s', (_, gatherings) => {
    expect(independent(group(gatherings), GIVEN)).toBe(1);
  });

  test('explain machines in common where nobody knows the networks, and not where there are many', () => {
    expect(independent(group([]), ['registration', 'infrastructure'])).toBe(1);
    expect(independent(group([], [], true), ['registration', 'infrastructure'])).toBe(2);
  });

  test('explain the pace of registrations and a common day of waking, not a life without sleep', () => {
    const kinds: readonly EvidenceKind[] = ['registration', 'rhythm'];
    expect(independent(group([]), kinds, [result('registration_cadence', 'rhythm', 50)])).toBe(1);
    expect(independent(group([]), kinds, [result('joint_awakening', 'rhythm', 50)])).toBe(1);
    expect(independent(group([]), kinds, [result('machine_habits', 'rhythm', 50)])).toBe(2);
  });
});

describe('the same texts', () => {
  const NEWS = 'the bridge over the river will be closed for repairs until the end of the week';
  const texts = (textOf: (n: number) => string, fields: Partial<MemberAction> = {}) =>
    EVERYBODY.map((n) => action(n, { action: 'post', textFamily: 1, text: textOf(n), ...fields }));
  const of = (actions: readonly MemberAction[], signals: Parameters<typeof independentKinds>[2] = []) =>
    independent(group([], actions), ['registration', 'content'], signals);
  const ZERO_WIDTH = '\u200b';

  test('as posts of their own are what a publisher puts out, be a place named in each', () => {
    expect(of(texts(() => NEWS))).toBe(1);
    expect(of(texts((n) => `town ${n}: ${NEWS}`))).toBe(1);
  });

  test.each([
    ['in comments', texts(() => NEWS, { action: 'comment' })],
    [
      'washed',
      texts((n) =>
        NEWS.split(' ')
          .map((word, at) => (at % 3 === n % 3 ? `${word}${n}` : word))
          .join(' '),
      ),
    ],
    ['with hidden characters', texts((n) => NEWS.replaceAll(' ', n % 2 ? ` ${ZERO_WIDTH}` : ' '))],
  ])('%s are another thing', (_, actions) => {
    expect(of(actions)).toBe(2);
  });

  test('are another thing where a machine wrote them and does not say so', () => {
    expect(
      of(
        texts(() => NEWS),
        [result('unlabelled_ai', 'content', 5)],
      ),
    ).toBe(2);
  });

  test('around the clock are still a publisher', () => {
    const kinds: readonly EvidenceKind[] = ['registration', 'identity', 'content', 'rhythm'];
    expect(
      independent(
        group(
          [],
          texts(() => NEWS),
        ),
        kinds,
        [result('machine_habits', 'rhythm', 50)],
      ),
    ).toBe(1);
  });
});
