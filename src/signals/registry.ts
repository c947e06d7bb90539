/** All signals. A new mark is one file and one line here. */
import { batchRegistration } from './batch-registration.ts';
import { homogeneousContent } from './homogeneous-content.ts';
import { profileTemplates } from './profile-templates.ts';
import { registrationCadence } from './registration-cadence.ts';
import { sharedDevices } from './shared-devices.ts';
import { commentSections, commonLinks, topicShare } from './shares.ts';
import type { Signal } from './signal.ts';
import { synchronizedActions } from './synchronized-actions.ts';

export const SIGNALS: readonly Signal[] = [
  synchronizedActions,
  batchRegistration,
  registrationCadence,
  homogeneousContent,
  profileTemplates,
  sharedDevices,
  commentSections,
  topicShare,
  commonLinks,
];
