import { describe, expect, test } from 'vitest';
import type { Evidence, SignalResult } from '../../../src/contract/index.ts';
import { guessOperator } from '../../../src/detection/campaigns/operator-guess.ts';
import { commonOperator } from '../../../src/signals/common-operator.ts';
import { registrationTraits } from '../../../src/signals/registration-traits.ts';
import { evaluateSignal, fact } from '../../../src/signals/signal.ts';
import { census, members, platform, view } from '../../support/cluster-views.ts';
import { lineOf, people, START } from './runs.ts';

const signal = (id: string, details: Partial<Evidence>, weight_nats = 5): SignalResult => ({
  id,
  kind: 'targets',
  value: details.observed ?? null,
  weight_nats,
  abstained: null,
  evidence: [fact({ en: '', zh: '' }, details)],
});
const operator = signal('common_operator', { observed: 0.8, targets: ['mcn 7'] });
const inviter = signal('registration_traits', { observed: 0.6, targets: ['invited_by:boss'] });
const devices = signal('shared_devices', { observed: 0.9, targets: ['d2', 'd1'] });
const domain = signal('common_links', {
  observed: 0.7,
  targets: ['shop.example'],
  accounts: [...people('r', 1, 8)],
});
const guess = (...signals: readonly SignalResult[]) =>
  guessOperator(lineOf({ core: people('r', 1, 10), signals }, START));

describe('the operator of a cluster is', () => {
  test('the surest thing that most members share', () => {
    expect(guess(domain, devices, inviter, operator)).toEqual({ kind: 'operator', value: 'mcn 7' });
    expect(guess(domain, devices, inviter)).toEqual({ kind: 'inviter', value: 'boss' });
    expect(guess(domain, devices)).toEqual({ kind: 'devices', value: 'd1 d2' });
    expect(guess(domain)).toEqual({ kind: 'domain', value: 'shop.example' });
  });

  test('not known where nothing is shared', () => {
    expect(guess()).toBeNull();
  });

  test('not what a minority shares, what others share as well, or what names nobody', () => {
    expect(guess(signal('common_operator', { observed: 0.4, targets: ['mcn 7'] }))).toBeNull();
    expect(guess(signal('shared_devices', { observed: 0.9, targets: ['d1'] }, 0))).toBeNull();
    expect(guess(signal('registration_traits', { observed: 0.9 }))).toBeNull();
    expect(
      guess(signal('common_links', { observed: 0.7, targets: ['x'], accounts: [...people('r', 1, 4)] })),
    ).toBeNull();
  });

  test('what the signals themselves put into their evidence', () => {
    const named = view({
      members: members(40, (n) => ({ operator: n < 30 ? 'mcn 7' : null, invitedBy: n < 35 ? 'boss' : 'x' })),
    });
    const world = platform({
      operators: census(2_000, { 'mcn 7': 30 }),
      inviters: census(2_000, { boss: 35 }),
    });
    expect(guess(evaluateSignal(commonOperator, named, world))).toEqual({ kind: 'operator', value: 'mcn 7' });
    expect(guess(evaluateSignal(registrationTraits, named, world))).toEqual({
      kind: 'inviter',
      value: 'boss',
    });
  });
});
