/** From the text of a variable or flag to the value of a setting. */
import type { Setting } from './setting-list.ts';

/** A value, or what is wrong with the text; the text itself is never repeated, it may be a secret in the wrong place. */
export type Converted = { readonly value: unknown } | { readonly problem: string };

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Lists are cut at commas; numbers, `true`/`false` and JSON are read as such. */
export function convert(setting: Setting, text: string): Converted {
  const trimmed = text.trim();
  switch (setting.kind) {
    case 'text':
      return { value: text };
    case 'number':
      return NUMBER.test(trimmed) ? { value: Number(trimmed) } : { problem: 'is no number' };
    case 'switch':
      return trimmed === 'true' || trimmed === 'false'
        ? { value: trimmed === 'true' }
        : { problem: 'is neither true nor false' };
    case 'group':
      return trimmed === 'true' ? { value: {} } : { problem: 'can only be switched on: true' };
    case 'list':
      return {
        value: trimmed
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      };
    case 'json':
      try {
        return { value: JSON.parse(trimmed) };
      } catch {
        return { problem: 'is no JSON' };
      }
  }
}
