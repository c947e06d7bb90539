/** Puppets of mixed quality: some aged, some batch-registered, some on phones of their own, most on pools. */
import type { Account, AccountWishes } from './accounts.ts';
import { DAY, HOUR, MINUTE, wakingTime } from './clock.ts';
import type { Casting, Member } from './group.ts';
import type { HandleStyle } from './handles.ts';
import { homeNetwork } from './networks.ts';
import { between, chance, exponential, pick, type Rng } from './rng.ts';
import type { Knob } from './scenario.ts';

/** How much effort goes into not being seen: the knobs that attacks have in common, where they make sense. */
const EVASION = {
  accounts: 'puppets in the group',
  aged: 'share of puppets with a natural registration date and profile (0 to 1)',
  ownDevices: 'share of puppets on a device and connection of their own (0 to 1)',
  devices: 'devices in the pool that the others share',
  networks: 'connections in the pool that the others share',
  camouflage: 'share of a puppet’s actions that are ordinary (0 to 1)',
  rotation: 'share of the puppets used for each task (0 to 1)',
  jitterSeconds: 'half width of the time in which a task is done',
  cells: 'parts of the group that never work on one target together (1: all are one army)',
  popularTargets: 'share of the targets that are popular anyway (0 to 1)',
  paraphraseDepth: 'how far each text is put into other words (0 as written, 1 only the meaning is left)',
} as const;
export type EvasionKnob = keyof typeof EVASION;
/** What hiring needs to know. */
export type HireKnobs = 'accounts' | 'aged' | 'ownDevices' | 'devices' | 'networks' | 'cells';

/** The evasion knobs that an attack has, with its defaults. */
export function evasionKnobs<K extends EvasionKnob>(defaults: Readonly<Record<K, number>>): Record<K, Knob> {
  const knobs = Object.entries(defaults).map(([name, value]) => [
    name,
    { value, about: EVASION[name as EvasionKnob] },
  ]);
  return Object.fromEntries(knobs) as Record<K, Knob>;
}

/** How the batch-registered puppets of a group came to be. */
export interface Batch {
  /** Registrations begin here. */
  readonly at: number;
  readonly lastsMs: number;
}

/** What may be decided about a hire. */
export interface HireWishes {
  /** When the batches were registered; by default some nights of the last two months. */
  readonly batches?: readonly Batch[];
  /** The registration of a puppet that is not aged, in place of batches. */
  readonly registeredAt?: (rng: Rng) => number;
  /** What one puppet wishes on top, by its number. */
  readonly wishes?: (rng: Rng, aged: boolean, number: number) => AccountWishes;
}

/** The nights on which a group was registered: one per forty accounts, in the last two months. */
function batchNights(rng: Rng, from: number, count: number): Batch[] {
  return Array.from({ length: count }, () => ({
    // Local two in the morning.
    at: Math.floor(from / DAY - 4 - rng.int(56)) * DAY + 18 * HOUR + between(rng, 0, 3 * HOUR),
    lastsMs: between(rng, 40 * MINUTE, 2 * HOUR),
  }));
}

/** How many cells a group has: whole, at least one, none empty. */
export function cellCount(knobs: { readonly accounts: number; readonly cells: number }): number {
  return Math.max(1, Math.min(Math.floor(knobs.cells), Math.floor(knobs.accounts)));
}

/** What one cell has of a pool; cells do not share while there is enough for all. */
function shareOf<T>(pool: readonly T[], cell: number, cells: number): readonly T[] {
  if (cells === 1) return pool;
  if (pool.length < cells) return [pool[cell % pool.length] as T];
  return pool.filter((_, i) => i % cells === cell);
}

/** Hires a group; `style` is how batch registration names its accounts. */
export function hire(casting: Casting<HireKnobs>, style: HandleStyle, wanted: HireWishes = {}): Member[] {
  const { rng, maker, knobs, from } = casting;
  const cells = cellCount(knobs);
  const nights = wanted.batches ?? batchNights(rng, from, Math.max(cells, 1, Math.ceil(knobs.accounts / 40)));
  const devices = Array.from({ length: Math.max(1, knobs.devices) }, () => maker.device());
  const networks = Array.from({ length: Math.max(1, knobs.networks) }, () => homeNetwork(rng));
  const pools = Array.from({ length: cells }, (_, cell) => ({
    nights: shareOf(nights, cell, cells),
    devices: shareOf(devices, cell, cells),
    networks: shareOf(networks, cell, cells),
  }));
  return Array.from({ length: knobs.accounts }, (_, i): Member => {
    const cell = i % cells;
    const pool = pools[cell] as (typeof pools)[number];
    const wishes: { -readonly [K in keyof AccountWishes]: AccountWishes[K] } = {
      language: chance(rng, 0.92) ? 'zh' : 'en',
    };
    const aged = chance(rng, knobs.aged);
    if (!aged) {
      if (wanted.registeredAt) wishes.registeredAt = wanted.registeredAt(rng);
      else {
        const night = pool.nights[Math.floor(i / cells) % pool.nights.length] as Batch;
        wishes.registeredAt = Math.floor(night.at + rng.next() * night.lastsMs);
      }
      if (chance(rng, 0.85)) wishes.style = style;
      wishes.followers = Math.floor(exponential(rng, 9));
    }
    if (!chance(rng, knobs.ownDevices)) {
      wishes.device = pick(rng, pool.devices);
      wishes.home = pick(rng, pool.networks);
      if (chance(rng, 0.6)) wishes.mobile = pick(rng, pool.networks);
    }
    const account: Account = maker.account({ ...wishes, ...wanted.wishes?.(rng, aged, i) });
    const role = `${aged ? 'aged' : 'batch'} puppet${cells > 1 ? `, cell ${cell + 1}` : ''}`;
    return { account, role, cell };
  });
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
