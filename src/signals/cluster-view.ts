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
  readonly domains: readonly string[];
  readonly topics: readonly string[];
}

/** Members that left the same trace within its window: the raw fact under every claim of acting together. */
export interface Gathering {
  readonly trace: string;
  /** What they did together, after "they". */
  readonly label: Bilingual;
  /** The target, link, topic … in the platform's own words. */
  readonly bucket: string;
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
  /** Accounts that posted a link to a domain, that used a topic, that commented on a target. */
  readonly domains: Census;
  readonly topics: Census;
  readonly commenters: Census;
}
