/** What the platform knows of an account: its own event, and when that is seen. */
import type { AccountEvent } from '../contract/index.ts';
import { type Account, addressOf } from './accounts.ts';
import { MINUTE, type TimedEvent } from './clock.ts';
import { commonContact } from './contacts.ts';
import { makeHandle } from './handles.ts';
import { isoTime } from './ids.ts';
import { addressIn } from './networks.ts';
import { chance, createRng, hashString, logNormal, pick } from './rng.ts';

/** Keys the draws of what an account shows. */
const NAMING = 0x1f83d9ab;

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

/** The name that others call an account by. */
export function handleOf(account: Account): string {
  const drawn = () => makeHandle(createRng(hashString(account.id, NAMING)), account.style, account.language);
  return account.profile.handle ?? drawn().handle;
}

/** The account's own event as observed at a time; the same for each call with the same account and time. */
export function accountEvent(account: Account, observedAt: number): TimedEvent {
  const rng = createRng(hashString(account.id, NAMING));
  const { profile } = account;
  const drawn = makeHandle(rng, account.style, account.language);
  const byPhone = chance(rng, 0.8);
  const { seat } = profile;
  const device = seat?.device ?? account.device;
  const bio = profile.bio ?? pick(rng, account.language === 'zh' ? BIOS_ZH : BIOS_EN);
  const avatar =
    profile.avatar ??
    (chance(rng, 0.22) ? 'default' : hashString(account.id, 7).toString(16).padStart(8, '0'));
  const following = Math.floor(logNormal(rng, 90, 1.1));
  const ip = seat
    ? addressIn(seat.network, account.place, rng)
    : addressOf(account, account.registeredAt, rng);
  const contact = profile.contact ?? commonContact(rng, byPhone);
  const event: AccountEvent = {
    type: 'account',
    account_id: account.id,
    observed_at: isoTime(observedAt),
    registered_at: isoTime(account.registeredAt),
    handle: profile.handle ?? drawn.handle,
    display_name: profile.displayName ?? profile.handle ?? drawn.displayName,
    bio,
    avatar_hash: avatar,
    verified: account.verified,
    followers: account.followers,
    following,
    registration: {
      ip,
      device_id: device.id,
      user_agent: device.userAgent,
      email_domain: contact.mailDomain,
      phone_prefix: contact.phonePrefix,
      channel: profile.channel ?? (chance(rng, 0.85) ? 'app' : 'web'),
      invited_by: profile.invitedBy ?? null,
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
