/**
 * A town of people who came over the years, and groups put into it: honest ones that look like armies, and armies that look
 * honest. Each group is one function over the town's stage; everything is seeded.
 */
import type { AccountEvent, ActionEvent } from '../../src/contract/index.ts';
import { createRng, type Rng } from '../../src/redteam/index.ts';
import type { TestEvent } from '../support/stored-events.ts';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** The first of the three days of the actions. */
export const DAWN = Date.UTC(2026, 4, 2);
const DAYS = 3;

export interface TownOptions {
  readonly seed: number;
  readonly language?: 'en' | 'zh';
  /** Whether the platform passes devices and networks on. */
  readonly clients?: boolean;
  readonly crowd?: number;
}

type ActFields = Partial<ActionEvent> & { readonly target_id: string };

/** What a group is put into. */
export interface Stage {
  readonly rng: Rng;
  readonly language: 'en' | 'zh';
  /** Adds an account; unless told otherwise it came at some time in the last years and uses a phone of its own. */
  account(id: string, fields?: AccountWish): string;
  act(id: string, at: number, fields: ActFields): void;
  /** Some moment of the days. */
  moment(): number;
  /** Some post of the crowd: a few are known to everybody. */
  post(): ActFields;
  /** A post of the crowd that few know. */
  obscure(): ActFields;
  /** A nickname that somebody chose. */
  nickname(): string;
  words(count: number): string;
  /** `count` ordinary acts. */
  live(id: string, count: number): void;
}

export interface AccountWish {
  readonly registeredAt?: number;
  readonly handle?: string;
  readonly device?: string;
  readonly ip?: string;
  readonly bio?: string;
  readonly verified?: boolean;
  readonly operator?: string;
}

const WORDS = {
  en: 'river market bridge copper lantern winter engine garden velvet signal harbor meadow pepper ticket mirror candle orange silver window basket'.split(
    ' ',
  ),
  zh: '河流 市场 大桥 灯笼 冬天 花园 信号 港口 草地 车票 镜子 蜡烛 橙子 窗户 篮子 早餐 电影 老师 朋友 天气'.split(
    ' ',
  ),
};
const SYLLABLES = {
  en: 'ba ke li mo nu ra se ti vo zu am el in or un'.split(' '),
  zh: '小 大 明 红 月 山 风 云 雨 猫 鱼 花 星 海 叶 阿'.split(' '),
};
/** Of the accounts of any time, those that kept the handle that the platform proposed. */
const DEFAULT_HANDLES = 0.08;
const POSTS = 400;
const AUTHORS = 120;

export const draw = <T>(rng: Rng, items: readonly T[]): T => items[rng.int(items.length)] as T;

/** The handle that the platform proposes. */
export const defaultHandle = (rng: Rng, language: 'en' | 'zh'): string =>
  `${language === 'zh' ? '用户' : 'user'}${1_000_000 + rng.int(8_999_999)}`;

/** Puts groups into a town; gives the events and the accounts of each group by its name. */
export function folkTown<Name extends string>(
  { seed, language = 'en', clients = true, crowd = 1_500 }: TownOptions,
  groups: Readonly<Record<Name, (stage: Stage) => readonly string[]>>,
): { readonly events: readonly TestEvent[]; readonly groups: Readonly<Record<Name, readonly string[]>> } {
  const rng = createRng(seed);
  const events: TestEvent[] = [];
  const homes = new Map<string, { device_id: string; ip: string }>();
  let ids = 0;
  const nickname = () => {
    const parts = Array.from({ length: 2 + rng.int(4) }, () => draw(rng, SYLLABLES[language])).join('');
    return rng.next() < 0.3 ? `${parts}${rng.int(100)}` : parts;
  };
  const posts = (number: number) => ({
    target_id: `p${number}`,
    target_account_id: `crowd${number % AUTHORS}`,
  });
  const stage: Stage = {
    rng,
    language,
    nickname,
    moment: () => DAWN + rng.int(DAYS * DAY),
    post: () => posts(Math.floor(POSTS * rng.next() ** 2)),
    obscure: () => posts(POSTS + rng.int(2_000)),
    words: (count) =>
      Array.from({ length: count }, () => draw(rng, WORDS[language])).join(language === 'zh' ? '' : ' '),
    account(id, wish = {}) {
      // Half of those who are here came in the last year.
      const registeredAt =
        wish.registeredAt ?? DAWN - 2 * DAY - rng.int((rng.next() < 0.5 ? 365 : 1_500) * DAY);
      const home = {
        device_id: wish.device ?? `phone of ${id}`,
        ip: wish.ip ?? `10.${rng.int(250)}.${rng.int(256)}.${rng.int(256)}`,
      };
      homes.set(id, home);
      const event: AccountEvent = {
        type: 'account',
        account_id: id,
        observed_at: registeredAt,
        registered_at: registeredAt,
        handle: wish.handle ?? (rng.next() < DEFAULT_HANDLES ? defaultHandle(rng, language) : nickname()),
        ...(wish.bio === undefined ? {} : { bio: wish.bio }),
        ...(wish.verified === undefined ? {} : { verified: wish.verified }),
        ...(wish.operator === undefined ? {} : { operator: { mcn_id: wish.operator } }),
        ...(clients ? { registration: home } : {}),
      };
      events.push(event);
      return id;
    },
    act(account_id, at, fields) {
      ids += 1;
      const client = homes.get(account_id);
      events.push({
        type: 'action',
        event_id: `e${ids}`,
        account_id,
        action: 'like',
        occurred_at: at,
        ...fields,
        ...(clients && client !== undefined ? { client } : {}),
      });
    },
    live(id, count) {
      for (let n = 0; n < count; n += 1) {
        const isComment = rng.next() < 0.1;
        const text = stage.words(9);
        stage.act(id, stage.moment(), {
          ...(rng.next() < 0.5 ? stage.post() : stage.obscure()),
          ...(isComment ? { action: 'comment', text } : {}),
        });
      }
    },
  };
  for (let i = 0; i < crowd; i += 1) stage.live(stage.account(`crowd${i}`), 14);
  const found = {} as Record<Name, readonly string[]>;
  for (const name of Object.keys(groups) as Name[]) found[name] = groups[name](stage);
  return { events, groups: found };
}
