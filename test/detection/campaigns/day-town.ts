/** A day of a small town, hour by hour: a crowd, and groups for hire of which one grows, one rests and one is steady. */
import type { AccountEvent, ActionEvent } from '../../../src/contract/index.ts';
import { createRng } from '../../../src/redteam/index.ts';
import type { TestEvent } from '../../support/stored-events.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
export const DAWN = Date.UTC(2026, 4, 2);
export const HOURS = 24;

const CROWD = 300;
const ACTS_PER_HOUR = 3;
const POSTS = 400;
const ORDERS_PER_HOUR = 6;

interface Group {
  readonly name: string;
  /** How many of its accounts work in an hour; nobody when it rests. */
  readonly sizeAt: (hour: number) => number;
}

/** The sleeper is silent from 7 to 15 o'clock. */
export const GROUPS: readonly Group[] = [
  { name: 'steady', sizeAt: () => 18 },
  { name: 'growing', sizeAt: (hour) => 10 + hour },
  { name: 'sleeper', sizeAt: (hour) => (hour >= 7 && hour < 15 ? 0 : 14) },
];

/** The group of an account; undefined for the crowd. */
export const groupOf = (account: string): string | undefined =>
  GROUPS.find(({ name }) => account.startsWith(name))?.name;

/** In each hour a fifth of a group's accounts has a break, another fifth each time. */
export function buildDay(seed: number): readonly TestEvent[] {
  const rng = createRng(seed);
  const events: TestEvent[] = [];
  const account = (account_id: string, registered_at: number, handle: string, device: string) => {
    const event: AccountEvent = {
      type: 'account',
      account_id,
      observed_at: registered_at,
      registered_at,
      handle,
      registration: { device_id: device },
    };
    events.push(event);
  };
  const like = (account_id: string, post: number, occurred_at: number) => {
    const event: ActionEvent = {
      type: 'action',
      event_id: `e${events.length}`,
      account_id,
      action: 'like',
      target_id: `p${post}`,
      target_account_id: `author${post % 90}`,
      occurred_at,
    };
    events.push(event);
  };

  for (let i = 0; i < CROWD; i += 1) {
    account(`crowd${i}`, DAWN - 5 * DAY - rng.int(900 * DAY), `name${rng.int(1e9)}`, `phone ${i}`);
    for (let n = 0; n < HOURS * ACTS_PER_HOUR; n += 1)
      like(`crowd${i}`, Math.floor(POSTS * rng.next() ** 2), DAWN + rng.int(DAY));
  }
  GROUPS.forEach(({ name, sizeAt }, group) => {
    const most = Math.max(...Array.from({ length: HOURS }, (_, hour) => sizeAt(hour)));
    for (let i = 0; i < most; i += 1)
      account(
        `${name}${i}`,
        DAWN - (20 + group) * DAY + i * 60 * SECOND,
        `user${1_000_000 + rng.int(8_999_999)}`,
        `${name} pool ${i % 4}`,
      );
    for (let hour = 0; hour < HOURS; hour += 1)
      for (let order = 0; order < ORDERS_PER_HOUR && sizeAt(hour) > 0; order += 1) {
        const post = rng.int(POSTS);
        const start = DAWN + hour * HOUR + rng.int(HOUR - 60 * SECOND);
        for (let i = 0; i < sizeAt(hour); i += 1)
          if (i % 5 !== hour % 5) like(`${name}${i}`, post, start + rng.int(30 * SECOND));
      }
  });
  return events;
}
