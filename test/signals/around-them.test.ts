import { describe, expect, test } from 'vitest';
import { commonOperator } from '../../src/signals/common-operator.ts';
import { evaluateSignal, type MemberReport } from '../../src/signals/index.ts';
import { ownApplause } from '../../src/signals/own-applause.ts';
import { earlyComments } from '../../src/signals/shares.ts';
import { userReports } from '../../src/signals/user-reports.ts';
import { action, census, members, platform, view } from '../support/cluster-views.ts';

describe('one operator', () => {
  const read = (operatorOf: (n: number) => string | null) =>
    evaluateSignal(
      commonOperator,
      view({ members: members(20, (n) => ({ operator: operatorOf(n) })) }),
      platform({ operators: census(300, { 'mcn-1': 25 }) }),
    );

  test('most of a group under one agency has weight', () => {
    expect(read((n) => (n < 15 ? 'mcn-1' : null)).weight_nats).toBeGreaterThan(50);
  });

  test('agencies of their own, or none, have none', () => {
    expect(read((n) => (n % 4 === 0 ? `mcn-${100 + n}` : null)).weight_nats).toBe(0);
    expect(read(() => null).abstained).toMatch(/0 of 20/);
  });
});

describe('user reports', () => {
  const report = (member: number, fields: Partial<MemberReport> = {}): MemberReport => ({
    member,
    reporter: `r${member}`,
    isMember: false,
    against: 1,
    ...fields,
  });
  const read = (reports: readonly MemberReport[]) =>
    evaluateSignal(userReports, view({ members: members(20), reports }), platform({ reported: 40 }));

  test('a group that careful users report has weight', () => {
    expect(read(Array.from({ length: 15 }, (_, n) => report(n))).weight_nats).toBeGreaterThan(20);
  });

  test('the same reports by those who report everybody weigh next to nothing', () => {
    const mass = Array.from({ length: 15 }, (_, n) => report(n, { reporter: 'army', against: 500 }));
    expect(read(mass).weight_nats).toBe(0);
  });

  test('members that report each other do not count', () => {
    expect(read(Array.from({ length: 15 }, (_, n) => report(n, { isMember: true }))).weight_nats).toBe(0);
  });

  test('more reports never weigh less', () => {
    let last = 0;
    for (let count = 0; count <= 20; count += 1) {
      const { weight_nats } = read(Array.from({ length: count }, (_, n) => report(n)));
      expect(weight_nats).toBeGreaterThanOrEqual(last);
      last = weight_nats;
    }
  });
});

describe('applause for their own', () => {
  const read = (recipientOf: (n: number) => number | 'outsider' | null) =>
    evaluateSignal(
      ownApplause,
      view({
        members: members(20),
        actions: Array.from({ length: 100 }, (_, i) => action(i % 20, { recipient: recipientOf(i) })),
      }),
      platform(),
    );

  test('members that like members have weight', () => {
    expect(read((i) => (i * 7 + 3) % 20).weight_nats).toBeGreaterThan(20);
  });

  test('members that like others have none', () => {
    expect(read(() => 'outsider')).toMatchObject({ value: 0, weight_nats: 0 });
  });

  test('their own posts say nothing', () => {
    expect(read((i) => i % 20).abstained).toMatch(/not known/);
  });
});

describe('the first minutes of a comment section', () => {
  const OPENED = Date.UTC(2026, 4, 2);
  const read = (minutes: number) =>
    evaluateSignal(
      earlyComments,
      view({
        members: members(30),
        actions: Array.from({ length: 30 }, (_, n) =>
          action(n, { action: 'comment', targetId: 'p1', at: OPENED + minutes * 60_000 + n }),
        ),
      }),
      platform({ targetOpenedAt: () => OPENED, earlyCommenters: census(900, { p1: 36 }) }),
    );

  test('are theirs when most of those who came early are members', () => {
    const found = read(2);
    expect(found.value).toBeCloseTo(30 / 36);
    expect(found.weight_nats).toBeGreaterThan(50);
  });

  test('are not when they came later', () => {
    expect(read(30).abstained).toMatch(/fewer than three/);
  });
});
