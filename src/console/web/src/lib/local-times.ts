/** Times as an `<input type="datetime-local">` has them: in the reader's zone, without saying so. */
export function toLocalField(at: string | number | null): string {
  if (at === null) return '';
  const moment = new Date(at);
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}

/** ISO 8601 in UTC; null where the field holds no time. */
export function fromLocalField(value: string): string | null {
  const at = new Date(value).getTime();
  return value === '' || Number.isNaN(at) ? null : new Date(at).toISOString();
}
