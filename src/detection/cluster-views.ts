/** The facts of each cluster: its members, what they did, and their gatherings by name. */
import { ACTIONS, type ActionName, type Membership } from '../contract/index.ts';
import { NO_OWNER } from '../mining/index.ts';
import type {
  Cadence,
  ClusterView,
  Gathering,
  GroupEvidence,
  MemberAction,
  MemberReport,
} from '../signals/index.ts';
import { type Facts, NONE, namesOf } from '../traces/index.ts';
import type { HabitsOfAll } from './habits.ts';
import { hexOfKey } from './hex-of-key.ts';
import type { AccountIndex } from './key-index.ts';
import type { KindGathering } from './kind-gathering.ts';
import { createMemberActs, type MemberActs } from './member-acts.ts';
import { type MemberFacts, readMemberFacts } from './member-facts.ts';
import { readTexts, type TextsInput, type WrittenText } from './member-texts.ts';
import { type Names, readNames, WantedNames } from './names.ts';
import type { NearCopies } from './near-copies.ts';
import type { KindTraces } from './read-traces.ts';
import type { RetoldTexts } from './retold-texts.ts';
import { Sharing } from './sharing.ts';

/** Gatherings kept per cluster, strongest first. */
const MAX_GATHERINGS = 500;
/** Texts that are held at once: those of as many clusters as bring so many together, or of one with more. */
const TEXTS_AT_ONCE = 50_000;

const TARGETS = namesOf('target_id');
const DOMAINS = namesOf('arrayJoin(url_domains)');
const TOPICS = namesOf('arrayJoin(topics)');
const SECTIONS = [ACTIONS.indexOf('comment'), ACTIONS.indexOf('danmaku')];

/** A cluster as accounts, before anything is known of them. */
export interface Candidate {
  /** Account indexes and how each belongs, by index. */
  readonly members: readonly { readonly account: number; readonly membership: Membership }[];
  readonly gatherings: readonly KindGathering[];
  readonly together: GroupEvidence;
  readonly registrationCadence: Cadence | null;
}

export interface ViewInput extends TextsInput {
  readonly accounts: AccountIndex;
  readonly traces: readonly KindTraces[];
  /** The query for the names of a kind's buckets; null where they have none but their hash. */
  readonly bucketNames: (kind: KindTraces['kind']) => string | null;
  readonly copies: NearCopies;
  readonly retold: Pick<RetoldTexts, 'sources'>;
  readonly habits: HabitsOfAll;
}

/** A cluster in numbers: what is wanted of the store is known, and nothing of it read. */
interface Draft {
  readonly candidate: Candidate;
  /** Place of each account among the members. */
  readonly place: ReadonlyMap<number, number>;
  /** In order of time. */
  readonly acts: Uint32Array;
  /** Texts that another member copied. */
  readonly texts: readonly number[];
  readonly gatherings: readonly KindGathering[];
}

/**
 * Views of the candidates, in their order and one after another: a view holds a cluster's acts and texts, and all of them
 * together would not fit. Names, and texts, are read only of what at least two members share; other values are called by their
 * hash, other texts are empty.
 */
export async function* readClusterViews(
  candidates: readonly Candidate[],
  input: ViewInput,
): AsyncGenerator<ClusterView> {
  const { facts, accounts, texts } = input;
  const memberActs = createMemberActs(facts.acts, accounts.length, texts);
  const wanted = new WantedNames();
  const drafts = candidates.map((candidate) => draftOf(candidate, { ...input, memberActs, wanted }));
  const names = await readNames(input.store, input.window, wanted);
  const members = await readMemberFacts(
    candidates.flatMap((candidate) => candidate.members.map(({ account }) => account)),
    input,
  );
  for (let from = 0; from < drafts.length; ) {
    let to = from;
    let held = 0;
    while (to < drafts.length && (to === from || held < TEXTS_AT_ONCE))
      held += drafts[to++]?.texts.length ?? 0;
    const chunk = drafts.slice(from, to);
    const written = await readTexts(
      chunk.flatMap((draft) => draft.texts),
      input,
    );
    for (const draft of chunk) yield viewOf(draft, { ...input, memberActs, names, members, written });
    from = to;
  }
}

type DraftInput = ViewInput & { readonly memberActs: MemberActs; readonly wanted: WantedNames };

function draftOf(candidate: Candidate, input: DraftInput): Draft {
  const { facts, traces, copies, retold, bucketNames, memberActs, wanted } = input;
  const { account, action, target, topics, domains } = facts.acts;
  const place = new Map(candidate.members.map((member, index) => [member.account, index]));
  const acts = memberActs.of([...place.keys()]);
  const shared = {
    targets: new Sharing(),
    topics: new Sharing(),
    domains: new Sharing(),
    families: new Sharing(),
    sources: new Sharing(),
  };
  for (const act of acts) {
    const who = account[act] as number;
    if (SECTIONS.includes(action[act] as number)) shared.targets.add(target.of[act] as number, who);
    for (const topic of memberActs.valuesOf(topics, act)) shared.topics.add(topic, who);
    for (const domain of memberActs.valuesOf(domains, act)) shared.domains.add(domain, who);
    const text = memberActs.textOf(act);
    if (text >= 0) shared.families.add(copies.families[text] as number, who);
    const source = retold.sources.get(text);
    if (source !== undefined) shared.sources.add(source, who);
  }
  for (const value of shared.targets.values()) wanted.add(TARGETS, target.keys[value] as bigint);
  for (const value of shared.topics.values()) wanted.add(TOPICS, topics.keys[value] as bigint);
  for (const value of shared.domains.values()) wanted.add(DOMAINS, domains.keys[value] as bigint);
  const strength = (gathering: KindGathering) => (gathering.members.length - 1) * gathering.natsPerMember;
  const gatherings = [...candidate.gatherings]
    .sort((a, b) => strength(b) - strength(a) || a.kind - b.kind || a.from - b.from || a.bucket - b.bucket)
    .slice(0, MAX_GATHERINGS);
  for (const { kind, bucket } of gatherings) {
    const source = traces[kind] as KindTraces;
    wanted.add(bucketNames(source.kind), source.bucketKeys[bucket] as bigint);
  }
  const copied = (text: number) =>
    text >= 0 &&
    (shared.families.has(copies.families[text] as number) ||
      shared.sources.has(retold.sources.get(text) ?? NONE));
  return { candidate, place, acts, texts: Array.from(acts, memberActs.textOf).filter(copied), gatherings };
}

