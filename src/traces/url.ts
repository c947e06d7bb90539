/** URLs as traces: one spelling for each page, and the domain that somebody registered. */
import { getDomain } from 'tldts';

/** Query parameters that say how a link travelled, not where it leads. */
const TRACKING_PREFIXES = ['utm_', 'share_', 'sharer_', 'spm', 'hsa_', 'mc_', '_hs', 'vero_'];
const TRACKING_NAMES = new Set([
  'fbclid',
  'gclid',
  'gclsrc',
  'dclid',
  'wbraid',
  'gbraid',
  'msclkid',
  'yclid',
  'twclid',
  'ttclid',
  'igshid',
  'igsh',
  'scm',
  'vd_source',
  'xhsshare',
  'sudaref',
  'chksm',
  'ref_src',
  'ref_url',
  'oly_enc_id',
  'oly_anon_id',
]);

const isTracking = (name: string): boolean => {
  const lower = name.toLowerCase();
  return TRACKING_NAMES.has(lower) || TRACKING_PREFIXES.some((prefix) => lower.startsWith(prefix));
};

/**
 * One spelling for all links to a page: https, lower-case host without `www.` or `m.`, no default port, no
 * credentials, no fragment, no tracking parameters, the query sorted, no slash at the end.
 * Idempotent. Null when `raw` is no http(s) URL.
 */
export function canonicalUrl(raw: string): string | null {
  const url = URL.parse(raw.trim());
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '')
    return null;
  const host = bareHost(url.hostname);
  const path = url.pathname.replace(/\/+$/, '');
  // `port` is empty for the scheme's own port, whichever of the two it is.
  const port = url.port === '' ? '' : `:${url.port}`;
  return `https://${host}${port}${path}${canonicalQuery(url.search)}`;
}

/** `www.` and `m.` lead to the same site; what remains must still be a name with a dot. */
function bareHost(hostname: string): string {
  let host = hostname.replace(/\.$/, '');
  for (;;) {
    const rest = host.replace(/^(?:www|m|mobile)\./, '');
    if (rest === host || !rest.includes('.')) return host;
    host = rest;
  }
}

/** Sorted as text, so that the order in which a program wrote the parameters does not matter; the spelling stays. */
function canonicalQuery(search: string): string {
  if (search.length < 2) return '';
  const kept = search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !isTracking(pair.split('=', 1)[0] as string))
    .sort();
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}

/**
 * The domain that somebody registered (`a.b.example.co.uk` → `example.co.uk`), private suffixes such as
 * `github.io` included, because their sub-domains belong to different people; an IP address is its own domain.
 * Null when `url` is no http(s) URL.
 */
export function registrableDomain(url: string): string | null {
  const parsed = URL.parse(url.trim());
  if (parsed === null || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')) return null;
  if (parsed.hostname === '') return null;
  return getDomain(parsed.hostname, { allowPrivateDomains: true }) ?? parsed.hostname.replace(/\.$/, '');
}

// A link in running text ends at white space, quotes, brackets, or at the first CJK character or full-width mark.
const IN_TEXT = /https?:\/\/[^\s<>"'`{}|\\^\u2018-\u201f\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+/giu;
const TRAILING = /[.,;:!?)\]*_~]+$/;

/** The http(s) links that stand in a text, as written, in order, punctuation after them left off. */
export function urlsInText(text: string): string[] {
  // The common case costs one search.
  if (!text.includes('://')) return [];
  const found: string[] = [];
  for (const match of text.matchAll(IN_TEXT)) found.push(trimEnd(match[0]));
  return found;
}

/** A closing bracket belongs to the link when its opening one does, as in encyclopaedia titles. */
function trimEnd(link: string): string {
  const bare = link.replace(TRAILING, '');
  return bare.includes('(') && link[bare.length] === ')' ? `${bare})` : bare;
}
