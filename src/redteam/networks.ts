/** Networks and devices; every address is from a private or documentation range (RFC 1918, 6598, 3849). */
import { chance, pick, type Rng, skewedIndex } from './rng.ts';

/** A network as the platform sees it: an IPv4 /24 with some addresses in use, or an IPv6 /48. */
export interface Network {
  readonly version: 4 | 6;
  readonly prefix: string;
  /** Addresses that all share (IPv4); 0 where each household keeps its own. */
  readonly hosts: number;
}

export interface Device {
  readonly id: string;
  readonly userAgent: string;
}

const CARRIERS = [
  { second: 64, blocks: 6 },
  { second: 80, blocks: 4 },
  { second: 96, blocks: 3 },
  { second: 112, blocks: 2 },
];

/** A carrier's NAT: thousands of people come out of each /24. */
export function carrierNetwork(rng: Rng): Network {
  const carrier = CARRIERS[skewedIndex(rng, CARRIERS.length, 1.4)] as (typeof CARRIERS)[number];
  return { version: 4, prefix: `100.${carrier.second}.${8 * rng.int(carrier.blocks)}.`, hosts: 250 };
}

/** A home's connection: its own IPv6 /48, or one address in a neighbourhood's /24. */
export function homeNetwork(rng: Rng): Network {
  if (chance(rng, 0.4))
    return { version: 6, prefix: `2001:db8:${(4096 + rng.int(61440)).toString(16)}:`, hosts: 0 };
  return { version: 4, prefix: `10.${rng.int(48)}.${rng.int(250)}.`, hosts: 0 };
}

/** A campus, an office or a dormitory: one /24 with few outside addresses. */
export function sharedSite(rng: Rng): Network {
  return { version: 4, prefix: `172.${16 + rng.int(16)}.${rng.int(250)}.`, hosts: 4 };
}

const OCTETS = Array.from({ length: 256 }, (_, octet) => String(octet));

/** An address in a network; `fixed` in [0, 1) is the place of a household that keeps its address. */
export function addressIn(network: Network, fixed: number, rng: Rng): string {
  if (network.version === 4) {
    const host = network.hosts > 0 ? rng.int(network.hosts) : Math.floor(fixed * 250);
    return network.prefix + OCTETS[2 + host];
  }
  // The household keeps its /48; the rest changes with privacy addresses.
  return `${network.prefix}1::${(4096 + rng.int(61440)).toString(16)}`;
}

const PHONES = ['QH-A10', 'QH-A12 Pro', 'NB-3', 'NB-5s', 'Lanting X2', 'Lanting X3', 'Orra 7', 'Orra 8 Lite'];
const SYSTEMS = ['Android 12', 'Android 13', 'Android 14', 'Android 15', 'Android 16'];
const VERSIONS = ['9.2.0', '9.2.1', '9.3.0', '9.4.0', '9.4.2', '9.5.0'];
const BROWSERS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/149.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_7) AppleWebKit/605.1.15 Version/18.4 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/148.0',
];

/** What the computer on a desk says that it is. */
export function desktopAgent(rng: Rng): string {
  return pick(rng, BROWSERS);
}

/** A data centre's network: each server keeps its one address. */
export function serverNetwork(rng: Rng): Network {
  return { version: 4, prefix: `10.${200 + rng.int(20)}.${rng.int(250)}.`, hosts: 0 };
}

/** What a device says that it is: mostly the app on some phone. */
export function userAgent(rng: Rng): string {
  if (chance(rng, 0.12)) return pick(rng, BROWSERS);
  if (chance(rng, 0.28))
    return `PlazaApp/${pick(rng, VERSIONS)} (iPhone; iOS ${16 + rng.int(4)}.${rng.int(6)})`;
  return `PlazaApp/${pick(rng, VERSIONS)} (${pick(rng, PHONES)}; ${pick(rng, SYSTEMS)})`;
}
