/** Accounts registered in the same hour: on one network, on one device, by one handle template, for one target. */
import type { Bilingual } from '../contract/index.ts';
import { cohortRows } from './cohort.ts';
import type { KnownAccounts, ValueColumn } from './facts.ts';
import { ASKED, namesOf, type TraceKind, type TraceSource } from './trace-kind.ts';
import { bucketRows, type TraceRows } from './trace-rows.ts';

const HOUR = 3_600_000;

const cohort = (name: string, needs: string, label: Bilingual): TraceKind => ({
  name,
  family: 'registration',
  windowMs: HOUR,
  needs,
  label,
});

/** Accounts of known registration by a value of theirs. */
const registeredOn = (
  { registered, registeredAt }: KnownAccounts,
  { keys, of }: ValueColumn,
): readonly TraceRows[] => [
  bucketRows({
    of: registered.map((who) => of[who] as number),
    keys,
    at: Float64Array.from(registered, (who) => registeredAt[who] as number),
    account: registered,
  }),
];

/** `registered-network`: bucket = the network of registration, time = that of registration. */
export const registeredOnNetwork: TraceSource = {
  kinds: [
    cohort('registered-network', 'registered_at and registration.ip', {
      en: 'registered in the same hour on the same network',
      zh: '同一小时在同一网络注册',
    }),
  ],
  rows: ({ known }) => registeredOn(known, known.network),
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
  rows: ({ known }) => registeredOn(known, known.device),
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
  rows: ({ known }) => registeredOn(known, known.handleStem),
  names: `
    SELECT sipHash64(assumeNotNull(handle_stem)) AS bucket, any(handle_stem) AS name
    FROM accounts
    WHERE handle_stem IS NOT NULL AND bucket IN ${ASKED}
    GROUP BY bucket`,
};

/** `cohort-target`: bucket = action × target, time = that of registration: needs only one target in common. */
export const cohortOnTarget: TraceSource = {
  kinds: [
    cohort('cohort-target', 'registered_at, and actions', {
      en: 'registered in the same hour and acted on the same target',
      zh: '同一小时注册且作用于同一目标',
    }),
  ],
  rows: (facts) => [cohortRows(facts)],
  names: namesOf('target_id'),
};
