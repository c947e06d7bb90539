/** All signals. A new mark is one file and one line here. */
import { batchRegistration } from './batch-registration.ts';
import { commonOperator } from './common-operator.ts';
import { machineHabits } from './habits.ts';
import { homogeneousContent, retoldContent } from './homogeneous-content.ts';
import { jointAwakening } from './joint-awakening.ts';
import { ownApplause } from './own-applause.ts';
import { profileTemplates } from './profile-templates.ts';
import { registrationCadence } from './registration-cadence.ts';
import { registrationTraits } from './registration-traits.ts';
import { riskDomains } from './risk-domains.ts';
import { sharedDevices } from './shared-devices.ts';
import { commentSections, commonLinks, earlyComments, earlyTopics, topicShare } from './shares.ts';
import type { Signal } from './signal.ts';
import { synchronizedActions } from './synchronized-actions.ts';
import { unlabelledAi } from './unlabelled-ai.ts';
import { userReports } from './user-reports.ts';

export const SIGNALS: readonly Signal[] = [
  synchronizedActions,
  batchRegistration,
  registrationCadence,
  registrationTraits,
  machineHabits,
  jointAwakening,
  homogeneousContent,
  retoldContent,
  unlabelledAi,
  riskDomains,
  profileTemplates,
  sharedDevices,
  commentSections,
  earlyComments,
  topicShare,
  earlyTopics,
  commonLinks,
  ownApplause,
  commonOperator,
  userReports,
];
