/** Fills in what a row may leave out: its type where only one is possible, and an id made from its content. */
import { hash } from 'node:crypto';
import { didYouMean } from '../contract/index.ts';
import { EVENT_TYPES, type EventType, ID_FIELD, isEventType } from './fields.ts';
import type { RawEvent } from './mapping.ts';
import { dead, type Outcome, ok, shown } from './outcome.ts';

const MAX_DEPTH = 32;
const TOO_DEEP = Symbol('too deep');

/** Completes `event` in place and returns its type. */
export function completeEvent(event: RawEvent): Outcome<EventType> {
  if (event.type == null && event.action != null) event.type = 'action';
  const type = event.type;
  if (!isEventType(type)) return explainType(type);
  const idField = ID_FIELD[type];
  if (idField !== undefined && event[idField] == null) {
    const id = rowId(event);
    if (id === TOO_DEEP) {
      return dead(
        `${idField}: row nested too deep`,
        `${idField}: missing, and the row is nested too deep to make one`,
      );
    }
    event[idField] = id;
  }
  return ok(type);
}

function explainType(type: unknown): Outcome<never> {
  if (type == null) {
    return dead(
      'type: missing',
      'type: missing, and there is no action to tell it by — use --set type=action or account',
    );
  }
  const hint = typeof type === 'string' ? didYouMean(type, EVENT_TYPES) : '';
  return dead('type: unknown', `type: expected account, action or report, got ${shown(type)}${hint}`);
}

/**
 * An id of 128 bits made from a row's content, not from where it stood: the same row in another file, or with its
 * columns in another order, is the same event.
 */
function rowId(event: RawEvent): string | typeof TOO_DEEP {
  try {
    return `row-${hash('sha256', canonical(event, 0), 'hex').slice(0, 32)}`;
  } catch (error) {
    if (error === TOO_DEEP) return TOO_DEEP;
    throw error;
  }
}

/** JSON with sorted keys and without absent fields. */
function canonical(value: unknown, depth: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (depth === MAX_DEPTH) throw TOO_DEEP;
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(',')}]`;
  let text = '{';
  for (const key of Object.keys(value).sort()) {
    const item = (value as RawEvent)[key];
    if (item != null) text += `${JSON.stringify(key)}:${canonical(item, depth + 1)},`;
  }
  return text;
}
