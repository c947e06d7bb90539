/**
 * Signals: the marks of a water army. One file per mark; each returns a value with evidence, or abstains with the reason.
 * This file says what a signal is given: the cluster with its raw actions, and the platform to compare it with.
 */
import type { ActionName, Bilingual, Membership } from '../contract/index.ts';

/** What is known of a member. Hashes are keyed and shown as hex; absent facts are null or empty. */
export interface Member {
  readonly accountId: string;
  readonly membership: Membership;
  readonly registeredAt: number | null;
  readonly registrationNetwork: string | null;
  readonly handle: string | null;
  /** The handle's template (letters kept, digits counted) and its shape (classes of characters). */
  readonly handleStem: string | null;
  readonly handleShape: string | null;
  readonly avatarHash: string | null;
  readonly bio: string | null;
  readonly verified: boolean | null;
  readonly operator: string | null;
  readonly devices: readonly string[];
  /** What the account was registered with; keyed hashes as hex but for the client's own words. */
  readonly emailDomain: string | null;
  readonly phonePrefix: string | null;
  readonly invitedBy: string | null;
  readonly registrationAgent: string | null;
  /** How it lives; null where too little was seen. */
  readonly habits: Habits;
}

/** Habits of one account over the window. */
export interface Habits {
  /** Hours of the day (UTC) in which it was ever active, 1 to 24; null with fewer than 48 actions on 3 days. */
  readonly hoursOfDay: number | null;
  /** Coefficient of variation of the pauses within sittings (1 for chance, 0 for a clock); null with fewer than 12. */
  readonly unevenness: number | null;
  /** First action after a silence of a week or more, epoch ms; null where there was none. */
  readonly awokeAt: number | null;
}

/**
 * One action of a member; `textFamily` names its family of near copies, null where the text proves nothing. `text` is empty
 * where no other member has one of its family. Targets, domains and topics that no two members share go by a hash.
 */
export interface MemberAction {
  readonly member: number;
  readonly action: ActionName;
  readonly targetId: string;
  readonly at: number;
  readonly text: string;
  readonly textFamily: number | null;
  /** The source that a long text retells in other words; null where it retells none, or is too short to tell. */
  readonly textSource: number | null;
  readonly domains: readonly string[];
  readonly topics: readonly string[];
  /** Whose content it was: a member, `outsider`, or null where it is not known. */
  readonly recipient: number | 'outsider' | null;
  /** Known to be machine-made: said openly, or found without being said; null where the platform says nothing of it. */
  readonly machineMade: 'labelled' | 'unlabelled' | 'no' | null;
}

/** A report by a user against a member. */
export interface MemberReport {
  readonly member: number;
  /** Tells reporters apart; says nothing else of them. */
  readonly reporter: string;
  /** Whether the reporter is a member, too. */
  readonly isMember: boolean;
  /** Distinct accounts that the reporter reported in the window. */
  readonly against: number;
}

/** Members that left the same trace within its window: the raw fact under every claim of acting together. */
export interface Gathering {
  readonly trace: string;
  /** What they did together, after "they". */
  readonly label: Bilingual;
  /** The target, link, topic … in the platform's own words. */
  readonly bucket: string;
  /** Whose content it was, or who was reported, as a number that tells strangers apart; null for members' and where it is not known. */
  readonly owner: number | null;
  readonly from: number;
  readonly to: number;
  readonly members: readonly number[];
  /** Accounts, members or not, that left this trace in the bucket within the window. */
  readonly population: number;
  /** What one more member's presence is worth: ln(M / (2·k·n)), never negative. */
  readonly natsPerMember: number;
}

/** The group's significance over all its gatherings (see mining/significance). */
export interface GroupEvidence {
  readonly evidenceNats: number;
  /** The look-elsewhere price of having chosen this group among all. */
  readonly priceNats: number;
}

