/** What people do about plans: agree, stop, take back, throw the switch. Each is an entry of the ledger. */
import { createHash } from 'node:crypto';
import { AppError } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import { appendLedger, type LedgerRow, type NewEntry, readLedger, readStanding } from '../ledger/index.ts';
import type { StoredPlan } from '../plan/stored-plans.ts';
import { isHalted } from './surroundings.ts';

export interface Person {
  readonly actor: string;
  readonly clock: () => number;
}

/** Agrees to a plan; a second time by the same person changes nothing. */
export async function approvePlan(store: Store, plan: StoredPlan, { actor, clock }: Person): Promise<void> {
  await appendLedger(store, clock, async () => {
    const rows = await readLedger(store, "entry = 'approve' AND plan_id = {plan:String}", {
      plan: plan.plan_id,
    });
    return rows.some((row) => row.actor === actor)
      ? []
      : [{ entry: 'approve', actor, plan_id: plan.plan_id }];
  });
}

/** The plan goes no further; what it did stays. */
export async function stopPlan(
  store: Store,
  plan: Pick<StoredPlan, 'plan_id'>,
  { actor, clock, reason }: Person & { readonly reason: string },
): Promise<void> {
  await appendLedger(store, clock, async () => {
    const rows = await readLedger(store, "entry = 'stop' AND plan_id = {plan:String}", {
      plan: plan.plan_id,
    });
    return rows.length > 0 ? [] : [{ entry: 'stop', actor, plan_id: plan.plan_id, body: { reason } }];
  });
}

/** The switch for everything: no job touches anybody until `resume`. What is taken back is still taken back. */
export async function throwSwitch(
  store: Store,
  to: 'halt' | 'resume',
  { actor, clock, reason }: Person & { readonly reason: string },
): Promise<void> {
  await appendLedger(store, clock, async () =>
    (await isHalted(store)) === (to === 'halt') ? [] : [{ entry: to, actor, body: { reason } }],
  );
}

export type Scope =
  | { readonly plan: string }
  | { readonly campaign: string }
  | { readonly account: string }
  | { readonly key: string };

/** How many measures one write of the ledger takes back. */
const BATCH = 5_000;

/**
 * Takes measures in force back: of a plan (which then goes no further), a campaign, an account, or one measure.
 *
 * @returns how many; 0 when none of them is in force.
 */
export async function revertMeasures(
  store: Store,
  scope: Scope,
  person: Person & { readonly reason: string },
): Promise<number> {
  const { actor, clock, reason } = person;
  if (reason.trim() === '')
    throw new AppError('bad-usage', 'sanctions/revert: a reason is needed', { fix: 'say why: --reason "…"' });
  if ('plan' in scope)
    await stopPlan(store, { plan_id: scope.plan }, { ...person, reason: `taken back: ${reason}` });
  let taken = 0;
  for (;;) {
    const rows = await appendLedger(store, clock, async () => {
      const { open } = await readStanding(store);
      const inScope = [...open.values()].filter((row) => isIn(scope, row));
      return inScope.slice(0, BATCH).map((row) => ending('revert', row, actor, { reason }));
    });
    if (rows.length === 0) return taken;
    taken += rows.length;
  }
}

/** Ends the measures whose time is over. */
export async function expireMeasures(store: Store, { actor, clock }: Person): Promise<number> {
  let ended = 0;
  for (;;) {
    const rows = await appendLedger(store, clock, async () => {
      const { open } = await readStanding(store);
      const over = [...open.values()].filter((row) => {
        const { expires_at } = JSON.parse(row.body) as { readonly expires_at?: string | null };
        return expires_at != null && Date.parse(expires_at) <= clock();
      });
      return over.slice(0, BATCH).map((row) => ending('expire', row, actor, {}));
    });
    if (rows.length === 0) return ended;
    ended += rows.length;
  }
}

/** The entry that ends a measure; its key is the same however it is tried. */
export function ending(
  entry: 'revert' | 'expire',
  { key, plan_id, campaign_id, account_id, measure }: LedgerRow,
  actor: string,
  body: Readonly<Record<string, unknown>>,
): NewEntry {
  const own = createHash('sha256').update(`end ${key}`).digest('hex').slice(0, 32);
  return { entry, actor, key: own, plan_id, campaign_id, account_id, measure, body: { ...body, of: key } };
}

function isIn(scope: Scope, row: LedgerRow): boolean {
  if ('plan' in scope) return row.plan_id === scope.plan;
  if ('campaign' in scope) return row.campaign_id === scope.campaign;
  if ('account' in scope) return row.account_id === scope.account;
  return row.key === scope.key;
}
