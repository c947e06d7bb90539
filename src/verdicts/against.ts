/** What speaks against a water army: facts that honest groups have and armies seldom can buy. */
import type { ActionName, Against, SignalResult } from '../contract/index.ts';
import type { ClusterView, Platform } from '../signals/index.ts';
import { duration, percent } from '../signals/index.ts';

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
    aCircle(signals),
    spreadRegistrations(view, platform, valueOfSignal(signals, 'batch_registration')),
    ownDevices(view, valueOfSignal(signals, 'shared_devices')),
    ownWords(view, valueOfSignal(signals, 'homogeneous_content')),
  ].filter((reason) => reason !== null);
}

const valueOfSignal = (signals: readonly SignalResult[], id: string): number | null =>
  signals.find((signal) => signal.id === id)?.value ?? null;

/** Most verified accounts that declare one operator. */
function underOneOperator({ members }: ClusterView): number {
  const counts = new Map<string, number>();
  for (const { operator, verified } of members)
    if (operator !== null && operator !== '' && verified === true)
      counts.set(operator, (counts.get(operator) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

/** One declared operator of mostly verified accounts: a matrix that hides nothing. */
function declaredOperator(view: ClusterView): Against | null {
  const most = underOneOperator(view);
  if (most < view.members.length / 2) return null;
  return {
    id: 'declared_operator',
    en: `${most} of ${view.members.length} accounts are verified and declare the same operator`,
    zh: `${view.members.length} 个账号中有 ${most} 个已认证并公开声明同一运营方`,
    weight_nats: 4,
  };
}

/** What a declaration of all members takes away; of some it takes their share, as it speaks for nobody else. */
const DECLARED_NATS = 2;

function verifiedMembers({ members }: ClusterView): Against | null {
  const verified = members.filter((member) => member.verified === true).length;
  if (verified < 0.3 * members.length) return null;
  return {
    id: 'verified_members',
    en: `${verified} of ${members.length} accounts are verified`,
    zh: `${members.length} 个账号中有 ${verified} 个已认证`,
    weight_nats: (DECLARED_NATS * verified) / members.length,
  };
}

/** What bots that hide nothing say of themselves; people who say that they are none do not. */
const SAYS_BOT =
  /(?<!\b(?:not|no|never)\s(?:an?\s)?)\bbots?\b|\bautomated\b|(?<![不非][是为]?)机器人|自动(发布|推送|播报|回复)/iu;

/** Does the account say in its bio or handle that it is a bot? */
const saysBot = ({ bio, handle }: ClusterView['members'][number]): boolean =>
  SAYS_BOT.test(bio ?? '') || /(^|[^a-z])bot\d*$/iu.test(handle ?? '');

/** The share of what they do on others' content that goes to each other, where they came to the platform one by one; else null. */
export function circleShare(signals: readonly SignalResult[]): number | null {
  const given = valueOfSignal(signals, 'own_applause');
  const batch = valueOfSignal(signals, 'batch_registration');
  return given === null || given < 0.3 || batch === null || batch >= 0.1 ? null : given;
}

/** People who read and answer one another, and who came to the platform one by one. */
function aCircle(signals: readonly SignalResult[]): Against | null {
  const given = circleShare(signals);
  if (given === null) return null;
  return {
    id: 'a_circle',
    en: `${percent(given)} of what they do on others' content goes to each other, and they came to the platform one by one: a circle of friends`,
    zh: `他们对他人内容的操作中 ${percent(given)} 给了彼此，且各自陆续注册：像是朋友圈子`,
    weight_nats: 1.5,
  };
}

function declaredBots(view: ClusterView): Against | null {
  const { members } = view;
  const bots = openBots(view).size;
  if (bots < 0.3 * members.length) return null;
  return {
    id: 'declared_bots',
    en: `${bots} of ${members.length} accounts say that they are bots, and write as bots do`,
    zh: `${members.length} 个账号中有 ${bots} 个自称机器人，且确以发布、回复内容为主`,
    weight_nats: (DECLARED_NATS * bots) / members.length,
  };
}

/** What bots that hide nothing do: they publish, remind and answer. They do not applaud, follow or vote. */
const WRITING: ReadonlySet<ActionName> = new Set(['post', 'comment', 'quote', 'danmaku']);

/** Members that say that they are bots and do what such bots do: at least half of their acts are writing. */
function openBots({ members, actions }: ClusterView): ReadonlySet<number> {
  const acts = new Uint32Array(members.length);
  const written = new Uint32Array(members.length);
  for (const { member, action } of actions) {
    acts[member] = (acts[member] as number) + 1;
    if (WRITING.has(action)) written[member] = (written[member] as number) + 1;
  }
  const isOpen = (member: number) => 2 * (written[member] as number) >= (acts[member] as number);
  return new Set(members.flatMap((one, member) => (saysBot(one) && isOpen(member) ? [member] : [])));
}

/** Members that must have declared themselves for the group to hide nothing; a few are new, or were forgotten. */
const NEARLY_ALL = 0.9;

/**
 * Half of the members are verified under one operator, or nearly all are verified or say that they are bots and write as
 * bots do: they are who they seem, whatever they do together. Such a group is never a water army; a newsroom, a customer
 * service and a weather bot share devices and templates, too. A mark that some bought, or wrote into their profiles, speaks
 * for nobody else.
 */
export function openlyOperated(view: ClusterView): boolean {
  const { members } = view;
  if (members.length === 0) return false;
  const bots = openBots(view);
  const declared = members.filter(({ verified }, member) => verified === true || bots.has(member)).length;
  return 2 * underOneOperator(view) >= members.length || declared >= NEARLY_ALL * members.length;
}

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
    en: `${percent(1 - sharedValue)} of the ${members.length} accounts use no crowded device that another of them uses`,
    zh: `${members.length} 个账号中 ${percent(1 - sharedValue)} 未与其他成员共用三人以上的设备`,
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
