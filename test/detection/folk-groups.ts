/** Groups for `folkTown`: honest people who look like an army, and armies. Each gives its accounts. */
import { DAWN, DAY, defaultHandle, draw, HOUR, MINUTE, SECOND, type Stage } from './folk-town.ts';

type Group = (stage: Stage) => readonly string[];
const count = (length: number) => Array.from({ length }, (_, i) => i);

// ---- honest ----

/** Pupils register in one lesson under numbered names and like and comment on all that the teacher posts, within a minute. */
export const schoolClass =
  ({ pupils = 28, lessons = 5 } = {}): Group =>
  (stage) => {
    const { rng, language } = stage;
    const starts = DAWN + 9 * HOUR;
    const teacher = stage.account('teacher');
    const prefix = language === 'zh' ? '三年一班' : 'class3a';
    const ids = count(pupils).map((i) =>
      stage.account(`pupil${i}`, {
        handle: `${prefix}-${String(i + 1).padStart(2, '0')}`,
        registeredAt: starts + rng.int(45 * MINUTE),
        ip: '198.51.100.7',
        device: `computer ${i % 14}`,
      }),
    );
    for (const day of [0, 1, 2])
      for (const lesson of count(Math.ceil(lessons / 3))) {
        const at = starts + HOUR + day * DAY + lesson * 20 * MINUTE;
        const task = { target_id: `task ${day} ${lesson}`, target_account_id: teacher };
        stage.act(teacher, at, { target_id: task.target_id, action: 'post', text: stage.words(12) });
        for (const id of ids) {
          stage.act(id, at + 3 * SECOND + rng.int(55 * SECOND), task);
          stage.act(id, at + 5 * SECOND + rng.int(55 * SECOND), {
            ...task,
            action: 'comment',
            text: stage.words(7),
          });
        }
      }
    return ids;
  };

/** One publisher's local accounts: named by one rule, made in one go, and fed by one feed. */
export const newsFeeds =
  ({ accounts = 12, items = 40, madeWithin = 30 * DAY, local = false } = {}): Group =>
  (stage) => {
    const { rng, language } = stage;
    const made = DAWN - 700 * DAY;
    const ids = count(accounts).map((i) =>
      stage.account(`feed${i}`, {
        handle: `${language === 'zh' ? '本地新闻' : 'news'}_${stage.nickname()}`,
        registeredAt: made + rng.int(madeWithin),
        ip: '198.51.100.20',
        device: 'publisher server',
      }),
    );
    for (const item of count(items)) {
      const at = stage.moment();
      const text = `${stage.words(14)} ${item}`;
      for (const [i, id] of ids.entries())
        if (rng.next() < 0.9)
          stage.act(id, at + rng.int(50 * SECOND), {
            target_id: `item ${item} of ${i}`,
            action: 'post',
            text: local ? `town ${i}: ${text}` : text,
            urls: [`https://paper.example/${item}`],
          });
    }
    return ids;
  };

/** People who come day and night and follow, in their first minutes, what the platform proposes to all newcomers. */
export const newcomers =
  ({ people = 500, proposed = 8, defaults = 0.5 } = {}): Group =>
  (stage) => {
    const { rng } = stage;
    const stars = count(proposed).map((i) => stage.account(`star${i}`));
    return count(people).map((i) => {
      const at = stage.moment();
      const id = stage.account(`newcomer${i}`, {
        registeredAt: at,
        ...(rng.next() < defaults ? { handle: defaultHandle(rng, stage.language) } : {}),
      });
      for (const star of stars)
        if (rng.next() < 0.75)
          stage.act(id, at + 20 * SECOND + rng.int(4 * MINUTE), {
            action: 'follow',
            target_id: star,
            target_account_id: star,
          });
      stage.live(id, rng.int(5));
      return id;
    });
  };

/** A promotion: people sign up in some hours, most with the proposed handle, and do what the promotion asks for. */
export const promotion =
  ({ people = 160, hours = 3, tasks = 5 } = {}): Group =>
  (stage) => {
    const { rng } = stage;
    const starts = DAWN + 11 * HOUR;
    const shop = stage.account('shop');
    return count(people).map((i) => {
      const at = starts + Math.floor(hours * HOUR * rng.next() ** 2);
      const id = stage.account(`promo${i}`, {
        registeredAt: at,
        ...(rng.next() < 0.85 ? { handle: defaultHandle(rng, stage.language) } : {}),
      });
      let then = at;
      for (const task of count(tasks)) {
        then += 15 * SECOND + rng.int(3 * MINUTE);
        stage.act(id, then, {
          action: draw(rng, ['like', 'like', 'repost'] as const),
          target_id: `promo ${task}`,
          target_account_id: shop,
        });
      }
      stage.live(id, rng.int(3));
      return id;
    });
  };

