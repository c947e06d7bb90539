/** Taking known secrets out of what is written. */

const MASK = '***';
/** A shorter secret would take half of every line with it; it is still never logged on purpose. */
const MIN_LENGTH = 4;

/** The ways in which a secret may stand in a message: as it is, in a URL, in a Basic header. */
function formsOf(secret: string): readonly string[] {
  const forms = [secret, Buffer.from(secret, 'utf8').toString('base64')];
  // Half of a surrogate pair has no place in a URL.
  if (secret.isWellFormed()) forms.push(encodeURIComponent(secret), encodeURI(secret));
  return forms;
}

/** A function that takes these secrets out of every text and key of a JSON value. */
export function createMask(secrets: readonly string[]): (value: unknown) => unknown {
  const forms = [...new Set(secrets.filter(({ length }) => length >= MIN_LENGTH).flatMap(formsOf))]
    // The longest first: one form may be part of another.
    .sort((a, b) => b.length - a.length);
  const maskText = (text: string) => forms.reduce((masked, form) => masked.replaceAll(form, MASK), text);
  const mask = (value: unknown): unknown => {
    if (typeof value === 'string') return maskText(value);
    if (Array.isArray(value)) return value.map(mask);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [maskText(key), mask(inner)]));
  };
  return mask;
}
