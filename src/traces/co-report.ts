/** The same account reported within an hour: what an army does to those it wants gone. */
import { type Facts, NONE } from './facts.ts';
import { ASKED, IN_REPORT_WINDOW, type TraceSource } from './trace-kind.ts';
import { bucketRows, type TraceRows } from './trace-rows.ts';

const HOUR = 3_600_000;

/**
 * Reports by accounts that are known, sorted by whom they are against, and for each account a row of its own that nobody
 * shares: everybody might have reported somebody. Reports are rare, and an army soon files most of them; without those who
 * filed none it would be its own norm.
 */
function reportRows({ reports, accounts }: Facts): readonly TraceRows[] {
  if (reports.length === 0) return [];
  const keys = new BigUint64Array(new Set(reports.reportedKey)).sort();
  const numberOf = new Map(Array.from(keys, (key, number) => [key, number]));
  const rows = reports.length + accounts;
  const of = new Uint32Array(rows);
  const at = new Float64Array(rows);
  const account = new Uint32Array(rows);
  const bucketKeys = new BigUint64Array(keys.length + accounts);
  at.set(reports.at);
  account.set(reports.reporter);
  bucketKeys.set(keys);
  for (let report = 0; report < reports.length; report++)
    of[report] =
      reports.reporter[report] === NONE
        ? NONE
        : (numberOf.get(reports.reportedKey[report] as bigint) as number);
  for (let who = 0; who < accounts; who++) {
    of[reports.length + who] = keys.length + who;
    account[reports.length + who] = who;
    bucketKeys[keys.length + who] = BigInt(who);
  }
  return [bucketRows({ of, keys: bucketKeys, at, account })];
}

/** `co-report`: bucket = the account that was reported. */
export const coReport: TraceSource = {
  kinds: [
    {
      name: 'co-report',
      family: 'target',
      windowMs: HOUR,
      needs: 'report events',
      label: { en: 'reported the same account', zh: '举报同一账号' },
    },
  ],
  rows: reportRows,
  names: `
    SELECT sipHash64(account_id) AS bucket, any(account_id) AS name
    FROM reports
    WHERE ${IN_REPORT_WINDOW} AND sipHash64(account_id) IN ${ASKED}
    GROUP BY bucket`,
};
