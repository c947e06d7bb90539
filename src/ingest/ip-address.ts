/** IP addresses in one spelling, and the network that an operator is usually given. */
import { isIPv4, isIPv6 } from 'node:net';

export interface IpAddress {
  /** `203.0.113.7`, or eight groups of hexadecimal without leading zeros. */
  readonly address: string;
  /** The /24 of an IPv4 address, the /48 of an IPv6 address. */
  readonly network: string;
}

/** Undefined for what is no address. IPv4-mapped IPv6 (`::ffff:203.0.113.7`) is the IPv4 address; zones are cut off. */
export function readIp(raw: string): IpAddress | undefined {
  const text = raw.trim();
  if (isIPv4(text)) return ipv4(text);
  if (!isIPv6(text)) return undefined;
  const groups = ipv6Groups((text.split('%', 1)[0] as string).toLowerCase());
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    const [high, low] = [groups[6] as number, groups[7] as number];
    return ipv4(`${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`);
  }
  const words = groups.map((group) => group.toString(16));
  return { address: words.join(':'), network: `${words.slice(0, 3).join(':')}::/48` };
}

function ipv4(address: string): IpAddress {
  return { address, network: `${address.slice(0, address.lastIndexOf('.'))}.0/24` };
}

/** The eight 16-bit groups of an address that `isIPv6` has accepted. */
function ipv6Groups(text: string): number[] {
  const [head, tail] = text.split('::', 2) as [string, string | undefined];
  const before = groupsOf(head);
  if (tail === undefined) return before;
  const after = groupsOf(tail);
  return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function groupsOf(part: string): number[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a, b, c, d] = group.split('.').map(Number) as [number, number, number, number];
    return [(a << 8) | b, (c << 8) | d];
  });
}