type ViewParts = ViewInput & {
  readonly memberActs: MemberActs;
  readonly names: Names;
  readonly members: ReadonlyMap<number, MemberFacts>;
  readonly written: ReadonlyMap<number, WrittenText>;
};
/** Beside a draft's own. */
type ActionParts = ViewParts & Pick<Draft, 'place'>;

function viewOf({ candidate, place, acts, gatherings }: Draft, parts: ViewParts): ClusterView {
  const { together, registrationCadence } = candidate;
  const indexOf = (account: number) => place.get(account) as number;
  return {
    members: candidate.members.map(({ account, membership }) => ({
      ...(parts.members.get(account) as MemberFacts),
      membership,
    })),
    actions: Array.from(acts, (act) =>
      memberAction(act, indexOf(parts.facts.acts.account[act] as number), { ...parts, place }),
    ),
    gatherings: gatherings.map((gathering) => named(gathering, place, parts)),
    together,
    registrationCadence,
    reports: reportsOf(place, parts.facts.reports),
  };
}

/** Reports against members. O(reports). */
function reportsOf(place: ReadonlyMap<number, number>, reports: Facts['reports']): MemberReport[] {
  const against = new Map<bigint, Set<bigint>>();
  const found: { member: number; report: number }[] = [];
  for (let report = 0; report < reports.length; report++) {
    const reporter = reports.reporterKey[report] as bigint;
    const targets = against.get(reporter) ?? new Set();
    against.set(reporter, targets.add(reports.reportedKey[report] as bigint));
    const member = place.get(reports.reported[report] as number);
    if (member !== undefined) found.push({ member, report });
  }
  return found.map(({ member, report }) => ({
    member,
    reporter: hexOfKey(reports.reporterKey[report] as bigint),
    isMember: place.has(reports.reporter[report] as number),
    against: against.get(reports.reporterKey[report] as bigint)?.size ?? 1,
  }));
}

const MACHINE = [null, 'no', 'labelled', 'unlabelled'] as const;

function memberAction(act: number, member: number, parts: ActionParts): MemberAction {
  const { facts, memberActs, names, written, copies, retold } = parts;
  const { at, action, target, topics, domains } = facts.acts;
  const text = memberActs.textOf(act);
  const read = text < 0 ? undefined : written.get(text);
  const value = target.of[act] as number;
  const ofList = (list: Facts['acts']['topics'], query: string) =>
    Array.from(memberActs.valuesOf(list, act), (each) => names.of(query, list.keys[each] as bigint));
  return {
    member,
    action: ACTIONS[action[act] as number] as ActionName,
    targetId: read?.targetId ?? (value === NONE ? '' : names.of(TARGETS, target.keys[value] as bigint)),
    at: at[act] as number,
    text: read?.text ?? '',
    textFamily: text < 0 ? null : (copies.families[text] as number),
    textSource: retold.sources.get(text) ?? null,
    domains: ofList(domains, DOMAINS),
    topics: ofList(topics, TOPICS),
    recipient: recipientOf(act, parts),
    machineMade: MACHINE[facts.acts.machine[act] as number] ?? null,
  };
}

/** Whose content it was. A post is nobody's but the account's own. */
function recipientOf(act: number, { facts, place }: ActionParts): MemberAction['recipient'] {
  const { action, author, authorAccount } = facts.acts;
  const number = author.of[act] as number;
  if (number === NONE || action[act] === POST) return null;
  return place.get(authorAccount[number] as number) ?? 'outsider';
}
const POST = ACTIONS.indexOf('post');

/** The trace whose buckets are accounts. */
const REPORTED = 'co-report';

function named(gathering: KindGathering, place: ReadonlyMap<number, number>, parts: ViewParts): Gathering {
  const { kind, bucketKeys, owners } = parts.traces[gathering.kind] as KindTraces;
  const owner = owners?.[gathering.bucket] ?? NO_OWNER;
  const isOwned = owner !== NO_OWNER && !place.has(owner);
  return {
    trace: kind.name,
    label: kind.label,
    bucket: parts.names.of(parts.bucketNames(kind), bucketKeys[gathering.bucket] as bigint),
    // Who was reported is told by the bucket; such numbers must not be taken for those of accounts.
    owner: kind.name === REPORTED ? -1 - gathering.bucket : isOwned ? owner : null,
    from: gathering.from,
    to: gathering.to,
    members: gathering.members.map((account) => place.get(account) as number),
    population: gathering.population,
    natsPerMember: gathering.natsPerMember,
  };
}
