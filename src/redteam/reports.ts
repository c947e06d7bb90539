/** Reports that ordinary people file: for all kinds of reasons, against the honest and the hired alike. */
import type { ActionEvent, ReportEvent } from '../contract/index.ts';
import type { City } from './city.ts';
import { MINUTE, type TimedEvent } from './clock.ts';
import { createIdMaker, isoTime } from './ids.ts';
import { createWeightedPicker, logNormal, type Rng } from './rng.ts';

/** What people say is wrong; most are cross with somebody, few are right about an army. */
const REASONS = [
  'abuse',
  'spam',
  'false_information',
  'advertising',
  'not_interested',
  'water_army',
  'other',
];
const pickReason = createWeightedPicker([26, 22, 14, 12, 12, 6, 8]);

/** Makes a resident report what somebody did, some time after they did it. */
export type Reporting = (action: ActionEvent, at: number) => TimedEvent;

export function createReporting(prefix: string, city: City, rng: Rng): Reporting {
  const reportId = createIdMaker(prefix, 'report');
  let reports = 0;
  return (action, at) => {
    const reportedAt = Math.floor(at + logNormal(rng, 20 * MINUTE, 1.4));
    const event: ReportEvent = {
      type: 'report',
      report_id: reportId(reports++),
      reporter_id: city.pickResident(rng).id,
      account_id: action.account_id,
      target_id: action.target_id,
      reason: REASONS[pickReason(rng)] as string,
      reported_at: isoTime(reportedAt),
    };
    return { at: reportedAt, event };
  };
}
