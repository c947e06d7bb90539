/** Where stretches of a post end that are not its author's own words: mentions, hashtags, links, emoticon codes. */
import { DENSE, DROP, FOLDED, KIND_MASK, SEPARATOR, SURROGATE, TRAITS } from './code-points.ts';

/** Longer runs are not names; else one "@" in front would hide a whole text. */
const LONGEST_MENTION = 20;
const LONGEST_TOPIC = 32;
const LONGEST_EMOTICON = 8;
const UNDERSCORE = 0x5f;
const HYPHEN = 0x2d;

function isAsciiWord(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

function isHash(code: number): boolean {
  return code === 0x23 || code === 0xff03;
}

/** Letters and digits of any script, "_", and characters that nobody sees. */
function isNameUnit(code: number): boolean {
  const folded = FOLDED[code] as number;
  if (folded === SURROGATE) return false;
  if (code === UNDERSCORE || ((TRAITS[code] as number) & KIND_MASK) !== SEPARATOR) return true;
  return folded === DROP && code > 0x7f;
}

function endOfName(raw: string, from: number, longest: number): number {
  let end = from;
  while (end < raw.length && end - from <= longest && isNameUnit(raw.charCodeAt(end))) end++;
  return end;
}

function hasKind(raw: string, from: number, to: number, kind: number): boolean {
  for (let i = from; i < to; i++)
    if (((TRAITS[raw.charCodeAt(i)] as number) & KIND_MASK) === kind) return true;
  return false;
}

/** Index behind the mention that begins at `at`, or `at` if there is none (an e-mail address, a lone "@"). */
export function endOfMention(raw: string, at: number): number {
  if (at > 0 && isAsciiWord(raw.charCodeAt(at - 1))) return at;
  let end = at + 1;
  while (end < raw.length && end - at <= LONGEST_MENTION + 1) {
    const code = raw.charCodeAt(end);
    if (!isNameUnit(code) && code !== HYPHEN) break;
    end++;
  }
  return end - at > LONGEST_MENTION + 1 || end === at + 1 ? at : end;
}

/**
 * Index behind the hashtag that begins at `at`, or `at` if there is none. Knows "#tag" and the closed "#话题 词#";
 * "#a#b" is two tags, "#1" is none.
 */
export function endOfHashtag(raw: string, at: number): number {
  const start = at + 1;
  let close = start;
  while (close < raw.length && close - start <= LONGEST_TOPIC) {
    const code = raw.charCodeAt(close);
    if (isHash(code) || code === 0x0a) break;
    close++;
  }
  const first = raw.charCodeAt(start);
  const closed =
    close > start &&
    close < raw.length &&
    isHash(raw.charCodeAt(close)) &&
    FOLDED[first] !== 0x20 &&
    raw.charCodeAt(close - 1) !== 0x20;
  if (closed && hasKind(raw, start, close, DENSE)) return close + 1;
  const end = endOfName(raw, start, LONGEST_TOPIC);
  if (end - start > LONGEST_TOPIC || !(hasKind(raw, start, end, 1) || hasKind(raw, start, end, DENSE)))
    return at;
  const closesHere = closed && end === close && !isAsciiWord(raw.charCodeAt(close + 1));
  return closesHere ? close + 1 : end;
}

/** Index behind an emoticon code such as "[doge]" or "[哈哈]" that begins at `at`, or `at`. "[text](link)" is none. */
export function endOfEmoticon(raw: string, at: number): number {
  const end = endOfName(raw, at + 1, LONGEST_EMOTICON);
  if (end === at + 1 || end - at > LONGEST_EMOTICON + 1 || raw[end] !== ']' || raw[end + 1] === '(')
    return at;
  return end + 1;
}

/** Index behind the link that `at` is inside of: a link ends at a space, a quote, or the first non-ASCII character. */
export function endOfLink(raw: string, at: number): number {
  let end = at;
  while (end < raw.length) {
    const code = raw.charCodeAt(end);
    if (code <= 0x20 || code >= 0x7f || code === 0x22 || code === 0x3c || code === 0x3e) break;
    end++;
  }
  return end;
}

/** Whether the "/" at `at` follows a host name without a scheme ("t.cn/Rx2", not "and/or", "1.5/2" or "e.g./"). */
export function followsHost(raw: string, at: number): boolean {
  if (!isAsciiWord(raw.charCodeAt(at + 1))) return false;
  let letters = at;
  while (letters > 0 && isAsciiWord(raw.charCodeAt(letters - 1)) && raw.charCodeAt(letters - 1) > 0x39)
    letters--;
  return (
    at - letters >= 2 && letters > 1 && raw[letters - 1] === '.' && isAsciiWord(raw.charCodeAt(letters - 2))
  );
}

/** Whether the ":" or "." at `at` makes a link of the letters before it ("https://…", "www.…"). */
export function opensLink(raw: string, at: number): boolean {
  if (raw[at] === ':')
    return raw[at + 1] === '/' && raw[at + 2] === '/' && isAsciiWord(raw.charCodeAt(at - 1));
  const before = raw.slice(Math.max(0, at - 4), at);
  return /(^|[^a-z0-9])www$/i.test(before) && isAsciiWord(raw.charCodeAt(at + 1));
}
