/** Mass reporting (恶意举报): an army files reports against honest accounts until the platform silences them. */
import { brokenPromises, groupBy, mostWithin, reportsIn, timeOf } from '../checks.ts';
import { SECOND } from '../clock.ts';
import { camouflageFor, groupScenario } from '../group.ts';
import { evasionKnobs, hire, jittered } from '../hire.ts';
import { createReportMaker, pickReason } from '../reports.ts';
import { between, chance, pick } from '../rng.ts';
import { createRota, customers, orderTime, shiftSizes } from '../tasks.ts';

export const massReport = groupScenario({
  name: 'mass-report',
  kind: 'attack',
  pattern: 'comment_control',
  story:
    'Sixty accounts report the posts of a dozen honest people whom a customer wants silenced, most of them within a quarter of an hour and with the same reason; some look at the post first, some dislike it, too.',
  knobs: {
    ...evasionKnobs({
      accounts: 60,
      aged: 0.4,
      ownDevices: 0.3,
      devices: 12,
      networks: 6,
      camouflage: 0.45,
      rotation: 0.6,
      jitterSeconds: 450,
      cells: 1,
      popularTargets: 0.4,
    }),
    victims: { value: 12, about: 'honest accounts that are reported' },
    dislikeShare: { value: 0.3, about: 'share of the reports that come with a dislike (0 to 1)' },
  },
  cast: (casting) => hire(casting, 'mash'),
  play(stage) {
    const { rng, knobs, browser, members, emit, to, prefix } = stage;
    const report = createReportMaker(prefix);
    const onDuty = createRota(members, knobs.rotation);
    for (const [task, post] of customers(rng, stage, knobs.victims, knobs.popularTargets).entries()) {
      const ordered = orderTime(rng, post, knobs.jitterSeconds, to);
      const agreed = pick(rng, ['abuse', 'spam', 'false_information']);
      for (const account of onDuty(rng, task)) {
        const at = Math.max(post.at + 2000, jittered(rng, ordered, knobs.jitterSeconds));
        if (chance(rng, 0.4)) browser.reactTo(account, 'view', post, at - between(rng, 1, 15) * SECOND, emit);
        if (chance(rng, knobs.dislikeShare)) browser.reactTo(account, 'dislike', post, at, emit);
        const reason = chance(rng, 0.85) ? agreed : pickReason(rng);
        const reportedAt = at + between(rng, 2, 12) * SECOND;
        emit(report(account, { at: reportedAt, accountId: post.author.id, targetId: post.id, reason }));
      }
    }
  },
  ordinary: (knobs, played) => camouflageFor(knobs.camouflage, played),
  check(output) {
    const { knobs, truth } = output;
    const members = new Set(truth.map((row) => row.account_id));
    const reports = reportsIn(output);
    const width = 2000 * knobs.jitterSeconds + 12 * SECOND;
    let reported = 0;
    for (const group of groupBy(reports, (report) => report.account_id).values()) {
      const times = group.map((report) => timeOf(report.reported_at));
      if (mostWithin(times, width) >= 0.9 * shiftSizes(knobs).least) reported++;
    }
    return brokenPromises({
      'the shift reports each victim in its time': reported >= 0.9 * knobs.victims,
      'the victims are not of the army': reports.every((report) => !members.has(report.account_id)),
    });
  },
});