/** Fans with notifications on: they like each post within minutes, each when they happen to look. */
export const fanClub =
  ({ name = 'fan', fans = 60, posts = 40, minutes = 4, share = 0.7 } = {}): Group =>
  (stage) => {
    const { rng } = stage;
    const idol = stage.account(`${name} idol`);
    const ids = count(fans).map((i) => stage.account(`${name}${i}`));
    for (const id of ids) stage.live(id, 8);
    for (const post of count(posts)) {
      const at = stage.moment();
      stage.act(idol, at, { target_id: `${name} song ${post}`, action: 'post', text: stage.words(8) });
      const song = { target_id: `${name} song ${post}`, target_account_id: idol };
      for (const id of ids)
        if (rng.next() < share)
          stage.act(id, at + Math.floor(-Math.log(1 - rng.next()) * minutes * MINUTE), song);
      // Others come by themselves, hours and days later.
      for (const _ of count(30)) stage.act(`crowd${rng.int(1_000)}`, at + rng.int(DAY), song);
    }
    return ids;
  };

/** A sale opens on the minute: most who want something are there at once, others come within the hour. */
export const flashSale =
  ({ people = 600, sales = 8, share = 0.5, atOnce = 0.7 } = {}): Group =>
  (stage) => {
    const { rng } = stage;
    const ids = count(people).map((i) => stage.account(`buyer${i}`));
    for (const id of ids) stage.live(id, 8);
    for (const sale of count(sales)) {
      const opens = DAWN + (sale % 3) * DAY + (10 + Math.floor(sale / 3) * 4) * HOUR;
      const offer = { target_id: `offer ${sale}`, target_account_id: `shop ${sale}` };
      for (const id of ids) {
        if (rng.next() >= share) continue;
        const mean = rng.next() < atOnce ? 20 * SECOND : 20 * MINUTE;
        stage.act(id, opens + Math.floor(-Math.log(1 - rng.next()) * mean), { ...offer, action: 'favorite' });
      }
    }
    return ids;
  };

// ---- armies ----

export interface ArmyOptions {
  readonly name?: string;
  readonly accounts?: number;
  readonly orders?: number;
  /** How long one order takes. */
  readonly within?: number;
  /** How much later each phone starts than the one before. */
  readonly stagger?: number;
  /** Accounts of one phone; 0 for phones of their own. */
  readonly perDevice?: number;
  /** Whose posts are pushed: one client's, or many people's. */
  readonly client?: string | null;
  readonly batch?: boolean;
  readonly named?: boolean;
  /** Registered in the same hours as other armies. */
  readonly sameHours?: boolean;
  /** Share of the members at each order. */
  readonly attendance?: number;
  readonly wish?: (i: number) => {
    readonly bio?: string;
    readonly verified?: boolean;
    readonly handle?: string;
  };
}

/** Accounts for hire, made in one batch under the platform's handles, that carry out orders. */
export const army =
  ({
    name = 'hired',
    accounts = 20,
    orders = 12,
    within = 30 * SECOND,
    stagger = 0,
    perDevice = 5,
    client = null,
    batch = true,
    named = true,
    sameHours = false,
    attendance = 1,
    wish = () => ({}),
  }: ArmyOptions = {}): Group =>
  (stage) => {
    const { rng } = stage;
    const made = DAWN - 40 * DAY + (sameHours ? 0 : rng.int(10 * DAY));
    const ids = count(accounts).map((i) =>
      stage.account(`${name}${i}`, {
        ...(batch ? { registeredAt: made + i * 40 * SECOND + rng.int(8 * SECOND) } : {}),
        ...(named ? { handle: `${name}_${10_000 + rng.int(89_999)}` } : {}),
        ...(perDevice > 0
          ? {
              device: `${name} phone ${Math.floor(i / perDevice)}`,
              ip: `10.251.${Math.floor(i / perDevice) % 250}.9`,
            }
          : {}),
        ...wish(i),
      }),
    );
    for (const id of ids) stage.live(id, 5);
    for (const order of count(orders)) {
      const at = stage.moment();
      const target =
        client === null ? stage.obscure() : { target_id: `${client} ${order}`, target_account_id: client };
      for (const [i, id] of ids.entries())
        if (rng.next() < attendance)
          stage.act(id, at + Math.floor(i / Math.max(1, perDevice)) * stagger + rng.int(within), target);
    }
    return ids;
  };

/** Accounts that are made for one round of orders and thrown away: registered within minutes, at work at once, never seen again. */
export const throwaways =
  ({ accounts = 40, orders = 10 } = {}): Group =>
  (stage) => {
    const { rng } = stage;
    const made = stage.moment();
    const ids = count(accounts).map((i) =>
      stage.account(`thrown${i}`, {
        registeredAt: made + i * 15 * SECOND + rng.int(5 * SECOND),
        device: `thrown phone ${i % 8}`,
        ip: `10.252.${i % 8}.9`,
      }),
    );
    for (const order of count(orders)) {
      const at = made + accounts * 15 * SECOND + (order + 1) * 3 * MINUTE;
      const target = stage.obscure();
      for (const id of ids) stage.act(id, at + rng.int(40 * SECOND), target);
    }
    return ids;
  };
