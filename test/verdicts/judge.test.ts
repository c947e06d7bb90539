/** Whole judgements over clusters as detection gives them. */
import { describe, expect, test } from 'vitest';
import type { ClusterView, Member } from '../../src/signals/index.ts';
import { judge, MODEL } from '../../src/verdicts/index.ts';
import { census, members, platform, view } from '../support/cluster-views.ts';
import { gathering, PROVEN, UNPROVEN } from './evidence.ts';

const DAY = 86_400_000;
const START = Date.UTC(2023, 0, 1);
const COUNT = 20;
const everybody = Array.from({ length: COUNT }, (_, n) => n);

const WORLD = platform({
  registrations: Float64Array.from({ length: 5_000 }, (_, n) => START + n * 0.2 * DAY),
  handleStems: census(5_000, { 'user#7': COUNT }),
  devices: census(5_000),
  accountsOnCrowdedDevices: COUNT,
});
const FARMED = (n: number): Partial<Member> => ({
  registeredAt: START + 500 * DAY + n * 60_000,
  handleStem: 'user#7',
  registrationNetwork: `network ${n % 5}`,
  devices: [`pool ${n % 4}`],
});
const HONEST = (n: number): Partial<Member> => ({
  registeredAt: START + n * 50 * DAY,
  handleStem: `name ${n}`,
  devices: [`own ${n}`],
});
const clusterOf = (fieldsOf: (n: number) => Partial<Member>, together = PROVEN): ClusterView =>
  view({
    members: members(COUNT, fieldsOf),
    gatherings: Array.from({ length: 6 }, () => gathering('co-like', everybody)),
    together,
  });

describe('a judgement', () => {
  test('of farmed accounts that act together is a water army, and of honest ones is not', () => {
    expect(judge(clusterOf(FARMED), WORLD).verdict).toBe('water_army');
    const honest = judge(clusterOf(HONEST), WORLD);
    expect(honest.verdict).toBe('coordinated');
    expect(honest.against.map(({ id }) => id)).toEqual(['spread_registrations', 'own_devices']);
  });

  test('of farmed accounts that never acted together needs more than the batch', () => {
    expect(judge(clusterOf(FARMED, UNPROVEN), WORLD).verdict).toBe('coordinated');
    const bare = (n: number) => ({ registeredAt: FARMED(n).registeredAt ?? null });
    expect(judge(clusterOf(bare, UNPROVEN), WORLD).verdict).toBe('insufficient_data');
  });

  test('is never certain, with all evidence or none', () => {
    const sure = judge(clusterOf(FARMED), WORLD).probability;
    const open = (n: number) => ({ ...HONEST(n), verified: true, operator: 'newsroom' });
    const none = judge(clusterOf(open, UNPROVEN), WORLD).probability;
    expect(sure).toBeGreaterThan(0.99);
    expect(sure).toBeLessThan(1);
    expect(none).toBeLessThan(0.01);
    expect(none).toBeGreaterThan(0);
    const capless = { ...MODEL, capNats: { ...MODEL.capNats, registration: 1_000 } };
    expect(judge(clusterOf(FARMED), WORLD, capless).probability).toBe(0.999999);
  });

  test('of the same cluster is the same, to the last letter', () => {
    expect(JSON.stringify(judge(clusterOf(FARMED), WORLD))).toBe(
      JSON.stringify(judge(clusterOf(FARMED), WORLD)),
    );
  });

  test('of a verified newsroom with one operator is never a water army', () => {
    const newsroom = (n: number) => ({ ...FARMED(n), verified: true, operator: 'newsroom' });
    const { verdict, against } = judge(clusterOf(newsroom), WORLD);
    expect(verdict).toBe('coordinated');
    expect(against.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['declared_operator', 'verified_members']),
    );
  });

  test('does not take verified accounts of many operators for one newsroom', () => {
    const many = (n: number) => ({ ...FARMED(n), verified: true, operator: `operator ${n}` });
    expect(judge(clusterOf(many), WORLD).against.map(({ id }) => id)).not.toContain('declared_operator');
  });

  test('does not take an operator that is only claimed for one that is declared', () => {
    const claimed = (n: number) => ({ ...FARMED(n), operator: 'newsroom' });
    const { verdict, against } = judge(clusterOf(claimed), WORLD);
    expect(verdict).toBe('water_army');
    expect(against).toEqual([]);
  });

  test('says nothing of devices and registrations that it does not know', () => {
    const { against, signals, verdict } = judge(
      clusterOf(() => ({})),
      WORLD,
    );
    expect(against).toEqual([]);
    expect(verdict).toBe('coordinated');
    for (const { value, abstained } of signals.filter(({ id }) => id !== 'synchronized_actions')) {
      expect(value).toBeNull();
      expect(abstained).toMatch(/\S/);
    }
  });
});
