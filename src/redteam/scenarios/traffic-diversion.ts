/** Traffic diversion (引流): links to a changing set of domains, under posts that are being read. */
import { actionsIn, brokenPromises, groupBy } from '../checks.ts';
import type { CityPost } from '../city.ts';
import { MINUTE } from '../clock.ts';
import { camouflageFor, groupScenario } from '../group.ts';
import { cellCount, evasionKnobs, hire, jittered, workingTime } from '../hire.ts';
import { chance, pick, type Rng } from '../rng.ts';
import { createPopularPicker, createRota, shiftSizes } from '../tasks.ts';
import { writeLure } from '../text/campaign-lines.ts';

const FIRST = ['lucky', 'fast', 'gold', 'happy', 'super', 'daily', 'easy', 'star'];
const SECOND = ['cash', 'gift', 'deal', 'meet', 'play', 'bonus', 'coupon', 'task'];

function makeDomains(rng: Rng, count: number): string[] {
  const domains = new Set<string>();
  while (domains.size < count)
    domains.add(
      `${pick(rng, FIRST)}-${pick(rng, SECOND)}${rng.int(1000)}.${chance(rng, 0.5) ? 'test' : 'example'}`,
    );
  return [...domains];
}

export const trafficDiversion = groupScenario({
  name: 'traffic-diversion',
  kind: 'attack',
  pattern: 'traffic_diversion',
  story:
    'Fifty accounts comment under posts that are being read, with lures and links; every two hours the domains change, so that no blocklist keeps up.',
  knobs: {
    ...evasionKnobs({
      accounts: 50,
      aged: 0.35,
      ownDevices: 0.25,
      devices: 9,
      networks: 5,
      camouflage: 0.45,
      rotation: 0.5,
      jitterSeconds: 600,
      cells: 1,
      popularTargets: 0,
      paraphraseDepth: 0,
    }),
    rounds: { value: 14, about: 'rounds of comments in the stretch' },
    domains: { value: 8, about: 'domains in the rotation' },
    linkShare: {
      value: 0.75,
      about: 'share of the comments that hold a link; the others name a contact (0 to 1)',
    },
  },
  cast: (casting) => hire(casting, 'mash'),
  play({ rng, knobs, act, members, emit, city, from, to }) {
    const cells = cellCount(knobs);
    const domains = makeDomains(rng, Math.max(cells, knobs.domains));
    const onDuty = createRota(members, knobs.rotation);
    const pickPopular = createPopularPicker(city);
    const territory = new Map<string, number>();
    const pickTarget = (at: number): CityPost =>
      (knobs.popularTargets > 0 && chance(rng, knobs.popularTargets) ? pickPopular(rng, at) : undefined) ??
      city.pickPost(rng, at, rng.int(24));
    for (let round = 0; round < knobs.rounds; round++) {
      const cell = round % cells;
      const ownDomains = domains.filter((_, i) => i % cells === cell);
      const at = workingTime(rng, from, to);
      const slot = Math.floor(((at - from) / (to - from)) * 12);
      for (const account of onDuty(rng, round)) {
        const when = jittered(rng, at, knobs.jitterSeconds);
        const post = pickTarget(when - MINUTE);
        // A post, like a domain, belongs to the cell that came first.
        if (territory.set(post.id, territory.get(post.id) ?? cell).get(post.id) !== cell) continue;
        const domain = ownDomains[(slot + rng.int(2)) % ownDomains.length] as string;
        const url = chance(rng, knobs.linkShare)
          ? `https://${domain}/${pick(rng, ['go', 'i', 'j'])}/${rng.int(30).toString(36)}`
          : null;
        const text = writeLure(rng, knobs.paraphraseDepth);
        emit(
          act(account, {
            action: 'comment',
            at: when,
            targetId: post.id,
            targetAccountId: post.author.id,
            text: url ? `${text} ${url}` : text,
            urls: url ? [url] : [],
          }),
        );
      }
    }
  },
  ordinary: (knobs, played) => camouflageFor(knobs.camouflage, played),
  check(output) {
    const { knobs } = output;
    const links = actionsIn(output, 'comment').filter((comment) => (comment.urls ?? []).length > 0);
    const expected = knobs.rounds * shiftSizes(knobs).least * knobs.linkShare;
    const domains = Math.max(cellCount(knobs), knobs.domains);
    const byDomain = groupBy(links, (comment) => new URL(String(comment.urls?.[0])).hostname);
    return brokenPromises({
      'the links are posted': Math.abs(links.length - expected) <= 0.2 * expected,
      'all links go to the rotation': byDomain.size <= domains && byDomain.size >= Math.min(2, knobs.domains),
      'several accounts push each domain': [...byDomain.values()].every(
        (group) =>
          new Set(group.map((link) => link.account_id)).size >= Math.min(3, links.length / (4 * domains)),
      ),
      'the lures stand under many posts':
        new Set(links.map((link) => link.target_id)).size > 0.3 * links.length,
    });
  },
});
