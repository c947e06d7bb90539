/** How accounts can be reached: providers that everybody uses, and the long tail of those that few do. */
import { chance, pick, type Rng } from './rng.ts';

/** A registration is by mail or by phone. */
export interface Contact {
  readonly mailDomain: string | null;
  readonly phonePrefix: string | null;
}

const MAIL = ['mail.example', 'post.example', 'inbox.example', 'letters.example', 'campus.example'];
const PHONE = ['130', '135', '136', '138', '139', '150', '158', '170', '177', '186', '188', '199'];
/** Small providers and virtual operators. */
const RARE_MAIL_HEAD = 'quick north blue tiny paper lake open fox seven cedar'.split(' ');
const RARE_MAIL_TAIL = ['box.example', 'mail.test', 'post.test', 'net.example'];
const RARE_PHONE = ['162', '165', '166', '167', '171', '172', '190', '192', '195', '197'];

/** A contact as most people have it. */
export function commonContact(rng: Rng, byPhone: boolean): Contact {
  return byPhone
    ? { mailDomain: null, phonePrefix: pick(rng, PHONE) }
    : { mailDomain: pick(rng, MAIL), phonePrefix: null };
}

/** A contact that few have: one of 40 mail domains, or of 10 phone prefixes. */
export function rareContact(rng: Rng): Contact {
  return chance(rng, 0.5)
    ? { mailDomain: pick(rng, RARE_MAIL_HEAD) + pick(rng, RARE_MAIL_TAIL), phonePrefix: null }
    : { mailDomain: null, phonePrefix: pick(rng, RARE_PHONE) };
}
