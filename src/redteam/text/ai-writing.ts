/** Fluent posts out of talking points, as a language model writes them: ordered, polite, never twice the same. */
import { chance, pick, type Rng, sample, shuffle } from '../rng.ts';
import { compileAlternatives, type Writer } from './grammar.ts';
import { CAMPAIGNS, type Campaign } from './talking-points.ts';

interface Point {
  readonly ways: readonly Writer[];
  /** The words that a copy at depth 0 has. */
  readonly draft: string;
}

/** What one campaign has its accounts say; drawn once for all of them. */
export interface Brief {
  readonly language: 'zh' | 'en';
  readonly tag: string;
  readonly intro: Point;
  readonly points: readonly Point[];
  readonly close: Point;
}

const WAYS = new Map(
  CAMPAIGNS.map((campaign) => [
    campaign,
    [campaign.intro, ...campaign.points, campaign.close].map((way) => compileAlternatives('way', { way })),
  ]),
);

/** How points are strung together; the first is for no words between them. */
const STRINGS: Readonly<Record<Brief['language'], readonly (readonly string[])[]>> = {
  zh: [
    [],
    ['首先，', '其次，', '再者，', '此外，', '最后，'],
    ['第一，', '第二，', '第三，', '第四，', '第五，'],
    ['一方面，', '另一方面，', '同时，', '不仅如此，', '更重要的是，'],
    ['\n1. ', '\n2. ', '\n3. ', '\n4. ', '\n5. '],
    ['\n✅ ', '\n✅ ', '\n✅ ', '\n✅ ', '\n✅ '],
  ],
  en: [
    [],
    ['', 'Moreover, ', 'In addition, ', 'Furthermore, ', 'Finally, '],
    ['\n1. ', '\n2. ', '\n3. ', '\n4. ', '\n5. '],
    ['\n• ', '\n• ', '\n• ', '\n• ', '\n• '],
    ['For one, ', 'At the same time, ', 'Equally, ', 'What is more, ', 'Lastly, '],
  ],
};

/** Drafts so many briefs, one in five in English; a campaign comes back only when its language has no other. */
export function draftBriefs(rng: Rng, count: number): Brief[] {
  const unused = new Set(CAMPAIGNS);
  return Array.from({ length: count }, () => {
    const language = chance(rng, 0.8) ? 'zh' : 'en';
    const inLanguage = CAMPAIGNS.filter((campaign) => campaign.language === language);
    const fresh = inLanguage.filter((campaign) => unused.has(campaign));
    const campaign = pick(rng, fresh.length > 0 ? fresh : inLanguage);
    unused.delete(campaign);
    return briefOf(rng, campaign);
  });
}

function briefOf(rng: Rng, campaign: Campaign): Brief {
  const all = (WAYS.get(campaign) ?? []).map((ways): Point => ({ ways, draft: pick(rng, ways)(rng) }));
  const [intro, ...rest] = all;
  const close = rest.pop();
  return {
    language: campaign.language,
    tag: campaign.tag,
    intro: intro as Point,
    points: rest,
    close: close as Point,
  };
}

/** One post: at depth 0 the draft word by word, at 1 other words, order and points for each account. O(length). */
export function writeBrief(rng: Rng, brief: Brief, depth: number): string {
  const say = ({ ways, draft }: Point): string => (chance(rng, depth) ? pick(rng, ways)(rng) : draft);
  const isFree = chance(rng, depth);
  const ordered = isFree ? shuffle(rng, brief.points) : brief.points;
  const points = isFree
    ? sample(rng, ordered, Math.min(ordered.length, 3 + rng.int(3)))
    : ordered.slice(0, 5);
  const strings = STRINGS[brief.language];
  const string = (isFree ? pick(rng, strings) : strings[1]) ?? [];
  const gap = brief.language === 'zh' ? '' : ' ';
  const body = points.map((point, i) => joined(string[i] ?? '', say(point)));
  const end = string[0]?.startsWith('\n') ? '\n' : gap;
  return [say(brief.intro), ...body].join(gap) + end + say(brief.close);
}

/** A sentence after what leads to it: `Moreover, the …`. */
function joined(lead: string, sentence: string): string {
  return /, $/.test(lead) ? lead + sentence.charAt(0).toLowerCase() + sentence.slice(1) : lead + sentence;
}
