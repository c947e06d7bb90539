/** Reports: what ordinary people file against the honest and the hired alike, and what is filed to order. */
import type { ActionEvent, ReportEvent } from '../contract/index.ts';
import type { Account } from './accounts.ts';
import type { City } from './city.ts';
import { type Emit, MINUTE, type TimedEvent } from './clock.ts';
import { createIdMaker, isoTime } from './ids.ts';
import { chance, createWeightedPicker, logNormal, type Rng } from './rng.ts';
import type { ScenarioInput } from './scenario.ts';

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
const pickIndex = createWeightedPicker([26, 22, 14, 12, 12, 6, 8]);

/** What somebody says is wrong. */
export function pickReason(rng: Rng): string {
  return REASONS[pickIndex(rng)] as string;
}

/** What is particular about one report that an account of the scenario files. */
export interface ReportDetails {
  readonly at: number;
  readonly accountId: string;
  readonly targetId: string;
  readonly reason: string;
}

/** Makes the reports that accounts of one scenario instance file, each with an id of its own. */
export function createReportMaker(prefix: string): (reporter: Account, details: ReportDetails) => TimedEvent {
  const reportId = createIdMaker(prefix, 'filed report');
  let reports = 0;
  return (reporter, details) => {
    const at = Math.floor(details.at);
    const event: ReportEvent = {
      type: 'report',
      report_id: reportId(reports++),
      reporter_id: reporter.id,
      account_id: details.accountId,
      target_id: details.targetId,
      reason: details.reason,
      reported_at: isoTime(at),
    };
    return { at, event };
  };
}

/** Passes events on, and has a share of what is written reported; one for a whole scenario, as it draws as it goes. */
export function reportsOf(input: ScenarioInput, share: number): (emit: Emit) => Emit {
  const rng = input.rng.fork('reports');
  const reporting = createReporting(input.prefix, input.city, input.rng.fork('reporting'));
  return (emit) => (timed) => {
    emit(timed);
    if (timed.event.type === 'action' && timed.event.text && chance(rng, share))
      emit(reporting(timed.event, timed.at));
  };
}

/** Makes a resident report what somebody did, some time after they did it. */
type Reporting = (action: ActionEvent, at: number) => TimedEvent;

function createReporting(prefix: string, city: City, rng: Rng): Reporting {
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
      reason: pickReason(rng),
      reported_at: isoTime(reportedAt),
    };
    return { at: reportedAt, event };
  };
}
