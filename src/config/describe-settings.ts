/** Settings as they may be printed: where secrets are, never what they are. */
import type { Settings } from './settings.ts';

const MASK = '***';

/**
 * A URL without its password. Works on what no parser takes, too: all between the first colon behind `://` and the
 * last `@` is taken for the password.
 */
export function maskUrl(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/[^:]*):(.*)@/gis, `$1:${MASK}@`);
}

/** A copy to print: sources of secrets stay, passwords in URLs do not. */
export function describeSettings(settings: Settings): Readonly<Record<string, unknown>> {
  return masked(settings) as Readonly<Record<string, unknown>>;
}

function masked(value: unknown): unknown {
  if (typeof value === 'string') return maskUrl(value);
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, masked(inner)]));
}
