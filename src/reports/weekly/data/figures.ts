/** Every number of the report, with the query that makes it. `breakwater report query ID` prints it. */
import type { Bilingual } from '../../../contract/index.ts';
import { ACTED, ARMY_MEMBERS, CAMPAIGNS, DECISIONS, during, LEDGER, RUNS } from './sql.ts';

export type Unit = 'count' | 'share' | 'hours' | 'seconds';

export interface FigureSpec {
  readonly id: string;
  readonly unit: Unit;
  readonly name: Bilingual;
  /** One row with the column `value`; null where there is nothing to say. */
  readonly sql: string;
}

const figure = (id: string, unit: Unit, en: string, zh: string, sql: string): FigureSpec => ({
  id,
  unit,
  name: { en, zh },
  sql,
});
const count = (id: string, en: string, zh: string, sql: string) => figure(id, 'count', en, zh, sql);

const campaigns = (where: string) => `SELECT countIf(${where}) AS value FROM ${CAMPAIGNS}`;
const ledger = (where: string, value = 'count()') => `SELECT ${value} AS value FROM ${LEDGER} WHERE ${where}`;
const decided = (where: string) => `SELECT uniqExact(subject) AS value FROM ${DECISIONS} WHERE ${where}`;

/** Hours from the first act of a campaign that is new in the week to the end of the run that first proved it. */
export const TO_VERDICT = `SELECT campaign_id, dateDiff('second', first_seen, finished_at) / 3600 AS hours FROM (
  SELECT campaign_id, argMin(run_id, (as_of, run_id)) AS run_id, min(first_seen) AS first_seen FROM campaigns FINAL
  WHERE cluster_id != '' AND verdict IN ('coordinated', 'water_army') GROUP BY campaign_id) AS born
  INNER JOIN ${RUNS} AS run USING run_id
  WHERE campaign_id IN (SELECT campaign_id FROM ${CAMPAIGNS} WHERE state = 'new')`;
/** Hours from that run to the first measure against the campaign, for campaigns whose first measure is in the week. */
export const TO_MEASURE = `SELECT campaign_id, dateDiff('second', finished_at, begun) / 3600 AS hours FROM (
  SELECT campaign_id, min(at) AS begun FROM sanction_ledger WHERE entry = 'apply' GROUP BY campaign_id HAVING ${during('begun')}) AS first
  INNER JOIN (SELECT campaign_id, argMin(run_id, (as_of, run_id)) AS run_id FROM campaigns FINAL WHERE cluster_id != '' GROUP BY campaign_id) AS born USING campaign_id
  INNER JOIN (SELECT run_id, finished_at FROM runs FINAL) AS run USING run_id`;
const median = (hours: string) =>
  `SELECT if(count() = 0, NULL, quantileExactInclusive(0.5)(hours)) AS value FROM (${hours})`;

export const FIGURES: readonly FigureSpec[] = [
  count('actions', 'Actions', '行为', `SELECT uniqExact(event_key) AS value FROM actions WHERE ${ACTED}`),
  count(
    'active_accounts',
    'Active accounts',
    '活跃账号',
    `SELECT uniqExact(account_key) AS value FROM actions WHERE ${ACTED}`,
  ),
  count(
    'reports',
    'User reports',
    '用户举报',
    `SELECT uniqExact(report_key) AS value FROM reports WHERE ${during('reported_at')}`,
  ),
  count('runs', 'Runs of detection', '检测次数', `SELECT count() AS value FROM ${RUNS}`),
  count(
    'clusters',
    'Clusters judged',
    '判定的群组',
    `SELECT count() AS value FROM verdicts FINAL WHERE run_id IN (SELECT run_id FROM ${RUNS})`,
  ),
  count(
    'army_accounts',
    'Accounts in water armies',
    '水军账号',
    `SELECT count() AS value FROM ${ARMY_MEMBERS}`,
  ),
  count('campaigns', 'Campaigns seen', '出现的行动', campaigns("state != 'ended'")),
  count(
    'campaigns_army',
    'of them water armies',
    '其中水军',
    campaigns("state != 'ended' AND verdict = 'water_army'"),
  ),
  count('campaigns_new', 'New campaigns', '新出现的行动', campaigns("state = 'new'")),
  count('campaigns_grown', 'Grown campaigns', '扩大的行动', campaigns("state = 'grown'")),
  count('campaigns_returned', 'Campaigns that came back', '重新出现的行动', campaigns("state = 'returned'")),
  count('campaigns_ended', 'Campaigns that ended', '结束的行动', campaigns("state = 'ended'")),
  count('measures_begun', 'Measures begun', '开始的措施', ledger("entry = 'apply'")),
  count(
    'accounts_sanctioned',
    'Accounts with a new measure',
    '被处置账号',
    ledger("entry = 'apply'", 'uniqExact(account_id)'),
  ),
  count(
    'interactions_removed',
    'Interactions taken back',
    '撤回的互动',
    ledger("entry = 'apply'", "sum(length(JSONExtract(body, 'event_ids', 'Array(String)')))"),
  ),
  count('measures_undone', 'Measures taken back', '撤销的措施', ledger("entry = 'revert'")),
  count('measures_expired', 'Measures that ended by themselves', '到期的措施', ledger("entry = 'expire'")),
  count('appeals', 'Appeals', '申诉', ledger("entry = 'appeal'")),
  count('rulings', 'Rulings on appeals', '申诉裁定', ledger("entry = 'ruling'")),
  count(
    'overturned',
    'Appeals overturned',
    '推翻的申诉',
    ledger("entry = 'ruling' AND JSONExtractString(body, 'ruling') = 'overturned'"),
  ),
  figure(
    'overturn_rate',
    'share',
    'Overturned, of rulings',
    '推翻率',
    ledger(
      "entry = 'ruling'",
      "if(count() = 0, NULL, countIf(JSONExtractString(body, 'ruling') = 'overturned') / count())",
    ),
  ),
  count(
    'cases_confirmed',
    'Cases confirmed',
    '确认的案件',
    decided("act = 'confirm' AND JSONExtractString(after, 'state') = 'confirmed'"),
  ),
  count('cases_dismissed', 'Cases dismissed', '驳回的案件', decided("act = 'dismiss'")),
  count(
    'marked_honest',
    'Accounts marked honest',
    '标为正常的账号',
    `SELECT uniqExact(account_id) AS value FROM honest_marks FINAL WHERE ${during('marked_at')}`,
  ),
  figure(
    'hours_to_verdict',
    'hours',
    'First act to verdict, median',
    '从首次行为到判定（中位）',
    median(TO_VERDICT),
  ),
  figure(
    'hours_to_measure',
    'hours',
    'Verdict to measure, median',
    '从判定到处置（中位）',
    median(TO_MEASURE),
  ),
  count(
    'dead_letters',
    'Lines that could not be used',
    '无法使用的记录',
    `SELECT count() AS value FROM dead_letters FINAL WHERE ${during('received_at')}`,
  ),
  count(
    'hours_without_actions',
    'Hours without a single action',
    '无任何行为的小时',
    `SELECT intDiv({to:Int64} - {from:Int64}, 3600000) - uniqExact(intDiv(toUnixTimestamp64Milli(occurred_at), 3600000)) AS value FROM actions WHERE ${ACTED}`,
  ),
  figure(
    'lag',
    'seconds',
    'Lag of runs, median',
    '检测滞后（中位）',
    `SELECT if(count() = 0, NULL, quantileExactInclusive(0.5)(dateDiff('second', window_to, finished_at))) AS value FROM ${RUNS}`,
  ),
];
