import { describe, expect, test } from 'vitest';
import { evaluateSignal, type MemberAction } from '../../src/signals/index.ts';
import { riskDomains } from '../../src/signals/risk-domains.ts';
import { unlabelledAi } from '../../src/signals/unlabelled-ai.ts';
import { action, census, members, platform, view } from '../support/cluster-views.ts';

const acting = (count: number, each: (n: number) => Partial<MemberAction>, times = 1) =>
  view({
    members: members(count),
    actions: Array.from({ length: count * times }, (_, i) =>
      action(i % count, { action: 'post', ...each(i) }),
    ),
  });

describe('AI content without the label', () => {
  const usual = platform({ machineTexts: { known: 3_000, hiding: 90 }, textFamilies: census(3_000) });
  const read = (each: (n: number) => Partial<MemberAction>, times = 1) =>
    evaluateSignal(unlabelledAi, acting(30, each, times), usual);

  test('a group that hides it has weight, and its members are marked', () => {
    const found = read((n) => ({ machineMade: n % 10 < 8 ? 'unlabelled' : 'no' }), 3);
    expect(found.value).toBe(0.8);
    expect(found.weight_nats).toBeGreaterThan(10);
  });

  test('texts that say that a machine made them have none', () => {
    expect(read(() => ({ machineMade: 'labelled' }))).toMatchObject({ value: 0, weight_nats: 0 });
  });

  test('one busy account is one, however much it writes', () => {
    expect(read((n) => ({ machineMade: n % 30 === 0 ? 'unlabelled' : 'no' }), 20).weight_nats).toBe(0);
  });

  test('a platform that marks only what it finds is asked the same of everybody', () => {
    const finds = (n: number): Partial<MemberAction> => ({
      textFamily: n,
      machineMade: n % 10 < 6 ? 'unlabelled' : null,
    });
    expect(read(finds).weight_nats).toBeGreaterThan(10);
    const everybody = platform({
      machineTexts: { known: 1_800, hiding: 1_800 },
      textFamilies: census(3_000),
    });
    expect(evaluateSignal(unlabelledAi, acting(30, finds), everybody).weight_nats).toBe(0);
  });

  test('a platform that says nothing of texts lets nobody tell', () => {
    expect(read(() => ({})).abstained).toMatch(/0 of 30/);
  });
});

describe('risky links', () => {
  const listed = new Set(['bad.example']);
  const read = (each: (n: number) => Partial<MemberAction>, list: ReadonlySet<string> = listed, count = 25) =>
    evaluateSignal(
      riskDomains,
      acting(30, each),
      platform({ riskDomains: list, domains: census(4_000, { 'bad.example': count }) }),
    );

  test('a group that pushes a listed domain has weight', () => {
    const found = read((n) => ({ domains: n < 20 ? ['bad.example', 'news.example'] : [] }));
    expect(found.weight_nats).toBeGreaterThan(50);
    expect(found.evidence[0]?.targets).toEqual(['bad.example']);
  });

  test('other links have none', () => {
    expect(read(() => ({ domains: ['news.example'] }))).toMatchObject({ value: 0, weight_nats: 0 });
  });

  test('a listed domain that a fifth of the platform links to has none', () => {
    expect(read((n) => ({ domains: n < 20 ? ['bad.example'] : [] }), listed, 2_000).weight_nats).toBe(0);
  });

  test('without a list it abstains', () => {
    expect(read(() => ({ domains: ['bad.example'] }), new Set()).abstained).toMatch(/no list/);
  });
});
