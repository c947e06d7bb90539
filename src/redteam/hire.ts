/** Puppets of mixed quality: some aged, some batch-registered, some on phones of their own, most on pools. */
import type { Account, AccountWishes } from './accounts.ts';
import type { CityPost } from './city.ts';
import { DAY, HOUR, MINUTE, wakingTime } from './clock.ts';
import type { Casting, Member } from './group.ts';
import type { HandleStyle } from './handles.ts';
import { homeNetwork } from './networks.ts';
import { between, chance, exponential, pick, type Rng, sample } from './rng.ts';
import type { Knob, ScenarioInput } from './scenario.ts';

/** The knobs that every attack has: how much effort goes into not being seen. */
export interface HireDefaults {
  readonly accounts: number;
  readonly aged: number;
  readonly ownDevices: number;
  readonly devices: number;
  readonly networks: number;
  readonly camouflage: number;
  readonly rotation: number;
  readonly jitterSeconds: number;
}
export type HireKnobs = keyof HireDefaults;

export function hireKnobs(defaults: HireDefaults): Record<HireKnobs, Knob> {
  return {
    accounts: { value: defaults.accounts, about: 'puppets in the group' },
    aged: { value: defaults.aged, about: 'share of puppets with a natural registration date (0 to 1)' },
    ownDevices: {
      value: defaults.ownDevices,
      about: 'share of puppets on a device and connection of their own (0 to 1)',
    },
    devices: { value: defaults.devices, about: 'devices in the pool that the others share' },
    networks: { value: defaults.networks, about: 'connections in the pool that the others share' },
    camouflage: {
      value: defaults.camouflage,
      about: 'share of a puppet’s actions that are ordinary (0 to 1)',
    },
    rotation: { value: defaults.rotation, about: 'share of the puppets used for each task (0 to 1)' },
    jitterSeconds: { value: defaults.jitterSeconds, about: 'half width of the time in which a task is done' },
  };
}

/** How the batch-registered puppets of a group came to be. */
export interface Batch {
  /** Registrations begin here. */
  readonly at: number;
  readonly lastsMs: number;
}

/** The nights on which a group was registered: one per forty accounts, in the last two months. */
export function batchNights(rng: Rng, from: number, accounts: number): Batch[] {
  return Array.from({ length: Math.max(1, Math.ceil(accounts / 40)) }, () => ({
    // Local two in the morning.
    at: Math.floor(from / DAY - 4 - rng.int(56)) * DAY + 18 * HOUR + between(rng, 0, 3 * HOUR),
    lastsMs: between(rng, 40 * MINUTE, 2 * HOUR),
  }));
}

/** Hires a group; `style` is how batch registration names its accounts. */
export function hire(casting: Casting<HireKnobs>, style: HandleStyle, batches?: readonly Batch[]): Member[] {
  const { rng, maker, knobs, from } = casting;
  const nights = batches ?? batchNights(rng, from, knobs.accounts);
  const devices = Array.from({ length: Math.max(1, knobs.devices) }, () => maker.device());
  const networks = Array.from({ length: Math.max(1, knobs.networks) }, () => homeNetwork(rng));
  return Array.from({ length: knobs.accounts }, (_, i): Member => {
    const wishes: { -readonly [K in keyof AccountWishes]: AccountWishes[K] } = {
      language: chance(rng, 0.92) ? 'zh' : 'en',
    };
    const aged = chance(rng, knobs.aged);
    if (!aged) {
      const night = nights[i % nights.length] as Batch;
      wishes.registeredAt = Math.floor(night.at + rng.next() * night.lastsMs);
      if (chance(rng, 0.85)) wishes.style = style;
      wishes.followers = Math.floor(exponential(rng, 9));
    }
    if (!chance(rng, knobs.ownDevices)) {
      wishes.device = pick(rng, devices);
      wishes.home = pick(rng, networks);
      if (chance(rng, 0.6)) wishes.mobile = pick(rng, networks);
    }
    return { account: maker.account(wishes), role: aged ? 'aged puppet' : 'batch puppet' };
  });
}

/** The puppets that do one task. */
export function shift(rng: Rng, members: readonly Member[], rotation: number): Account[] {
  const wanted = Math.max(1, Math.round(members.length * rotation));
  return sample(rng, members, wanted).map(({ account }) => account);
}

/** When one puppet does its part of a task that is set for `at`: evenly within the jitter. */
export function jittered(rng: Rng, at: number, jitterSeconds: number): number {
  return at + between(rng, -1000, 1000) * jitterSeconds;
}

/** A moment of the stretch when people are up, away from its edges. */
export function workingTime(rng: Rng, from: number, to: number): number {
  const margin = 0.05 * (to - from);
  return wakingTime(rng, from + margin, to - 2 * margin);
}

/** Posts of the crowd that somebody pays for: of today, obscure or (by share) already popular. */
export function customerPosts(
  rng: Rng,
  input: ScenarioInput,
  count: number,
  popularShare: number,
): CityPost[] {
  const { city, from, to } = input;
  const today = city.posts.filter((post) => post.at >= from && post.at < from + 0.7 * (to - from));
  const popular = today.filter((post) => post.weight >= 12);
  const obscure = today.filter((post) => post.weight < 3);
  const fromPopular = Math.round(count * popularShare);
  return [...sample(rng, popular, fromPopular), ...sample(rng, obscure, count - fromPopular)];
}
