/** Reading a scenario's output back: what the checks have in common. */
import type { AccountEvent, ActionEvent, ActionName, ReportEvent } from '../contract/index.ts';
import type { ScenarioOutput } from './scenario.ts';

type Read = Pick<ScenarioOutput, 'events' | 'truth'>;

/** The actions in the output, of one name or of all. */
export function actionsIn({ events }: Read, name?: ActionName): ActionEvent[] {
  return events.flatMap(({ event }) =>
    event.type === 'action' && (!name || event.action === name) ? [event] : [],
  );
}

/** The account events in the output. */
export function accountsIn({ events }: Read): AccountEvent[] {
  return events.flatMap(({ event }) => (event.type === 'account' ? [event] : []));
}

/** The reports in the output that accounts of the scenario filed. */
export function reportsIn({ events, truth }: Read): ReportEvent[] {
  const own = new Set(truth.map((row) => row.account_id));
  return events.flatMap(({ event }) =>
    event.type === 'report' && own.has(event.reporter_id) ? [event] : [],
  );
}

/** Groups a list by a key. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Epoch milliseconds of an event's time. */
export function timeOf(time: unknown): number {
  return Date.parse(String(time));
}

/** The largest number of times that fit in one stretch of `widthMs`. O(n log n). */
export function mostWithin(times: readonly number[], widthMs: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  let best = 0;
  for (let start = 0, end = 0; end < sorted.length; end++) {
    while ((sorted[end] as number) - (sorted[start] as number) > widthMs) start++;
    best = Math.max(best, end - start + 1);
  }
  return best;
}

/** Targets on which at least `count` accounts did the action within `widthMs`. */
export function targetsHitTogether(actions: readonly ActionEvent[], count: number, widthMs: number): number {
  let hit = 0;
  for (const group of groupBy(actions, (action) => action.target_id).values()) {
    if (
      mostWithin(
        group.map((action) => timeOf(action.occurred_at)),
        widthMs,
      ) >= count
    )
      hit++;
  }
  return hit;
}

/** The share of accounts that registered in the busiest hour of the group. */
export function busiestHourShare(output: Read): number {
  const times = accountsIn(output).map((account) => timeOf(account.registered_at));
  return times.length === 0 ? 0 : mostWithin(times, 3_600_000) / times.length;
}

/** Different devices per account: 1 when each has its own. */
export function devicesPerAccount(output: Read): number {
  const accounts = accountsIn(output);
  return (
    new Set(accounts.map((account) => account.registration?.device_id)).size / Math.max(1, accounts.length)
  );
}

/** Names the promises that do not hold; `facts` pairs each promise with whether it holds. */
export function brokenPromises(facts: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(facts).flatMap(([promise, holds]) => (holds ? [] : [promise]));
}

/** True of what is too long to be written in passing: those posts have 50 Chinese characters or 160 letters at most. */
export function isManuscript({ text }: ActionEvent): boolean {
  const hasChinese = /\p{Script=Han}/u.test(String(text));
  return String(text).length > (hasChinese ? 60 : 180);
}
