/** Accounts registered in the same hour: on one network, on one device, by one handle template, for one target. */
import type { Bilingual } from '../contract/index.ts';
import { IN_WINDOW, namesOf, type TraceKind, type TraceSource } from './trace-kind.ts';

const HOUR = 3_600_000;
/** On a target with more accounts, somebody registered in the same hour as anybody; it would only lift the base rates. */
const MOST_ACCOUNTS = 5_000;
const REGISTERED = 'toFloat64(toUnixTimestamp64Milli(assumeNotNull(registered_at)))';

const cohort = (name: string, needs: string, label: Bilingual): TraceKind => ({
  name,
  family: 'registration',
  windowMs: HOUR,
  needs,
  label,
});

/** `absent` is what the column holds, beside NULL, when there is nothing to share: an empty handle has no template. */
const registeredOn = (column: string, absent: '0' | "''") => `
    SELECT toUInt8(0) AS kind, sipHash64(assumeNotNull(${column})) AS bucket, ${REGISTERED} AS at, account_key AS account
    FROM accounts_now
    WHERE registered_at IS NOT NULL AND ${column} != ${absent}
    ORDER BY kind, bucket, at, account`;

/** `registered-network`: bucket = the network of registration, time = that of registration. */
export const registeredOnNetwork: TraceSource = {
  kinds: [
    cohort('registered-network', 'registered_at and registration.ip', {
      en: 'registered in the same hour on the same network',
      zh: '同一小时在同一网络注册',
    }),
  ],
  select: registeredOn('reg_network', '0'),
  names: null,
};

/** `registered-device`: bucket = the device of registration. */
export const registeredOnDevice: TraceSource = {
  kinds: [
    cohort('registered-device', 'registered_at and registration.device_id', {
      en: 'registered in the same hour on the same device',
      zh: '同一小时在同一设备注册',
    }),
  ],
  select: registeredOn('reg_device', '0'),
  names: null,
};

/** `registered-handle`: bucket = the stem of the handle. */
export const registeredByTemplate: TraceSource = {
  kinds: [
    cohort('registered-handle', 'registered_at and handle', {
      en: 'registered in the same hour with handles of one template',
      zh: '同一小时以同一模板昵称注册',
    }),
  ],
  select: registeredOn('handle_stem', "''"),
  names: namesOf('handle_stem', 'accounts WHERE handle_stem IS NOT NULL'),
};

/** `cohort-target`: bucket = action × target, time = that of registration: needs only one target in common. */
export const cohortOnTarget: TraceSource = {
  kinds: [
    cohort('cohort-target', 'registered_at, and actions', {
      en: 'registered in the same hour and acted on the same target',
      zh: '同一小时注册且作用于同一目标',
    }),
  ],
  select: `
    SELECT toUInt8(0) AS kind, bucket, ${REGISTERED} AS at, account_key AS account
    FROM (
      SELECT bucket, arrayJoin(who) AS account_key
      FROM (
        SELECT sipHash64(action, target_id) AS bucket, groupUniqArray(${MOST_ACCOUNTS + 1})(account_key) AS who
        FROM actions FINAL
        WHERE ${IN_WINDOW} AND action != 'post'
        GROUP BY bucket
        HAVING length(who) <= ${MOST_ACCOUNTS}
      )
    ) AS done
    INNER JOIN (SELECT account_key, registered_at FROM accounts_now WHERE registered_at IS NOT NULL) AS known
    USING account_key
    ORDER BY kind, bucket, at, account`,
  names: `
    SELECT sipHash64(action, target_id) AS bucket, any(target_id) AS name
    FROM actions
    WHERE bucket IN {buckets:Array(UInt64)}
    GROUP BY bucket`,
};
