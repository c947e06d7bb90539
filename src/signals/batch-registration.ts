/** Members that registered in the same few hours, against the platform's own rhythm of registrations. */
import type { ClusterView, Member, Platform } from './cluster-view.ts';
import { abstain, fact, type Signal } from './signal.ts';
import { excessNats, MIN_LIFT, MIN_MEMBERS, MIN_OTHERS, MIN_SHARE, shareElsewhere } from './statistics.ts';
import { clock, duration, iso, percent } from './words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Lengths of the windows that are tried. */
const SCALES_MS = [10 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR, 72 * HOUR];
const MAX_WINDOWS = 6;

interface Registration {
  readonly at: number;
  /** Of the member. */
  readonly index: number;
}

/** The registrations `first` up to, not including, `last`. */
interface Window {
  readonly from: number;
  readonly to: number;
  readonly first: number;
  readonly last: number;
}

export const batchRegistration: Signal = {
  id: 'batch_registration',
  kind: 'registration',
  title: { en: 'Batch registration', zh: '批量注册' },
  about:
    'Value: share of the members (with known registration) inside at most six windows of 10 minutes to 3 days. Nats: binomial ' +
    'excess over the share of other active accounts that registered in the same windows, less the price of the windows tried. ' +
    'A batch behind one network that others use, too (campus, office), counts nothing.',
  evaluate(view, platform) {
    const known = view.members
      .map((member, index) => ({ at: member.registeredAt, index }))
      .filter((one): one is Registration => one.at !== null)
      .sort((a, b) => a.at - b.at || a.index - b.index);
    if (known.length < MIN_MEMBERS || known.length < view.members.length / 2)
      return abstain(`registration times are known for ${known.length} of ${view.members.length} accounts`);
    if (platform.registrations.length - known.length < MIN_OTHERS)
      return abstain('too few other accounts with known registration to compare with');

    const scales = SCALES_MS.filter((scale) => scale >= 2 * platform.registrationResolutionMs);
    const choice = chooseWindows(known, scales, platform);
    if (choice === null) return { value: 0, weightNats: 0, evidence: [spreadFact(known.length)] };
    const members = choice.windows.flatMap((window) => membersOf(window, known));
    const place = sharedPublicPlace(members, view, platform);
    if (place !== null)
      return abstain(
        `${place.inside} of ${members.length} batch members registered on one network that ${place.others} other accounts use as well: a campus or an office explains it`,
      );
    return {
      value: choice.share,
      weightNats: choice.nats,
      marked: members,
      evidence: describe(choice, view, known, platform.registrationResolutionMs),
    };
  },
};

interface Choice {
  readonly windows: readonly Window[];
  readonly share: number;
  readonly usual: number;
  readonly nats: number;
}

const membersOf = ({ first, last }: Window, known: readonly Registration[]): readonly number[] =>
  known.slice(first, last).map((one) => one.index);

/**
 * Greedy: the window that adds most net evidence, then the next, while evidence grows by more than its price.
 * O(members · scales · windows · log registrations).
 */
function chooseWindows(
  known: readonly Registration[],
  scales: readonly number[],
  platform: Platform,
): Choice | null {
  const price = Math.log(known.length * scales.length);
  let chosen: Window[] = [];
  let best: Choice | null = null;
  while (chosen.length < MAX_WINDOWS) {
    let improved: Choice | null = null;
    for (const scale of scales) {
      for (let first = 0, last = 0; first < known.length; first += 1) {
        const from = (known[first] as Registration).at;
        while (last < known.length && (known[last] as Registration).at <= from + scale) last += 1;
        if (last - first < MIN_MEMBERS) continue;
        const window: Window = { from, to: (known[last - 1] as Registration).at, first, last };
        if (chosen.some((other) => window.from <= other.to && other.from <= window.to)) continue;
        const choice = weigh([...chosen, window], known.length, price, platform);
        if (choice !== null && (improved === null || choice.nats > improved.nats)) improved = choice;
      }
    }
    if (improved === null || (best !== null && improved.nats <= best.nats)) break;
    best = improved;
    chosen = [...improved.windows];
  }
  return best !== null && best.share >= MIN_SHARE ? best : null;
}

