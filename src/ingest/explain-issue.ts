/** What zod found wrong with an event, in words that say how to mend it. */
import type { z } from 'zod';
import { ACTIONS, didYouMean } from '../contract/index.ts';
import { type EventType, isOptional } from './fields.ts';
import type { RawEvent } from './mapping.ts';
import { type Dead, dead, shown } from './outcome.ts';

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** A dead letter for the first issue of an event. */
export function explainIssue(issue: z.core.$ZodIssue, event: RawEvent, type: EventType): Dead {
  const field = issue.path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .slice(1);
  // Positions in lists would make every mistake its own kind.
  const group = field.replace(/\[\d+\]/g, '[]');
  const value = valueAt(event, issue.path);
  if (value === undefined) {
    return dead(
      `${group}: missing`,
      `${field}: missing, and every ${type} needs it — a column of another name can be mapped: ${field}=COLUMN`,
    );
  }
  if (issue.code === 'invalid_type') {
    const expected = EXPECTED[issue.expected] ?? issue.expected;
    const advice =
      typeof value === 'number' && issue.expected === 'string'
        ? ' — quote ids, large numbers lose digits in JSON'
        : isOptional(type, String(issue.path[0]))
          ? ` — if it is another thing of the same name, leave it out: --map ${group.split(/[[.]/, 1)[0]}=`
          : '';
    return dead(
      `${group}: expected ${expected}`,
      `${field}: expected ${expected}, got ${shown(value)}${advice}`,
    );
  }
  if (issue.code === 'invalid_union') {
    return dead(`${group}: no time`, `${field}: expected a time as text or number, got ${shown(value)}`);
  }
  if (issue.code === 'invalid_value' && field === 'action') {
    const hint = typeof value === 'string' ? didYouMean(value, ACTIONS) : '';
    return dead(
      'action: unknown',
      `action: unknown action ${shown(value)}${hint || ` — use one of ${ACTIONS.join(', ')}`}`,
    );
  }
  if (issue.code === 'too_small' && value === '') {
    return dead(`${group}: empty`, `${field}: empty — an id has 1 to 512 characters`);
  }
  if (issue.code === 'too_big' && typeof value === 'string') {
    return dead(
      `${group}: too long`,
      `${field}: ${value.length} characters — at most ${issue.maximum} are taken`,
    );
  }
  return dead(`${group}: ${issue.code}`, `${field}: ${issue.message}, got ${shown(value)}`);
}

function valueAt(event: unknown, path: readonly PropertyKey[]): unknown {
  let value = event;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
