/** Clusters and platforms made to order, as signals and verdicts are given them. */
import type { Census, ClusterView, Member, MemberAction, Platform } from '../../src/signals/index.ts';

/** An account of which nothing is known but its name. */
export const member = (accountId: string, fields: Partial<Member> = {}): Member => ({
  accountId,
  membership: 'core',
  registeredAt: null,
  registrationNetwork: null,
  handle: null,
  handleStem: null,
  handleShape: null,
  avatarHash: null,
  bio: null,
  verified: null,
  operator: null,
  devices: [],
  emailDomain: null,
  phonePrefix: null,
  invitedBy: null,
  registrationAgent: null,
  habits: { hoursOfDay: null, unevenness: null, awokeAt: null },
  ...fields,
});

/** Members m0, m1 … */
export const members = (count: number, fieldsOf: (index: number) => Partial<Member> = () => ({})): Member[] =>
  Array.from({ length: count }, (_, index) => member(`m${index}`, fieldsOf(index)));

export const action = (by: number, fields: Partial<MemberAction> = {}): MemberAction => ({
  member: by,
  action: 'like',
  targetId: 'p1',
  at: Date.UTC(2026, 4, 2),
  text: '',
  textFamily: null,
  textSource: null,
  domains: [],
  topics: [],
  recipient: null,
  machineMade: null,
  ...fields,
});

/** A cluster that did nothing. */
export const view = (fields: Partial<ClusterView> = {}): ClusterView => ({
  members: members(5),
  actions: [],
  gatherings: [],
  together: { evidenceNats: 0, priceNats: 0 },
  registrationCadence: null,
  reports: [],
  ...fields,
});

/** How many carry each value; a value that nobody was counted for is a single account's. */
export const census = (known: number, counts: Readonly<Record<string, number>> = {}): Census => ({
  known,
  count: (value) => (Object.hasOwn(counts, value) ? (counts[value] as number) : 1),
});

/** The census of values as they stand, one for each account; null where the account has none. */
export function censusOf(values: readonly (string | null)[]): Census {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const known = values.filter((value) => value !== null).length;
  return { known, count: (value) => counts.get(value) ?? 1 };
}

/** A platform of 10,000 accounts of which nothing is known. */
export const platform = (fields: Partial<Platform> = {}): Platform => ({
  accounts: 10_000,
  suspects: 0,
  registrations: new Float64Array(0),
  registrationResolutionMs: 1,
  handleStems: census(0),
  handleShapes: census(0),
  avatars: census(0),
  bios: census(0),
  devices: census(0),
  accountsOnCrowdedDevices: 0,
  networks: census(0),
  textFamilies: census(0),
  texts: 0,
  textSources: census(0),
  domains: census(0),
  topics: census(0),
  commenters: census(0),
  earlyCommenters: census(0),
  earlyTopics: census(0),
  targetOpenedAt: () => null,
  topicOpenedAt: () => null,
  emailDomains: census(0),
  phonePrefixes: census(0),
  inviters: census(0),
  registrationAgents: census(0),
  operators: census(0),
  habits: { hoursKnown: 0, sleepless: 0, pacesKnown: 0, clockwork: 0 },
  awakenings: new Float64Array(0),
  watched: 0,
  machineTexts: { known: 0, hiding: 0 },
  reported: 0,
  riskDomains: new Set(),
  ...fields,
});
