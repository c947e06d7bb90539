import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVIDENCE_KINDS } from '../../src/contract/index.ts';
import { addEvidence } from '../../src/verdicts/add-evidence.ts';
import { MODEL } from '../../src/verdicts/index.ts';
import { anyAgainst, anySignals, result } from './evidence.ts';

describe('the sum of the evidence', () => {
  test('the probability lies strictly between 0 and 1, and half way at even odds', () => {
    fc.assert(
      fc.property(anySignals, anyAgainst, (signals, against) => {
        const { probability, totalNats } = addEvidence(signals, against, MODEL);
        expect(probability).toBeGreaterThan(0);
        expect(probability).toBeLessThan(1);
        const { slope, intercept } = MODEL.calibration;
        expect(probability > 0.5).toBe(slope * totalNats + intercept > 0);
      }),
    );
  });

  test('more evidence never lowers the probability', () => {
    const more = fc.double({ min: 0, max: 50, noNaN: true });
    fc.assert(
      fc.property(anySignals, anyAgainst, fc.nat(), more, (signals, against, which, added) => {
        fc.pre(signals.length > 0);
        const before = addEvidence(signals, against, MODEL);
        const raised = signals.map((signal, n) =>
          n === which % signals.length ? { ...signal, weight_nats: signal.weight_nats + added } : signal,
        );
        const after = addEvidence(raised, against, MODEL);
        expect(after.probability).toBeGreaterThanOrEqual(before.probability);
        expect(after.present).toEqual(expect.arrayContaining([...before.present]));
      }),
    );
  });

  test('one signal more never lowers the probability', () => {
    fc.assert(
      fc.property(anySignals, anySignals, anyAgainst, (signals, others, against) => {
        const before = addEvidence(signals, against, MODEL).probability;
        expect(addEvidence([...signals, ...others], against, MODEL).probability).toBeGreaterThanOrEqual(
          before,
        );
      }),
    );
  });

  test('more against it never raises the probability', () => {
    fc.assert(
      fc.property(anySignals, anyAgainst, anyAgainst, (signals, against, others) => {
        const before = addEvidence(signals, against, MODEL).probability;
        expect(addEvidence(signals, [...against, ...others], MODEL).probability).toBeLessThanOrEqual(before);
      }),
    );
  });

  test('the order of the signals does not matter', () => {
    const withShuffle = anySignals.chain((signals) =>
      fc.tuple(
        fc.constant(signals),
        fc.shuffledSubarray(signals, { minLength: signals.length, maxLength: signals.length }),
      ),
    );
    fc.assert(
      fc.property(withShuffle, ([signals, shuffled]) => {
        const [one, other] = [addEvidence(signals, [], MODEL), addEvidence(shuffled, [], MODEL)];
        expect([...other.byKind.keys()]).toEqual([...one.byKind.keys()]);
        for (const [kind, nats] of one.byKind) expect(other.byKind.get(kind)).toBeCloseTo(nats, 1);
      }),
    );
  });

  test('no kind adds more than its cap, however many signals it has', () => {
    fc.assert(
      fc.property(anySignals, (signals) => {
        for (const [kind, nats] of addEvidence(signals, [], MODEL).byKind) {
          expect(nats).toBeGreaterThan(0);
          expect(nats).toBeLessThanOrEqual(MODEL.capNats[kind]);
        }
      }),
    );
    const flood = Array.from({ length: 30 }, (_, n) => result(`s${n}`, 'content', 100));
    expect(addEvidence(flood, [], MODEL).totalNats).toBeCloseTo(MODEL.priorNats + MODEL.capNats.content, 6);
  });

  test('a signal that abstains, and one with a negative weight, add nothing', () => {
    const silent = [result('a', 'identity', 0, null), result('b', 'content', -5)];
    expect(addEvidence(silent, [], MODEL)).toEqual(addEvidence([], [], MODEL));
  });

  test('acting together is not a kind of inauthenticity', () => {
    const acting = (['synchrony', 'targets', 'reports'] as const).map((kind) => result(kind, kind, 100));
    expect(addEvidence(acting, [], MODEL).present).toEqual([]);
    for (const kind of MODEL.inauthentic) {
      expect(EVIDENCE_KINDS).toContain(kind);
      expect(addEvidence([result('x', kind, 100)], [], MODEL).present).toEqual([kind]);
    }
  });

  test('a kind is present from twenty to one on, not a hair before', () => {
    const at = (nats: number) => addEvidence([result('x', 'identity', nats)], [], MODEL).present;
    expect(at(Math.log(20))).toEqual(['identity']);
    expect(at(Math.log(20) - 1e-6)).toEqual([]);
  });
});
