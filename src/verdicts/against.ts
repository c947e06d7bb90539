/** What speaks against a water army: facts that honest groups have and armies seldom can buy. */
import type { Against, SignalResult } from '../contract/index.ts';
import type { ClusterView, Platform } from '../signals/index.ts';
import { duration, percent } from '../signals/index.ts';
import { inOnePlace } from './places.ts';

const YEAR_MS = 365 * 86_400_000;

/** The reasons that hold for this cluster, in a fixed order; nats are what each takes away. */
export function speaksAgainst(
  view: ClusterView,
  platform: Platform,
  signals: readonly SignalResult[],
): readonly Against[] {
  return [
    declaredOperator(view),
    verifiedMembers(view),
    declaredBots(view),
    onePlace(view),
    aCircle(signals),
    spreadRegistrations(view, platform, valueOfSignal(signals, 'batch_registration')),
    ownDevices(view, valueOfSignal(signals, 'shared_devices')),
    ownWords(view, valueOfSignal(signals, 'homogeneous_content')),
  ].filter((reason) => reason !== null);
}

const valueOfSignal = (signals: readonly SignalResult[], id: string): number | null =>
  signals.find((signal) => signal.id === id)?.value ?? null;

/** One declared operator of mostly verified accounts: a matrix that hides nothing. */
function declaredOperator({ members }: ClusterView): Against | null {
  const counts = new Map<string, number>();
  for (const { operator, verified } of members)
    if (operator !== null && operator !== '' && verified === true)
      counts.set(operator, (counts.get(operator) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  if (most < members.length / 2) return null;
  return {
    id: 'declared_operator',
    en: `${most} of ${members.length} accounts are verified and declare the same operator`,
    zh: `${members.length} 个账号中有 ${most} 个已认证并公开声明同一运营方`,
    weight_nats: 4,
  };
}

function verifiedMembers({ members }: ClusterView): Against | null {
  const verified = members.filter((member) => member.verified === true).length;
  if (verified < 0.3 * members.length) return null;
  return {
    id: 'verified_members',
    en: `${verified} of ${members.length} accounts are verified`,
    zh: `${members.length} 个账号中有 ${verified} 个已认证`,
    weight_nats: 2,
  };
}

/** What bots that hide nothing say of themselves; people who say that they are none do not. */
const SAYS_BOT =
  /(?<!\b(?:not|no|never)\s(?:an?\s)?)\bbots?\b|\bautomated\b|(?<![不非][是为]?)机器人|自动(发布|推送|播报|回复)/iu;

/** Does the account say in its bio or handle that it is a bot? */
const saysBot = ({ bio, handle }: ClusterView['members'][number]): boolean =>
  SAYS_BOT.test(bio ?? '') || /(^|[^a-z])bot\d*$/iu.test(handle ?? '');

/** A school, an office or a home gives out accounts, names and machines. */
function onePlace(view: ClusterView): Against | null {
  const there = inOnePlace(view);
  if (there === null) return null;
  return {
    id: 'one_place',
    en: `${there} of ${view.members.length} accounts were registered on one network: a school, an office or a home explains batches, names and devices in common`,
    zh: `${view.members.length} 个账号中有 ${there} 个在同一网络注册：学校、单位或家庭可以解释其批量注册、昵称规律与共用设备`,
    weight_nats: 3,
  };
}

/** People who read and answer one another, and who came to the platform one by one. */
function aCircle(signals: readonly SignalResult[]): Against | null {
  const given = valueOfSignal(signals, 'own_applause');
  const batch = valueOfSignal(signals, 'batch_registration');
  if (given === null || given < 0.3 || batch === null || batch >= 0.1) return null;
  return {
    id: 'a_circle',
    en: `${percent(given)} of what they do on others' content goes to each other, and they came to the platform one by one: a circle of friends`,
    zh: `他们对他人内容的操作中 ${percent(given)} 给了彼此，且各自陆续注册：像是朋友圈子`,
    weight_nats: 1.5,
  };
}

/**
 * Friends: they read and answer one another, came one by one, and have words or devices of their own. That they act together
 * is then what friends do, and proves nothing else.
 */
export const isCircle = (view: ClusterView, signals: readonly SignalResult[]): boolean =>
  aCircle(signals) !== null &&
  (ownDevices(view, valueOfSignal(signals, 'shared_devices')) !== null ||
    ownWords(view, valueOfSignal(signals, 'homogeneous_content')) !== null);

function declaredBots({ members }: ClusterView): Against | null {
  const bots = members.filter(saysBot).length;
  if (bots < 0.3 * members.length) return null;
  return {
    id: 'declared_bots',
    en: `${bots} of ${members.length} accounts say that they are bots`,
    zh: `${members.length} 个账号中有 ${bots} 个自称机器人`,
    weight_nats: 2,
  };
}

/**
 * Most members are verified, or say that they are bots: they are who they seem, whatever they do together. Such a group is
 * never a water army; a newsroom, a customer service and a weather bot share devices and templates, too.
 */
export const openlyOperated = ({ members }: ClusterView): boolean =>
  2 * members.filter((member) => member.verified === true || saysBot(member)).length >=
  Math.max(members.length, 1);

function spreadRegistrations(
  { members }: ClusterView,
  platform: Platform,
  batchValue: number | null,
): Against | null {
  const times = members
    .flatMap((member) => (member.registeredAt === null ? [] : [member.registeredAt]))
    .sort((a, b) => a - b);
  if (batchValue === null || batchValue >= 0.1 || times.length < members.length / 2) return null;
  const quarter = times[Math.floor(times.length / 4)] as number;
  const threeQuarters = times[Math.floor((3 * times.length) / 4)] as number;
  const span = threeQuarters - quarter;
  const crowd = platform.registrations;
  const usual = at(crowd, 0.75) - at(crowd, 0.25);
  if (span < 0.5 * usual || span < 0.1 * YEAR_MS) return null;
  const [apart, everybody] = [duration(span), duration(usual)];
  return {
    id: 'spread_registrations',
    en: `the accounts registered as far apart as others do (the middle half over ${apart.en}; everybody's over ${everybody.en})`,
    zh: `这些账号的注册时间与一般账号同样分散（中间一半相隔 ${apart.zh}；一般账号 ${everybody.zh}）`,
    weight_nats: 1.5,
  };
}

const at = (sorted: Float64Array, quantile: number): number =>
  sorted[Math.floor(quantile * (sorted.length - 1))] ?? 0;

function ownDevices({ members }: ClusterView, sharedValue: number | null): Against | null {
  if (sharedValue === null || sharedValue >= 0.05) return null;
  return {
    id: 'own_devices',
    en: `${percent(1 - sharedValue)} of the ${members.length} accounts use devices that no three of them share`,
    zh: `${members.length} 个账号中 ${percent(1 - sharedValue)} 未与另外两个以上成员共用设备`,
    weight_nats: 1,
  };
}

function ownWords({ actions }: ClusterView, copiedValue: number | null): Against | null {
  const texts = actions.filter((action) => action.textFamily !== null).length;
  if (copiedValue === null || copiedValue >= 0.1 || texts < 20) return null;
  return {
    id: 'own_words',
    en: `${percent(1 - copiedValue)} of their ${texts} texts are their own`,
    zh: `他们的 ${texts} 条文本中 ${percent(1 - copiedValue)} 为自己所写`,
    weight_nats: 1,
  };
}
