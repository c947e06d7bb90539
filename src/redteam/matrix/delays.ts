/** How long an army works before it is found: the day is judged again and again as far as it has come. */
import type { VerdictLine } from '../../contract/index.ts';
import { detect } from '../../detection/index.ts';
import type { Store } from '../../storage/index.ts';
import { accuses } from '../evaluation/index.ts';
import type { TruthRow } from '../scenario.ts';

/** From an army's first act to the first look that finds half of those who have acted by then. */
export interface Delay {
  readonly group: string;
  /** Null when no look found it. The next look comes up to `LOOK_MS` after the evidence: so coarse is the figure. */
  readonly minutes: number | null;
  /** Acts of the army up to that look; null as above. */
  readonly acts: number | null;
}

/** Time between two looks. */
export const LOOK_MS = 2 * 3_600_000;
/** Of fewer it is not said whether they are half found. */
const FEWEST_ACTIVE = 3;

interface Army {
  readonly group: string;
  /** Accounts and times of its acts, epoch ms, earliest first. */
  readonly acts: readonly { readonly account: string; readonly at: number }[];
}

/** Armies that never act by themselves, such as batches that only register, are left out. */
export async function measureDelays(
  store: Store,
  range: { readonly from: number; readonly to: number },
  truth: readonly TruthRow[],
  name: string,
): Promise<readonly Delay[]> {
  const armies = await actsOfArmies(store, truth);
  const found = new Map<string, Delay>();
  for (let at = range.from + LOOK_MS; at < range.to + LOOK_MS; at += LOOK_MS) {
    const until = Math.min(at, range.to);
    const { verdicts } = await detect({
      store,
      window: { from: range.from, to: until },
      runId: `${name} until ${until}`,
    });
    for (const army of armies) {
      if (found.has(army.group) || !isFound(army, until, verdicts)) continue;
      const acts = army.acts.filter((act) => act.at < until);
      const first = acts[0]?.at ?? until;
      found.set(army.group, {
        group: army.group,
        minutes: Math.round((until - first) / 60_000),
        acts: acts.length,
      });
    }
  }
  return armies.map(({ group }) => found.get(group) ?? { group, minutes: null, acts: null });
}

function isFound({ acts }: Army, until: number, verdicts: readonly VerdictLine[]): boolean {
  const active = new Set<string>();
  for (const { account, at } of acts) if (at < until) active.add(account);
  if (active.size < FEWEST_ACTIVE) return false;
  let named = 0;
  for (const { verdict, accounts } of verdicts)
    if (accuses(verdict, 'coordinated'))
      for (const { account_id } of accounts) if (active.has(account_id)) named += 1;
  return 2 * named >= active.size;
}

async function actsOfArmies(store: Store, truth: readonly TruthRow[]): Promise<readonly Army[]> {
  const groupOf = new Map(
    truth.flatMap(({ account_id, group, honest }) =>
      honest || group === null ? [] : [[account_id, group] as const],
    ),
  );
  const rows = await store.rows(
    `SELECT account_id, toUnixTimestamp64Milli(occurred_at) AS at FROM actions FINAL
     WHERE account_id IN {accounts:Array(String)} ORDER BY occurred_at, account_id`,
    { accounts: [...groupOf.keys()] },
  );
  const armies = new Map<string, { account: string; at: number }[]>();
  for (const { account_id, at } of rows) {
    const account = String(account_id);
    const group = groupOf.get(account) as string;
    const acts = armies.get(group) ?? [];
    acts.push({ account, at: Number(at) });
    armies.set(group, acts);
  }
  return [...armies].map(([group, acts]) => ({ group, acts }));
}
