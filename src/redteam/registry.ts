/** All scenarios, by name: one line each. CLI help, tests and the demonstration day read them from here. */
import { AppError } from '../contract/index.ts';
import type { Scenario } from './scenario.ts';
import { agency } from './scenarios/agency.ts';
import { aiPosts } from './scenarios/ai-posts.ts';
import { batchRegistration } from './scenarios/batch-registration.ts';
import { breakingNews } from './scenarios/breaking-news.ts';
import { cafeRegulars } from './scenarios/cafe-regulars.ts';
import { campusSignup } from './scenarios/campus-signup.ts';
import { charityAppeal } from './scenarios/charity-appeal.ts';
import { commentControl } from './scenarios/comment-control.ts';
import { contentFarm } from './scenarios/content-farm.ts';
import { customerService } from './scenarios/customer-service.ts';
import { declaredBots } from './scenarios/declared-bots.ts';
import { devicePool } from './scenarios/device-pool.ts';
import { familyGroups } from './scenarios/family-groups.ts';
import { fanDrive } from './scenarios/fan-drive.ts';
import { flashSale } from './scenarios/flash-sale.ts';
import { followerSelling } from './scenarios/follower-selling.ts';
import { gameGuild } from './scenarios/game-guild.ts';
import { hobbyForum } from './scenarios/hobby-forum.ts';
import { influencerFanbase } from './scenarios/influencer-fanbase.ts';
import { likeFarm } from './scenarios/like-farm.ts';
import { lotteryRepost } from './scenarios/lottery-repost.ts';
import { massReport } from './scenarios/mass-report.ts';
import { meme } from './scenarios/meme.ts';
import { migrationWave } from './scenarios/migration-wave.ts';
import { newsroomMatrix } from './scenarios/newsroom-matrix.ts';
import { officeTeam } from './scenarios/office-team.ts';
import { organicCity } from './scenarios/organic-city.ts';
import { protestPetition } from './scenarios/protest-petition.ts';
import { repostRing } from './scenarios/repost-ring.ts';
import { schoolClass } from './scenarios/school-class.ts';
import { sleeperFarm } from './scenarios/sleeper-farm.ts';
import { slowRegistration } from './scenarios/slow-registration.ts';
import { sportsFinal } from './scenarios/sports-final.ts';
import { trafficDiversion } from './scenarios/traffic-diversion.ts';
import { trendBoost } from './scenarios/trend-boost.ts';
import { viewBots } from './scenarios/view-bots.ts';
import { voteRigging } from './scenarios/vote-rigging.ts';
import { washedManuscripts } from './scenarios/washed-manuscripts.ts';

export const SCENARIOS: readonly Scenario[] = [
  organicCity,
  likeFarm,
  commentControl,
  contentFarm,
  batchRegistration,
  trendBoost,
  trafficDiversion,
  repostRing,
  washedManuscripts,
  devicePool,
  followerSelling,
  sleeperFarm,
  slowRegistration,
  aiPosts,
  massReport,
  agency,
  voteRigging,
  viewBots,
  fanDrive,
  newsroomMatrix,
  campusSignup,
  breakingNews,
  lotteryRepost,
  sportsFinal,
  flashSale,
  customerService,
  schoolClass,
  charityAppeal,
  meme,
  declaredBots,
  officeTeam,
  hobbyForum,
  familyGroups,
  influencerFanbase,
  migrationWave,
  protestPetition,
  gameGuild,
  cafeRegulars,
];

/** A scenario by name. Throws `bad-usage` with the known names. */
export function scenarioNamed(name: string): Scenario {
  const found = SCENARIOS.find((scenario) => scenario.name === name);
  if (found) return found;
  throw new AppError('bad-usage', `redteam/registry: there is no scenario "${name}"`, {
    fix: `Use one of: ${SCENARIOS.map((scenario) => scenario.name).join(', ')}`,
  });
}

/** The scenario's knobs with some of them set. Throws `bad-usage` for an unknown knob or a value that is not >= 0. */
export function resolveKnobs(
  scenario: Scenario,
  set: Readonly<Record<string, number>> = {},
): Record<string, number> {
  const knobs = Object.fromEntries(Object.entries(scenario.knobs).map(([name, knob]) => [name, knob.value]));
  for (const [name, value] of Object.entries(set)) {
    if (!(name in knobs)) {
      throw new AppError('bad-usage', `redteam/registry: ${scenario.name} has no knob "${name}"`, {
        fix: `Use one of: ${Object.keys(knobs).join(', ')}`,
      });
    }
    if (!Number.isFinite(value) || value < 0) {
      throw new AppError('bad-usage', `redteam/registry: ${scenario.name}.${name} is ${value}`, {
        fix: 'Give a number that is not negative',
      });
    }
    knobs[name] = value;
  }
  return knobs;
}
