/** What became of a line: a value, or the reason why it is a dead letter. */

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

/** `group` names the kind of mistake without the line's own values, so that equal mistakes can be counted. */
export interface Dead {
  readonly ok: false;
  readonly group: string;
  readonly reason: string;
}

export type Outcome<T> = Ok<T> | Dead;

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });

/** `reason` is a plain sentence that names the field and how to mend it. */
export const dead = (group: string, reason: string = group): Dead => ({ ok: false, group, reason });

/** A value as a reason shows it: short, on one line. */
export function shown(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  if (typeof value !== 'string') return `${typeof value} ${String(value)}`;
  const cut = value.length > 40 ? `${value.slice(0, 40)}…` : value;
  return `string ${JSON.stringify(cut)}`;
}
