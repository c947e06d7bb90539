/** Delivers the report of a week once to each outlet, however often and in however many processes it is tried. */
import { createHash, randomUUID } from 'node:crypto';
import type { Store } from '../../storage/index.ts';
import type { Report } from '../weekly/make-report.ts';
import { lastWeek, type Week, weekBefore } from '../weekly/week.ts';
import type { ReportOutlet } from './outlets.ts';

export interface Delivery {
  readonly week: string;
  readonly outlet: string;
  /** `busy`: another process is at it. */
  readonly outcome: 'delivered' | 'had it' | 'busy' | 'failed';
  readonly detail: string;
}

/** A process that claimed a delivery and has not finished for so long is taken for dead. */
const CLAIM_MS = 3_600_000;
/** Weeks that are caught up at most. */
const MOST_MISSED = 4;

/**
 * Weeks that are over and that one of the outlets does not have, the oldest first: those since the last one that was delivered to it, four
 * at most; only the last week where it never had one.
 */
export async function missedWeeks(
  store: Store,
  outlets: readonly ReportOutlet[],
  now: number,
): Promise<readonly Week[]> {
  const last = lastWeek(now);
  const missed = new Map<string, Week>();
  for (const { name } of outlets) {
    const rows = await store.rows('SELECT week FROM report_deliveries FINAL WHERE outlet = {name:String}', {
      name,
    });
    const had = new Set(rows.map(({ week }) => String(week)));
    const newest = [...had].sort().at(-1);
    for (let back = 0; back < MOST_MISSED; back++) {
      const week = weekBefore(last, back);
      if (newest !== undefined && week.id <= newest) break;
      missed.set(week.id, week);
      if (newest === undefined) break;
    }
  }
  return [...missed.values()].sort((a, b) => a.from - b.from);
}

/** What fails at one outlet does not keep the others from theirs; the next run tries it again. */
export async function deliverReport(
  store: Store,
  report: Report,
  outlets: readonly ReportOutlet[],
  clock: () => number,
): Promise<readonly Delivery[]> {
  const deliveries: Delivery[] = [];
  const hash = createHash('sha256');
  for (const [name, content] of report.files) if (!name.endsWith('.pdf')) hash.update(name).update(content);
  const content_hash = hash.digest('hex');
  for (const outlet of outlets) {
    const said = (outcome: Delivery['outcome'], detail = '') =>
      deliveries.push({ week: report.week.id, outlet: outlet.name, outcome, detail });
    if (await hasIt(store, report.week, outlet)) said('had it');
    else if (!(await claim(store, `report ${report.week.id} ${outlet.name}`, clock))) said('busy');
    else
      try {
        await outlet.deliver(report);
        const row = { week: report.week.id, outlet: outlet.name, delivered_at: clock(), content_hash };
        await store.insertRows('report_deliveries', [row]);
        said('delivered');
      } catch (error) {
        await release(store, `report ${report.week.id} ${outlet.name}`, clock);
        said('failed', error instanceof Error ? error.message : String(error));
      }
  }
  return deliveries;
}

async function hasIt(store: Store, { id }: Week, { name }: ReportOutlet): Promise<boolean> {
  const rows = await store.rows(
    'SELECT 1 FROM report_deliveries FINAL WHERE week = {week:String} AND outlet = {name:String} LIMIT 1',
    { week: id, name },
  );
  return rows.length > 0;
}

/** Of several who claim the next number at once one gets it: an insert whose token the table has seen does nothing. */
async function claim(store: Store, name: string, clock: () => number): Promise<boolean> {
  const [last] = await store.rows(SELECT_LAST, { name });
  const isFree = last === undefined || last.value === 'free' || clock() - Number(last.value) > CLAIM_MS;
  if (!isFree) return false;
  const [number, holder] = [Number(last?.number ?? 0) + 1, randomUUID()];
  await store.insertRows('claims', [{ name, number, holder, value: String(clock()) }], {
    token: `claim ${number} ${name}`,
  });
  const [first] = await store.rows(SELECT_HOLDER, { name, number });
  return first?.holder === holder;
}

/** After a failure: whoever comes next may try at once. */
async function release(store: Store, name: string, clock: () => number): Promise<void> {
  const [last] = await store.rows(SELECT_LAST, { name });
  const number = Number(last?.number ?? 0) + 1;
  await store.insertRows('claims', [{ name, number, holder: `released ${clock()}`, value: 'free' }], {
    token: `claim ${number} ${name}`,
  });
}

const CONSISTENT = 'SETTINGS select_sequential_consistency = 1';
const SELECT_LAST = `SELECT number, value FROM claims WHERE name = {name:String} ORDER BY number DESC, claimed_at, holder LIMIT 1 ${CONSISTENT}`;
const SELECT_HOLDER = `SELECT holder FROM claims WHERE name = {name:String} AND number = {number:UInt64}
ORDER BY claimed_at, holder LIMIT 1 ${CONSISTENT}`;
