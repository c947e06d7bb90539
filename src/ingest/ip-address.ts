/** IP addresses in one spelling, and the network that an operator is usually given. */
import { isIPv4, isIPv6 } from 'node:net';

export interface IpAddress {
  /** `203.0.113.7`, or eight groups of hexadecimal without leading zeros. */
  readonly address: string;
  /** The /24 of an IPv4 address, the /48 of an IPv6 address. */
  readonly network: string;
}

const COLON = 0x3a;
const GROUPS = 8;
/** The group that says that an IPv4 address follows, and where it stands. */
const MAPPED = 0xffff;
const MAPPED_AT = 5;

/** The eight 16-bit groups of the address that is being read. */
const groups = new Uint16Array(GROUPS);

/** Undefined for what is no address. IPv4-mapped IPv6 (`::ffff:203.0.113.7`) is the IPv4 address; zones are cut off. */
export function readIp(raw: string): IpAddress | undefined {
  const text = raw.trim();
  if (readGroups(text)) return ipv6();
  if (isIPv4(text)) return ipv4(text);
  return isIPv6(text) && readGroups(withoutDots(text.split('%', 1)[0] as string)) ? ipv6() : undefined;
}

function ipv4(address: string): IpAddress {
  return { address, network: `${address.slice(0, address.lastIndexOf('.'))}.0/24` };
}

/** The address in `groups`. */
function ipv6(): IpAddress {
  if (groups[MAPPED_AT] === MAPPED && groups.subarray(0, MAPPED_AT).every((group) => group === 0)) {
    const [high, low] = [groups[6] as number, groups[7] as number];
    return ipv4(`${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`);
  }
  const site = `${hex(0)}:${hex(1)}:${hex(2)}`;
  return {
    address: `${site}:${hex(3)}:${hex(4)}:${hex(5)}:${hex(6)}:${hex(7)}`,
    network: `${site}::/48`,
  };
}

const hex = (index: number): string => (groups[index] as number).toString(16);

/** The last two groups of an IPv6 address may be written as an IPv4 address. */
function withoutDots(text: string): string {
  if (!text.includes('.')) return text;
  const start = text.lastIndexOf(':') + 1;
  const [a, b, c, d] = text.slice(start).split('.').map(Number) as [number, number, number, number];
  return `${text.slice(0, start)}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}

/**
 * Reads an IPv6 address of plain groups into `groups`; false for anything else. Written by hand because every event has
 * an address, and the runtime's test is a long regular expression.
 */
function readGroups(text: string): boolean {
  groups.fill(0);
  let count = 0;
  /** How many groups stand before the `::`; -1 without one. */
  let before = -1;
  let at = 0;
  if (text.startsWith('::')) {
    before = 0;
    at = 2;
  }
  while (at < text.length) {
    if (count === GROUPS) return false;
    let value = 0;
    const start = at;
    for (; at < text.length && text.charCodeAt(at) !== COLON; at++) {
      const digit = hexDigit(text.charCodeAt(at));
      if (digit < 0 || at - start === 4) return false;
      value = value * 16 + digit;
    }
    if (at === start) return false;
    groups[count++] = value;
    if (at === text.length) break;
    at++;
    if (at === text.length) return false;
    if (text.charCodeAt(at) === COLON) {
      if (before >= 0) return false;
      before = count;
      at++;
    }
  }
  if (before < 0) return count === GROUPS;
  if (count === GROUPS) return false;
  groups.copyWithin(GROUPS - count + before, before, count);
  groups.fill(0, before, GROUPS - count + before);
  return true;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
