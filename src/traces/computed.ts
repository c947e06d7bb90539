/**
 * Traces that no query alone can give: they need families of near copies, or bursts in the platform's own rhythm.
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
  label: { en: 'posted near copies of the same text', zh: '发布近似文本' },
};

/** Bucket = a source that long texts retell in other words and another order. */
export const retoldText: TraceKind = {
  name: 'retold-text',
  family: 'text',
  windowMs: 6 * HOUR,
  needs: 'texts of about 60 characters or more',
  label: { en: 'retold the same text in other words', zh: '改写同一稿件' },
};

/** Bucket = a burst of registrations that the platform's own rhythm does not explain. */
export const registeredInBurst: TraceKind = {
  name: 'registered-burst',
  family: 'registration',
  windowMs: Number.POSITIVE_INFINITY,
  needs: 'registered_at',
  label: { en: 'registered in the same burst', zh: '在同一注册高峰中注册' },
};

export const COMPUTED_KINDS: readonly TraceKind[] = [nearText, retoldText, registeredInBurst];