export interface ClusterView {
  readonly members: readonly Member[];
  /** In order of time. */
  readonly actions: readonly MemberAction[];
  /** Strongest first: (members − 1) · natsPerMember. */
  readonly gatherings: readonly Gathering[];
  readonly together: GroupEvidence;
  /** How regular the members' registrations are within their batches; null where too few are known. */
  readonly registrationCadence: Cadence | null;
  readonly reports: readonly MemberReport[];
}

/** Regularity of times beyond what chance arrivals give (see mining/cadence). */
export interface Cadence {
  readonly nats: number;
  readonly meanGapMs: number;
  readonly gaps: number;
}

/** How many accounts carry each value of something. */
export interface Census {
  /** Accounts for which the thing is known. */
  readonly known: number;
  count(value: string): number;
}

/** The platform at large: what is usual. Counts include the cluster's own members; signals take them out. */
export interface Platform {
  readonly accounts: number;
  /** Accounts in all groups that are judged: where they are many, what is usual is what they do. */
  readonly suspects: number;
  /** Registration times of the accounts that are active in the window (of all, where few are), sorted. */
  readonly registrations: Float64Array;
  /** Whole milliseconds at which registration times are known: 1, 1000, 60000, … 86400000. */
  readonly registrationResolutionMs: number;
  readonly handleStems: Census;
  readonly handleShapes: Census;
  readonly avatars: Census;
  readonly bios: Census;
  /** Accounts per device; `known` = accounts with any device. */
  readonly devices: Census;
  /** Accounts that share a device with at least two others. */
  readonly accountsOnCrowdedDevices: number;
  readonly networks: Census;
  /** Accounts per family of near copies; `known` = accounts with texts that can prove something. */
  readonly textFamilies: Census;
  /** Texts that can prove something. */
  readonly texts: number;
  /** Accounts per source that long texts retell. */
  readonly textSources: Census;
  /** Accounts that posted a link to a domain, that used a topic, that commented on a target. */
  readonly domains: Census;
  readonly topics: Census;
  readonly commenters: Census;
  /** Accounts that commented on a target in its first minutes, that used a topic in its first hour. */
  readonly earlyCommenters: Census;
  readonly earlyTopics: Census;
  /** First moment at which a target or a topic was seen, epoch ms; null where it is not known. */
  readonly targetOpenedAt: (target: string) => number | null;
  readonly topicOpenedAt: (topic: string) => number | null;
  readonly emailDomains: Census;
  readonly phonePrefixes: Census;
  readonly inviters: Census;
  readonly registrationAgents: Census;
  readonly operators: Census;
  /** Accounts whose habits are known, and those of them that never sleep, that act like a clock. */
  readonly habits: {
    readonly hoursKnown: number;
    readonly sleepless: number;
    readonly pacesKnown: number;
    readonly clockwork: number;
  };
  /** Times at which accounts awoke after a week or more, sorted; and accounts that were watched for long enough. */
  readonly awakenings: Float64Array;
  readonly watched: number;
  /** Accounts of some of whose texts the platform says whether a machine made them, and those of them that hide it. */
  readonly machineTexts: { readonly known: number; readonly hiding: number };
  /** Accounts that were reported by anybody. */
  readonly reported: number;
  /** Domains that somebody has listed as risky. */
  readonly riskDomains: ReadonlySet<string>;
}

/** Active in so many hours of the day, an account never sleeps. */
export const SLEEPLESS_HOURS = 22;
/** Pauses more even than this are a machine's. */
export const CLOCKWORK_UNEVENNESS = 0.35;
/** The first minutes of a comment section and the first hour of a topic, in ms. */
export const EARLY_COMMENT_MS = 10 * 60_000;
export const EARLY_TOPIC_MS = 60 * 60_000;

/** Share of all accounts from which on a group is its own norm: what is usual is then what it does. */
const LARGE_SHARE = 0.1;
export const isOwnNorm = (members: number, accounts: number): boolean => members >= LARGE_SHARE * accounts;
