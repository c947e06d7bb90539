/**
 * Traces that no query alone can give: they need families of near copies, or facts of accounts that may arrive late.
 * Detection computes their rows; here stands what they mean.
 */
import type { TraceKind } from './trace-kind.ts';

const HOUR = 3_600_000;

/** Bucket = a family of near copies. */
export const nearText: TraceKind = {
  name: 'near-text',
  family: 'text',
  windowMs: 6 * HOUR,
  needs: 'texts of about 8 characters or more',
  label: { en: 'posted near copies of the same texts', zh: '发布近似文本' },
};

/** Bucket = the network of registration. */
export const registeredTogetherNetwork: TraceKind = {
  name: 'registered-network',
  family: 'registration',
  windowMs: HOUR,
  needs: 'registered_at and registration.ip',
  label: { en: 'registered in the same hour on the same network', zh: '同一小时在同一网络注册' },
};

/** Bucket = the device of registration. */
export const registeredTogetherDevice: TraceKind = {
  name: 'registered-device',
  family: 'registration',
  windowMs: HOUR,
  needs: 'registered_at and registration.device_id',
  label: { en: 'registered in the same hour on the same device', zh: '同一小时在同一设备注册' },
};

/** Bucket = the stem of the handle. */
export const registeredTogetherHandle: TraceKind = {
  name: 'registered-handle',
  family: 'registration',
  windowMs: HOUR,
  needs: 'registered_at and handle',
  label: { en: 'registered in the same hour with handles of one template', zh: '同一小时以同一模板昵称注册' },
};

/** Bucket = a burst of registrations that the platform's own rhythm does not explain. */
export const registeredInBurst: TraceKind = {
  name: 'registered-burst',
  family: 'registration',
  windowMs: Number.POSITIVE_INFINITY,
  needs: 'registered_at',
  label: { en: 'registered in the same burst', zh: '在同一注册高峰中注册' },
};

/** Bucket = action × target, time = the time of registration: same target and registered in the same hour. */
export const cohortOnTarget: TraceKind = {
  name: 'cohort-target',
  family: 'registration',
  windowMs: HOUR,
  needs: 'registered_at, and actions',
  label: {
    en: 'registered in the same hour and acted on the same targets',
    zh: '同一小时注册且作用于同一目标',
  },
};

export const COMPUTED_KINDS: readonly TraceKind[] = [
  nearText,
  registeredTogetherNetwork,
  registeredTogetherDevice,
  registeredTogetherHandle,
  registeredInBurst,
  cohortOnTarget,
];
