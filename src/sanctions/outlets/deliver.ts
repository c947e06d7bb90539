/** Telling the platform: every entry that begins or ends a measure, to every outlet, at least once and in order for each account. */
import { Measure, Pattern, SanctionMessage, type SanctionReceipt } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import { type LedgerRow, readLedger, reverted } from '../ledger/index.ts';
import { ENDED, noticeOf } from './notices.ts';

/** A way to the platform. */
export interface Outlet {
  /** Stays the same over restarts: deliveries are remembered under it. */
  readonly name: string;
  /** The platform's answer, where the way has one; throws where the message may not have arrived. */
  send(message: SanctionMessage): Promise<SanctionReceipt | null>;
}

/** Seconds until the next attempt, by how many there were: 1, 4, 16, … to an hour. */
const backoffMs = (attempts: number): number => Math.min(3_600_000, 1_000 * 4 ** (attempts - 1));
const MOST_ATTEMPTS = 10;
const AT_ONCE = 16;
const AT_ONCE_STORED = 200;

interface Delivered {
  readonly attempts: number;
  readonly status: string;
  readonly at: number;
}

export interface DeliveryReport {
  readonly sent: number;
  readonly failed: number;
  readonly dead: number;
  /** Still to be sent, now or after their pause. */
  readonly waiting: number;
}

/** One round over all that is not delivered. What fails is tried again in a later round, ten times; then it is dead. */
export async function deliverPending(
  store: Store,
  outlet: Outlet,
  clock: () => number,
  signal?: AbortSignal,
): Promise<DeliveryReport> {
  const known = await readDeliveries(store, outlet.name);
  const rows = await readLedger(store, "entry IN ('apply', 'revert', 'expire')");
  const accounts = new Map<string, LedgerRow[]>();
  let waiting = 0;
  for (const row of rows) {
    const { status } = known.get(row.key) ?? { status: 'new' };
    if (status !== 'new' && status !== 'failed') continue;
    waiting++;
    const queue = accounts.get(row.account_id);
    if (queue === undefined) accounts.set(row.account_id, [row]);
    else queue.push(row);
  }
  const report = { sent: 0, failed: 0, dead: 0 };
  const queues = [...accounts.values()];
  let outcomes: Record<string, unknown>[] = [];
  // What is lost when this is killed is sent again, under its key.
  const keep = async () => {
    const rows = outcomes;
    outcomes = [];
    if (rows.length > 0) await store.insertRows('sanction_deliveries', rows);
  };
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let queue = queues.pop(); queue !== undefined && !signal?.aborted; queue = queues.pop())
        // In order: a measure is not taken back before it was asked for.
        for (const row of queue) if (!(await attempt(row))) break;
    }),
  );
  await keep();
  return { ...report, waiting: waiting - report.sent - report.dead };

  /** Whether the account's next message may go. */
  async function attempt(row: LedgerRow): Promise<boolean> {
    const before = known.get(row.key);
    const attempts = (before?.attempts ?? 0) + 1;
    if (before !== undefined && clock() < before.at + backoffMs(before.attempts)) return false;
    const outcome = await outlet.send(toMessage(row)).then(
      (receipt) => ({ status: receipt?.status ?? 'sent', detail: receipt?.detail ?? '' }),
      (error: unknown) => ({
        status: attempts >= MOST_ATTEMPTS ? 'dead' : 'failed',
        detail: error instanceof Error ? error.message : String(error),
      }),
    );
    const { status, detail } = outcome;
    const { key } = row;
    outcomes.push({
      key,
      outlet: outlet.name,
      attempt: attempts,
      status,
      at: clock(),
      detail: detail.slice(0, 500),
    });
    if (outcomes.length >= AT_ONCE_STORED) await keep();
    if (status === 'failed') report.failed++;
    else if (status === 'dead') report.dead++;
    else report.sent++;
    return status !== 'failed';
  }
}

/** By key: the last attempt by an outlet, and the platform's answer where there is one. `only`: these keys; all when empty. */
export async function readDeliveries(
  store: Store,
  outlet: string,
  only: readonly string[] = [],
): Promise<ReadonlyMap<string, Delivered>> {
  const rows = await store.rows(
    `SELECT key, max(attempt) AS attempts, argMax(status, (status IN ('done', 'refused'), attempt, at)) AS status, max(at) AS last_at
     FROM sanction_deliveries WHERE outlet = {outlet:String} AND (empty({only:Array(String)}) OR has({only:Array(String)}, key)) GROUP BY key`,
    { outlet, only },
  );
  return new Map(
    rows.map(({ key, attempts, status, last_at: at }) => [
      String(key),
      { attempts: Number(attempts), status: String(status), at: Date.parse(String(at)) },
    ]),
  );
}

interface ApplyBody {
  readonly patterns?: readonly string[];
  readonly expires_at?: string | null;
  readonly event_ids?: readonly string[];
  readonly policy_hash?: string;
}

export function toMessage(row: LedgerRow): SanctionMessage {
  const body = JSON.parse(row.body) as ApplyBody;
  const measure = Measure.parse(row.measure);
  const patterns = Pattern.array().parse(body.patterns ?? []);
  const expires_at = body.expires_at ?? null;
  const applies = row.entry === 'apply';
  return SanctionMessage.parse({
    type: 'sanction',
    idempotency_key: row.key,
    action: applies ? 'apply' : 'revert',
    reverts: applies ? null : reverted(row),
    account_id: row.account_id,
    measure,
    event_ids: body.event_ids ?? [],
    decided_at: row.at,
    expires_at,
    plan_id: row.plan_id,
    campaign_id: row.campaign_id,
    patterns,
    policy_hash: body.policy_hash ?? '',
    notice: applies ? noticeOf(measure, patterns, expires_at) : ENDED,
  });
}
