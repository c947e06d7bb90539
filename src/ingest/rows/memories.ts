/** The pseudonyms that rows need, each remembered for when its value comes again. */
import { createHashMemory, type HashMemory } from '../hash-memory.ts';
import type { Pseudonymiser } from '../pseudonymise.ts';

export interface Memories {
  /** Two hashes: of the address and of its network. */
  readonly address: HashMemory;
  readonly device: HashMemory;
  readonly emailDomain: HashMemory;
  readonly phonePrefix: HashMemory;
}

/** About as many devices and addresses as are active at a time on one thread. */
const MANY = 131_072;
const FEW = 16_384;
/** The longest spelling of an IPv6 address, and a hash in hexadecimal. */
const ADDRESS_BYTES = 45;
const DEVICE_BYTES = 64;

export const createMemories = (hidden: Pseudonymiser): Memories => ({
  address: createHashMemory((raw) => [hidden.ip(raw), hidden.network(raw)], {
    places: MANY,
    longest: ADDRESS_BYTES,
    hashes: 2,
  }),
  device: createHashMemory((raw) => [hidden.device(raw)], { places: MANY, longest: DEVICE_BYTES, hashes: 1 }),
  emailDomain: createHashMemory((raw) => [hidden.emailDomain(raw)], { places: FEW, longest: 64, hashes: 1 }),
  phonePrefix: createHashMemory((raw) => [hidden.phonePrefix(raw)], { places: FEW, longest: 64, hashes: 1 }),
});