function weigh(windows: readonly Window[], known: number, price: number, platform: Platform): Choice | null {
  const members = windows.reduce((sum, { first, last }) => sum + last - first, 0);
  const total = windows.reduce((sum, window) => sum + registeredBetween(platform.registrations, window), 0);
  const usual = shareElsewhere(total, platform.registrations.length, members, known);
  const share = members / known;
  if (share < MIN_LIFT * usual) return null;
  const nats = excessNats(members, known, usual) - windows.length * price;
  return nats > 0 ? { windows, share, usual, nats } : null;
}

function registeredBetween(sorted: Float64Array, { from, to }: Window): number {
  return lowerBound(sorted, to + 1) - lowerBound(sorted, from);
}

function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One network that holds most of the batch and half as many others again: people who are in one place. */
function sharedPublicPlace(members: readonly number[], view: ClusterView, platform: Platform) {
  const counts = new Map<string, number>();
  for (const index of members) {
    const network = (view.members[index] as Member).registrationNetwork;
    if (network !== null) counts.set(network, (counts.get(network) ?? 0) + 1);
  }
  for (const [network, inside] of counts) {
    const others = platform.networks.count(network) - inside;
    if (inside >= 0.8 * members.length && others >= inside / 2) return { inside, others };
  }
  return null;
}

const spreadFact = (known: number) =>
  fact({
    en: `the ${known} known registrations are spread like everybody's`,
    zh: `已知的 ${known} 个注册时间分布与一般账号无异`,
  });

function describe(
  choice: Choice,
  view: ClusterView,
  registrations: readonly Registration[],
  resolutionMs: number,
) {
  const known = registrations.length;
  const batches = choice.windows
    .map(({ from, to, ...window }) => ({
      from,
      to,
      members: membersOf({ from, to, ...window }, registrations),
      // Where only dates are known, "on one date" is a day, not a second.
      span: duration(Math.max(to - from + resolutionMs, 1_000)),
    }))
    .sort((a, b) => b.members.length - a.members.length || a.from - b.from);
  const usual = {
    en: `; of other active accounts ${percent(choice.usual)} did`,
    zh: `；其他活跃账号中仅 ${percent(choice.usual)} 如此`,
  };
  const isOne = batches.length === 1;
  const each = batches.map(({ from, to, members, span }) =>
    fact(
      {
        en: `${members.length} of ${known} accounts registered within ${span.en} from ${clock(from)}${isOne ? usual.en : ''}`,
        zh: `${known} 个账号中有 ${members.length} 个自 ${clock(from)} 起 ${span.zh}内注册${isOne ? usual.zh : ''}`,
      },
      {
        observed: members.length / known,
        usual: isOne ? choice.usual : null,
        accounts: members.map((index) => (view.members[index] as Member).accountId),
        times: [iso(from), iso(to)],
      },
    ),
  );
  if (isOne) return each;
  const inBatches = batches.reduce((sum, { members }) => sum + members.length, 0);
  const list = batches.map(({ from, members, span }) => ({
    en: `${members.length} within ${span.en} from ${clock(from)}`,
    zh: `自 ${clock(from)} 起 ${span.zh}内 ${members.length} 个`,
  }));
  const all = fact(
    {
      en: `${inBatches} of ${known} accounts registered in ${batches.length} batches (${list.map(({ en }) => en).join(', ')})${usual.en}`,
      zh: `${known} 个账号中有 ${inBatches} 个分 ${batches.length} 批注册（${list.map(({ zh }) => zh).join('、')}）${usual.zh}`,
    },
    { observed: choice.share, usual: choice.usual },
  );
  return [all, ...each];
}
