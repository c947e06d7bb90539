/** The same account reported within an hour: what an army does to those it wants gone. */
import { type Facts, NONE } from './facts.ts';
import { ASKED, IN_REPORT_WINDOW, type TraceSource } from './trace-kind.ts';
import { bucketRows, type TraceRows } from './trace-rows.ts';

const HOUR = 3_600_000;

/** Reports by accounts that are known, sorted by whom they are against. */
function reportRows({ reports }: Facts): readonly TraceRows[] {
  const keys = new BigUint64Array(new Set(reports.reportedKey)).sort();
  const numberOf = new Map(Array.from(keys, (key, number) => [key, number]));
  const of = Uint32Array.from(reports.reportedKey, (key, report) =>
    reports.reporter[report] === NONE ? NONE : (numberOf.get(key) as number),
  );
  return [bucketRows({ of, keys, at: reports.at, account: reports.reporter })];
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
