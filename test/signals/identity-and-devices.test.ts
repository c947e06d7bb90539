import { describe, expect, test } from 'vitest';
import { evaluateSignal, type Member, type Platform } from '../../src/signals/index.ts';
import { profileTemplates } from '../../src/signals/profile-templates.ts';
import { sharedDevices } from '../../src/signals/shared-devices.ts';
import { census, members, platform, view } from '../support/cluster-views.ts';

const readDevices = (
  count: number,
  devicesOf: (index: number) => readonly string[],
  fields: Partial<Platform> = {},
) =>
  evaluateSignal(
    sharedDevices,
    view({ members: members(count, (n) => ({ devices: devicesOf(n) })) }),
    platform({ devices: census(5_000), ...fields }),
  );

describe('shared devices', () => {
  test('a pool of phones has weight, and the busiest are named', () => {
    const found = readDevices(20, (n) => [`pool ${n % 4}`], { accountsOnCrowdedDevices: 120 });
    expect(found.value).toBe(1);
    expect(found.weight_nats).toBeGreaterThan(30);
    expect(found.evidence[0]?.targets).toHaveLength(4);
    expect(found.evidence[0]?.en).toContain('share 4 devices, up to 5 accounts on one');
  });

  test('families with two accounts on a phone have none', () => {
    const found = readDevices(40, (n) => [`family ${Math.floor(n / 2)}`], { accountsOnCrowdedDevices: 100 });
    expect(found).toMatchObject({ value: 0, weight_nats: 0, abstained: null });
  });

  test('a pool of which two at a time are known has weight, where the platform knows of a third', () => {
    const pairs = (n: number) => [`pool ${Math.floor(n / 2)}`];
    const pool = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`pool ${n}`, 4]));
    const found = readDevices(20, pairs, { devices: census(5_000, pool), accountsOnCrowdedDevices: 120 });
    expect(found.value).toBe(1);
    expect(found.weight_nats).toBeGreaterThan(30);
    // One of the group on somebody's crowded phone is there by chance.
    const alone = readDevices(20, (n) => [`pool ${n}`], {
      devices: census(5_000, Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`pool ${n}`, 4]))),
      accountsOnCrowdedDevices: 120,
    });
    expect(alone).toMatchObject({ value: 0, weight_nats: 0 });
  });

  test('phones of their own have none', () => {
    expect(readDevices(40, (n) => [`own ${n}`])).toMatchObject({ value: 0, weight_nats: 0 });
  });

  test('a phone that everybody passes through has none where crowded phones are usual', () => {
    const found = readDevices(20, () => ['café'], { accountsOnCrowdedDevices: 20 + 1_500 });
    expect(found).toMatchObject({ value: 1, weight_nats: 0 });
  });

  test('few sharers in a huge cluster have none', () => {
    const found = readDevices(1_000, (n) => [n < 290 ? `pool ${n % 29}` : `own ${n}`], {
      accountsOnCrowdedDevices: 290,
    });
    expect(found).toMatchObject({ value: 0.29, weight_nats: 0 });
  });

  test('it cannot tell where devices are unknown, of members or of others', () => {
    expect(readDevices(20, (n) => (n < 9 ? ['pool'] : [])).abstained).toBe(
      'devices are known for 9 of 20 accounts',
    );
    expect(readDevices(20, () => ['pool'], { devices: census(49) }).abstained).toMatch(/too few other/);
  });
});

const readProfiles = (
  count: number,
  fieldsOf: (index: number) => Partial<Member>,
  fields: Partial<Platform>,
) => evaluateSignal(profileTemplates, view({ members: members(count, fieldsOf) }), platform(fields));

describe('profiles from one template', () => {
  test('a rare template of handles that most members carry has weight', () => {
    const found = readProfiles(20, (n) => ({ handleStem: n < 15 ? 'lucky#5' : `name${n}` }), {
      handleStems: census(5_000, { 'lucky#5': 17 }),
    });
    expect(found.value).toBe(0.75);
    expect(found.weight_nats).toBeGreaterThan(30);
    expect(found.evidence[0]?.en).toContain('lucky#5');
    expect(found.evidence[0]?.accounts).toHaveLength(15);
  });

  test("the platform's own default handles, which 30 % of everybody carry, have none", () => {
    for (const count of [20, 1_000]) {
      const handleStems = census(10_000, { 'user#7': count + 0.3 * (10_000 - count) });
      const found = readProfiles(count, () => ({ handleStem: 'user#7', handleShape: 'a5#9' }), {
        handleStems,
        handleShapes: census(10_000, { 'a5#9': 4_000 }),
      });
      expect(found).toMatchObject({ value: 0, weight_nats: 0, abstained: null });
    }
  });

  test.each(['avatarHash', 'bio', 'handleShape'] as const)('one %s for all has weight', (trait) => {
    const of = { avatarHash: 'avatars', bio: 'bios', handleShape: 'handleShapes' } as const;
    const found = readProfiles(20, () => ({ [trait]: 'same' }), { [of[trait]]: census(5_000, { same: 20 }) });
    expect(found.weight_nats).toBeGreaterThan(30);
  });

  test('several traits of one script count once, at the strongest', () => {
    const one = readProfiles(20, () => ({ bio: 'same' }), { bios: census(5_000, { same: 20 }) });
    const two = readProfiles(20, () => ({ bio: 'same', avatarHash: 'same' }), {
      bios: census(5_000, { same: 20 }),
      avatars: census(5_000, { same: 20 }),
    });
    expect(two.weight_nats).toBe(one.weight_nats);
    expect(two.evidence).toHaveLength(2);
  });

  test('empty bios are no common bio', () => {
    const found = readProfiles(20, () => ({ bio: '' }), { bios: census(5_000) });
    expect(found.value).toBeNull();
    expect(found.abstained).toMatch(/not known/);
  });

  test('a hostile bio cannot break the sentence that shows it', () => {
    const bio = 'buy\u202e now\n"';
    const found = readProfiles(20, () => ({ bio }), { bios: census(5_000, { [bio]: 20 }) });
    expect(found.evidence[0]?.en).not.toMatch(/[\u202e\n]/);
  });
});
