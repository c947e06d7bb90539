/** A small town with known groups: a crowd, a ring for hire, and two that are honest, an idol's fans and a club. */
import type { AccountEvent, ActionEvent } from '../../src/contract/index.ts';
import { createRng, type Rng } from '../../src/redteam/index.ts';
import type { TestEvent } from '../support/stored-events.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
/** The day of the actions. */
export const DAWN = Date.UTC(2026, 4, 2);

const CROWD = 400;
const POSTS = 300;
const WORDS =
  'river market bridge copper lantern winter engine garden velvet signal harbor meadow pepper ticket mirror candle orange silver window basket'.split(
    ' ',
  );
const SYLLABLES = 'ba ke li mo nu ra se ti vo zu am el in or un'.split(' ');

const draw = <T>(rng: Rng, items: readonly T[]): T => items[rng.int(items.length)] as T;
const words = (rng: Rng, count: number) => Array.from({ length: count }, () => draw(rng, WORDS)).join(' ');
const name = (rng: Rng) => Array.from({ length: 3 + rng.int(4) }, () => draw(rng, SYLLABLES)).join('');

export interface Town {
  readonly events: readonly TestEvent[];
  readonly ring: readonly string[];
  /** They like the posts of one idol as soon as they appear. */
  readonly fans: readonly string[];
  /** They agree to like the posts of many authors at the same time. */
  readonly club: readonly string[];
}

export function buildTown(seed: number): Town {
  const rng = createRng(seed);
  const events: TestEvent[] = [];
  let ids = 0;
  const account = (
    account_id: string,
    registeredAt: number,
    handle: string,
    device: string,
    ip: string,
  ): void => {
    const event: AccountEvent = {
      type: 'account',
      account_id,
      observed_at: registeredAt,
      registered_at: registeredAt,
      handle,
      registration: { device_id: device, ip },
    };
    events.push(event);
  };
  const act = (account_id: string, fields: Partial<ActionEvent> & { target_id: string }, at: number) => {
    ids += 1;
    events.push({
      type: 'action',
      event_id: `e${ids}`,
      account_id,
      action: 'like',
      occurred_at: at,
      ...fields,
    });
  };
  const anyMoment = () => DAWN + rng.int(DAY);
  const post = () => {
    const number = Math.floor(POSTS * rng.next() ** 2);
    return { target_id: `p${number}`, target_account_id: `crowd${number % 60}` };
  };

  for (let i = 0; i < CROWD; i += 1) {
    const id = `crowd${i}`;
    account(
      id,
      DAWN - 5 * DAY - rng.int(900 * DAY),
      name(rng),
      `phone ${i}`,
      `10.${i % 200}.${rng.int(256)}.7`,
    );
    for (let n = 0; n < 20; n += 1) act(id, post(), anyMoment());
    act(id, { ...post(), action: 'comment', text: words(rng, 9) }, anyMoment());
  }

  const ring = Array.from({ length: 20 }, (_, i) => `hired${i}`);
  ring.forEach((id, i) => {
    account(
      id,
      DAWN - 30 * DAY + i * 90 * SECOND + rng.int(10 * SECOND),
      `user${1_000_000 + rng.int(8_999_999)}`,
      `pool ${i % 4}`,
      `10.250.${i % 5}.9`,
    );
    for (let n = 0; n < 5; n += 1) act(id, post(), anyMoment());
  });
  for (let order = 0; order < 12; order += 1) {
    const start = anyMoment();
    const bought = { target_id: `p${100 + order}`, target_account_id: `crowd${(100 + order) % 60}` };
    for (const id of ring) act(id, bought, start + rng.int(30 * SECOND));
  }

  const people = (kind: string, count: number) =>
    Array.from({ length: count }, (_, i) => {
      const id = `${kind}${i}`;
      account(id, DAWN - 5 * DAY - rng.int(900 * DAY), name(rng), `${id}'s`, `10.${i}.${rng.int(256)}.8`);
      for (let n = 0; n < 8; n += 1) act(id, post(), anyMoment());
      return id;
    });
  const fans = people('fan', 25);
  for (let n = 0; n < 15; n += 1) {
    const start = anyMoment();
    const cheered = { target_id: `idol post ${n}`, target_account_id: 'idol' };
    act('idol', { target_id: `idol post ${n}`, action: 'post', text: words(rng, 6) }, start);
    for (const id of fans) act(id, cheered, start + 2 * SECOND + rng.int(50 * SECOND));
  }
  const club = people('club', 18);
  for (let n = 0; n < 12; n += 1) {
    const start = anyMoment();
    const agreed = { target_id: `p${200 + n}`, target_account_id: `crowd${(200 + n) % 60}` };
    for (const id of club) act(id, agreed, start + rng.int(40 * SECOND));
  }
  return { events, ring, fans, club };
}
