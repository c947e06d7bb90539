/** No signal fires on a random sample of the platform, and every signal says why when it knows nothing. */
import { describe, expect, test } from 'vitest';
import { EVIDENCE_KINDS, Evidence, SignalResult } from '../../src/contract/index.ts';
import { createRng } from '../../src/redteam/index.ts';
import { type ClusterView, evaluateSignal, type Platform, SIGNALS } from '../../src/signals/index.ts';
import { MODEL } from '../../src/verdicts/index.ts';
import { action, censusOf, member, members, platform, view } from '../support/cluster-views.ts';

const DAY = 86_400_000;
const ACCOUNTS = 4_000;
const NOW = Date.UTC(2026, 4, 2);

/** A platform as people make it: defaults, families, favourites, slogans, and busy days. */
function simulate(
  seed: number,
  sampled: number,
): { readonly platform: Platform; readonly sample: ClusterView } {
  const rng = createRng(seed);
  const skewed = (n: number) => Math.floor(n * rng.next() ** 3);
  const people = Array.from({ length: ACCOUNTS }, (_, n) => {
    const promotion = rng.next() < 0.2;
    const at = promotion ? NOW - 200 * DAY + rng.int(DAY / 4) : NOW - rng.int(900 * DAY);
    const device = rng.next() < 0.05 ? `café ${n % 20}` : `home ${Math.floor(n / 2)}`;
    return {
      facts: {
        registeredAt: at,
        registrationNetwork: `network ${skewed(800)}`,
        handleStem: rng.next() < 0.3 ? 'user#7' : `stem ${skewed(3_000)}`,
        handleShape: `shape ${skewed(40)}`,
        avatarHash: rng.next() < 0.2 ? 'default' : `avatar ${n}`,
        bio: rng.next() < 0.1 ? 'nobody' : `bio ${skewed(2_000)}`,
        devices: [device],
      },
      comment: `post ${skewed(300)}`,
      topic: `topic ${skewed(60)}`,
      domain: `site ${skewed(100)}`,
      family: rng.next() < 0.15 ? skewed(40) : 1_000 + n,
    };
  });
  const devices = censusOf(people.map(({ facts }) => facts.devices[0] ?? null));
  const chosen = new Set<number>();
  while (chosen.size < sampled) chosen.add(rng.int(ACCOUNTS));
  const insiders = [...chosen].map((index) => people[index] as (typeof people)[number]);
  return {
    platform: platform({
      accounts: ACCOUNTS,
      registrations: Float64Array.from(people, ({ facts }) => facts.registeredAt).sort(),
      handleStems: censusOf(people.map(({ facts }) => facts.handleStem)),
      handleShapes: censusOf(people.map(({ facts }) => facts.handleShape)),
      avatars: censusOf(people.map(({ facts }) => facts.avatarHash)),
      bios: censusOf(people.map(({ facts }) => facts.bio)),
      devices,
      accountsOnCrowdedDevices: people.filter(({ facts }) => devices.count(facts.devices[0] ?? '') >= 3)
        .length,
      networks: censusOf(people.map(({ facts }) => facts.registrationNetwork)),
      textFamilies: censusOf(people.map(({ family }) => String(family))),
      texts: ACCOUNTS,
      commenters: censusOf(people.map(({ comment }) => comment)),
      topics: censusOf(people.map(({ topic }) => topic)),
      domains: censusOf(people.map(({ domain }) => domain)),
    }),
    sample: view({
      members: insiders.map(({ facts }, n) => member(`m${n}`, facts)),
      actions: insiders.map(({ comment, topic, domain, family }, n) =>
        action(n, {
          action: 'comment',
          targetId: comment,
          topics: [topic],
          domains: [domain],
          text: `text ${family}`,
          textFamily: family,
        }),
      ),
      together: { evidenceNats: 5, priceNats: 60 },
    }),
  };
}

describe.each([12, 60, 600])('random samples of %d accounts', (size) => {
  const worlds = Array.from({ length: 20 }, (_, seed) => simulate(seed, size));

  test.each(SIGNALS.map((signal) => ({ id: signal.id, signal })))('have no $id', ({ signal }) => {
    const weights = worlds.map(
      ({ platform, sample }) => evaluateSignal(signal, sample, platform).weight_nats,
    );
    expect(weights.reduce((sum, nats) => sum + nats, 0) / weights.length).toBeLessThan(1);
    // Nothing that would count as a kind; of what speaks of acting together, nothing that would be proof.
    const bar = MODEL.inauthentic.includes(signal.kind) ? MODEL.presentNats : MODEL.togetherNats;
    expect(Math.max(...weights)).toBeLessThan(bar);
  });
});

describe('the registry', () => {
  test('has one signal for each id, with a kind of the contract and a title in both languages', () => {
    expect(new Set(SIGNALS.map(({ id }) => id)).size).toBe(SIGNALS.length);
    for (const { id, kind, title, about } of SIGNALS) {
      expect(id).toMatch(/^[a-z_]+$/);
      expect(EVIDENCE_KINDS).toContain(kind);
      expect(title.en).not.toBe('');
      expect(title.zh).toMatch(/\p{Script=Han}/u);
      expect(about).toContain('Value:');
    }
  });

  test('abstains with a reason where nothing is known, never with a score of 0', () => {
    for (const signal of SIGNALS) {
      const result = evaluateSignal(signal, view(), platform());
      expect(result).toMatchObject({
        id: signal.id,
        kind: signal.kind,
        value: null,
        weight_nats: 0,
        evidence: [],
      });
      expect(result.abstained).toMatch(/\S/);
    }
  });

  test('gives what the contract says, with values from 0 to 1 and weights of 0 or more', () => {
    const { platform: world, sample } = simulate(99, 200);
    for (const signal of SIGNALS) {
      const result = evaluateSignal(signal, sample, world);
      expect(SignalResult.parse(result)).toEqual(result);
      if (result.value === null) continue;
      expect(result.value).toBeGreaterThanOrEqual(0);
      expect(result.value).toBeLessThanOrEqual(1);
      expect(result.weight_nats).toBeGreaterThanOrEqual(0);
      for (const item of result.evidence) {
        expect(Evidence.parse(item)).toEqual(item);
        for (const list of [item.accounts, item.targets, item.times, item.texts])
          expect(list.length).toBeLessThanOrEqual(20);
      }
    }
  });

  test('is not led astray by a cluster of a single account', () => {
    for (const signal of SIGNALS)
      expect(evaluateSignal(signal, view({ members: members(1) }), platform()).weight_nats).toBe(0);
  });
});
