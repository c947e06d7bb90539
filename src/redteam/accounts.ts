/** Accounts and their events; every scenario makes them here, so that form never tells the honest from the hired. */
import type { AccountEvent, ActionEvent, ActionName } from '../contract/index.ts';
import { HOUR, MINUTE, naturalRegistration, type TimedEvent } from './clock.ts';
import { type HandleStyle, honestStyle, makeHandle } from './handles.ts';
import { createIdMaker, type IdMaker, isoTime } from './ids.ts';
import { addressIn, carrierNetwork, type Device, homeNetwork, type Network, userAgent } from './networks.ts';
import { chance, createRng, hashString, logNormal, pick, type Rng } from './rng.ts';

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
}

/** Makes accounts of one scenario instance; `before` is the latest natural registration. */
export interface AccountMaker {
  account(wishes?: AccountWishes): Account;
  device(): Device;
}

export const COMMUNITIES = 24;
export const TEMPERAMENTS = 5;

export function createAccountMaker(prefix: string, rng: Rng, before: number): AccountMaker {
  const accountId = createIdMaker(prefix, 'account');
  const deviceId = createIdMaker(prefix, 'device');
  let accounts = 0;
  let devices = 0;
  const device = (): Device => ({ id: deviceId(devices++), userAgent: userAgent(rng) });
  return {
    device,
    account(wishes = {}) {
      const language = wishes.language ?? (chance(rng, 0.8) ? 'zh' : 'en');
      return {
        id: accountId(accounts),
        serial: accounts++,
        registeredAt: wishes.registeredAt ?? naturalRegistration(rng, before),
        language,
        community: wishes.community ?? rng.int(COMMUNITIES),
        temperament: rng.int(TEMPERAMENTS),
        device: wishes.device ?? device(),
        home: wishes.home ?? homeNetwork(rng),
        mobile: wishes.mobile ?? carrierNetwork(rng),
        place: wishes.place ?? rng.next(),
        style: wishes.style ?? honestStyle(rng, language),
        verified: wishes.verified ?? chance(rng, 0.012),
        mcnId: wishes.mcnId ?? (chance(rng, 0.006) ? `mcn-${1 + rng.int(30)}` : null),
        followers: wishes.followers ?? Math.floor(logNormal(rng, 40, 1.6)),
      };
    },
  };
}

/** The address an account comes from at a time: at home in the evening, on the carrier by day, as people do. */
export function addressOf(account: Account, at: number, rng: Rng): string {
  const localHour = ((at / HOUR + 8) % 24) | 0;
  const atHome = localHour >= 19 || localHour < 8 ? 0.8 : 0.35;
  return addressIn(chance(rng, atHome) ? account.home : account.mobile, account.place, rng);
}

const MAIL = ['mail.example', 'post.example', 'inbox.example', 'letters.example', 'campus.example'];
const PHONE = ['130', '135', '136', '138', '139', '150', '158', '170', '177', '186', '188', '199'];
const BIOS_ZH = [
  '',
  '',
  '',
  '随便看看',
  '认真生活',
  '长期主义者',
  '吃饭睡觉打豆豆',
  '不回私信',
  '记录日常',
  '三分钟热度',
];
const BIOS_EN = [
  '',
  '',
  '',
  'just looking around',
  'coffee first',
  'opinions my own',
  'mostly cats',
  'she/her',
  'runner',
];

/** The account's own event as observed at a time; the same for each call with the same account and time. */
export function accountEvent(account: Account, observedAt: number): TimedEvent {
  const rng = createRng(hashString(account.id, 0x1f83d9ab));
  const { handle, displayName } = makeHandle(rng, account.style, account.language);
  const byPhone = chance(rng, 0.8);
  const event: AccountEvent = {
    type: 'account',
    account_id: account.id,
    observed_at: isoTime(observedAt),
    registered_at: isoTime(account.registeredAt),
    handle,
    display_name: displayName,
    bio: pick(rng, account.language === 'zh' ? BIOS_ZH : BIOS_EN),
    avatar_hash: chance(rng, 0.22) ? 'default' : hashString(account.id, 7).toString(16).padStart(8, '0'),
    verified: account.verified,
    followers: account.followers,
    following: Math.floor(logNormal(rng, 90, 1.1)),
    registration: {
      ip: addressOf(account, account.registeredAt, rng),
      device_id: account.device.id,
      user_agent: account.device.userAgent,
      email_domain: byPhone ? null : pick(rng, MAIL),
      phone_prefix: byPhone ? pick(rng, PHONE) : null,
      channel: chance(rng, 0.85) ? 'app' : 'web',
      invited_by: null,
    },
    operator: { mcn_id: account.mcnId },
  };
  return { at: observedAt, event };
}

/** When an account is seen: older ones in the snapshot of the stretch's first half hour, new ones as they register. */
export function observedAt(account: Account, from: number): number {
  const draw = hashString(account.id, 0x5be0cd19) / 4_294_967_296;
  if (account.registeredAt >= from) return account.registeredAt + 200 + Math.floor(2800 * draw);
  return from + Math.floor(30 * MINUTE * draw);
}

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
    return {
      at,
      event: {
        type: 'action',
        event_id: eventId(actions++),
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
          ip: addressOf(account, at, rng),
          device_id: account.device.id,
          user_agent: account.device.userAgent,
        },
        ai_label: null,
      },
    };
  };
}
