/** Lengths of time as people write them. */
import { AppError } from '../contract/index.ts';

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** `60s` → 60000; `inf` → Infinity. Throws `bad-usage`. */
export function parseDuration(text: string): number {
  if (text === 'inf') return Number.POSITIVE_INFINITY;
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/.exec(text.trim());
  const unit = UNITS[match?.[2] ?? ''];
  if (match !== null && unit !== undefined) return Number(match[1]) * unit;
  throw new AppError('bad-usage', `cli/duration: "${text}" is no length of time`, {
    fix: 'write a number and a unit: 500ms, 60s, 10min, 6h, 7d, or inf',
  });
}
