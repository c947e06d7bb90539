/** Accounts and their events; every scenario makes them here, so that form never tells the honest from the hired. */
import type { ActionEvent, ActionName } from '../contract/index.ts';
import { HOUR, naturalRegistration, type TimedEvent } from './clock.ts';
import type { Contact } from './contacts.ts';
import { type HandleStyle, honestStyle } from './handles.ts';
import { createIdMaker, type IdMaker, isoTime } from './ids.ts';
import { addressIn, carrierNetwork, type Device, homeNetwork, type Network, userAgent } from './networks.ts';
import { chance, logNormal, type Rng, skewedIndex } from './rng.ts';

/** Where somebody is: at a device, in a network. */
export interface Seat {
  readonly device: Device;
  readonly network: Network;
}

/** What an account shows of itself and how it signed up, where that is not drawn as for anyone. */
export interface Profile {
  readonly handle?: string;
  readonly displayName?: string;
  readonly bio?: string;
  readonly avatar?: string;
  readonly channel?: 'app' | 'web';
  /** Account id of whoever sent the invitation. */
  readonly invitedBy?: string;
  /** Where it signed up, when that is not where it acts now. */
  readonly seat?: Seat;
  readonly contact?: Contact;
}

/** A person or a puppet, with what stays the same about them through the day. */
export interface Account {
  readonly id: string;
  /** Counts from 0 within its scenario instance; never leaves the generator. */
  readonly serial: number;
  readonly registeredAt: number;
  readonly language: 'zh' | 'en';
  readonly community: number;
  /** Index into the temperaments of browse.ts. */
  readonly temperament: number;
  readonly device: Device;
  readonly home: Network;
  readonly mobile: Network;
  /** Where in the home network this household sits, in [0, 1). */
  readonly place: number;
  readonly style: HandleStyle;
  readonly verified: boolean;
  readonly mcnId: string | null;
  readonly followers: number;
  readonly profile: Profile;
}

/** What may be decided by the scenario; all the rest is drawn as for anyone. */
export interface AccountWishes {
  readonly registeredAt?: number;
  readonly language?: 'zh' | 'en';
  readonly community?: number;
  readonly device?: Device;
  readonly home?: Network;
  readonly mobile?: Network;
  readonly place?: number;
  readonly style?: HandleStyle;
  readonly verified?: boolean;
  readonly mcnId?: string;
  readonly followers?: number;
  readonly profile?: Profile;
}

/** Makes accounts of one scenario instance; `before` is the latest natural registration. */
export interface AccountMaker {
  account(wishes?: AccountWishes): Account;
  /** A phone or computer; with `userAgent`, one that says that of itself. */
  device(userAgent?: string): Device;
}

const PLAIN: Profile = {};

export const COMMUNITIES = 24;
export const TEMPERAMENTS = 5;

export function createAccountMaker(prefix: string, rng: Rng, before: number): AccountMaker {
  const accountId = createIdMaker(prefix, 'account');
  const deviceId = createIdMaker(prefix, 'device');
  let accounts = 0;
  let devices = 0;
  const device = (says?: string): Device => ({ id: deviceId(devices++), userAgent: says ?? userAgent(rng) });
  return {
    device,
    account(wishes = {}) {
      const language = wishes.language ?? (chance(rng, 0.8) ? 'zh' : 'en');
      return {
        id: accountId(accounts),
        serial: accounts++,
        registeredAt: wishes.registeredAt ?? naturalRegistration(rng, before),
        language,
        community: wishes.community ?? skewedIndex(rng, COMMUNITIES, 1.5),
        temperament: rng.int(TEMPERAMENTS),
        device: wishes.device ?? device(),
        home: wishes.home ?? homeNetwork(rng),
        mobile: wishes.mobile ?? carrierNetwork(rng),
        place: wishes.place ?? rng.next(),
        style: wishes.style ?? honestStyle(rng, language),
        verified: wishes.verified ?? chance(rng, 0.012),
        mcnId: wishes.mcnId ?? (chance(rng, 0.006) ? `mcn-${1 + rng.int(30)}` : null),
        followers: wishes.followers ?? Math.floor(logNormal(rng, 40, 1.6)),
        profile: wishes.profile ?? PLAIN,
      };
    },
  };
}

/** The address an account comes from at a time: at home in the evening, on the carrier by day, as people do. */
export function addressOf(account: Account, at: number, rng: Rng): string {
  const localHour = (Math.floor(at / HOUR) + 8) % 24;
  const atHome = localHour >= 19 || localHour < 8 ? 0.8 : 0.35;
  return addressIn(chance(rng, atHome) ? account.home : account.mobile, account.place, rng);
}

/** What is said about an AI's part in a text. */
export type AiLabel = NonNullable<ActionEvent['ai_label']>;

/** What is particular about one action. */
export interface ActionDetails {
  readonly action: ActionName;
  readonly at: number;
  readonly targetId: string;
  readonly targetAccountId: string | null;
  readonly text?: string | undefined;
  readonly topics?: string[];
  readonly urls?: string[];
  readonly media?: string[];
  readonly aiLabel?: AiLabel | undefined;
  /** Where others will act on this action itself; drawn when not given. */
  readonly eventId?: string;
  /** Where the account is, when it is not on its own device at home or on the move. */
  readonly seat?: Seat | undefined;
}

/** Makes the actions of one scenario instance, each with all of its fields and an id of its own. */
export type ActionMaker = (account: Account, details: ActionDetails) => TimedEvent & { event: ActionEvent };

/** Shared by the many actions without topics, links or pictures; frozen, so that nobody adds to it. */
const NONE: string[] = [];
Object.freeze(NONE);

export function createActionMaker(prefix: string, rng: Rng): ActionMaker {
  const eventId: IdMaker = createIdMaker(prefix, 'event');
  let actions = 0;
  return (account, details) => {
    const at = Math.floor(details.at);
    const device = details.seat?.device ?? account.device;
    return {
      at,
      event: {
        type: 'action',
        event_id: details.eventId ?? eventId(actions++),
        account_id: account.id,
        action: details.action,
        target_id: details.targetId,
        target_account_id: details.targetAccountId,
        occurred_at: isoTime(at),
        text: details.text ?? null,
        topics: details.topics ?? NONE,
        urls: details.urls ?? NONE,
        media: details.media ?? NONE,
        client: {
          ip: details.seat
            ? addressIn(details.seat.network, account.place, rng)
            : addressOf(account, at, rng),
          device_id: device.id,
          user_agent: device.userAgent,
        },
        ai_label: details.aiLabel ?? null,
      },
    };
  };
}
