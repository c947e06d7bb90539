/** Appeals: an account objects, somebody else than who decided looks at the evidence as it was, and rules. */
import { AppError } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import { ending } from '../apply/people-acts.ts';
import { appendLedger, type LedgerRow, readLedger, readStanding } from '../ledger/index.ts';
import { readPlan } from '../plan/stored-plans.ts';

/** `partly`: the measure ends, and the finding stands; `overturned`: it is as if it had never been. */
export const RULINGS = ['upheld', 'partly', 'overturned'] as const;
export type Ruling = (typeof RULINGS)[number];

export interface Appeal {
  /** Number of its row in the ledger. */
  readonly appeal: number;
  readonly at: string;
  readonly account_id: string;
  readonly measure: string;
  readonly plan_id: string;
  readonly campaign_id: string;
  /** Key of the measure. */
  readonly of: string;
  readonly statement: string;
  readonly ruling: {
    readonly ruling: Ruling;
    readonly by: string;
    readonly at: string;
    readonly reason: string;
  } | null;
}

const MAX_STATEMENT = 5_000;

/**
 * Records that an account objects to the gravest measure in force against it. Once for each measure.
 *
 * @throws AppError `bad-usage` when there is none, or it was objected to already.
 */
export async function openAppeal(
  store: Store,
  {
    account,
    statement,
    clock,
    actor,
  }: {
    readonly account: string;
    readonly statement: string;
    readonly clock: () => number;
    readonly actor: string;
  },
): Promise<Appeal> {
  const rows = await appendLedger(store, clock, async () => {
    const { open } = await readStanding(store);
    const mine = [...open.values()].filter(({ account_id }) => account_id === account);
    if (mine.length === 0)
      throw new AppError('bad-usage', `sanctions/appeals: no measure is in force against ${account}`, {
        fix: 'check the id of the account',
      });
    const objected = new Set(
      (await readLedger(store, "entry = 'appeal' AND account_id = {account:String}", { account })).map(
        ({ key }) => key,
      ),
    );
    const free = mine.filter(({ key }) => !objected.has(key)).at(-1);
    if (free === undefined)
      throw new AppError('bad-usage', `sanctions/appeals: ${account} has objected already`, {
        fix: 'wait for the ruling',
      });
    const { key, plan_id, campaign_id, account_id, measure } = free;
    const body = { statement: statement.slice(0, MAX_STATEMENT) };
    return [{ entry: 'appeal', actor, key, plan_id, campaign_id, account_id, measure, body }];
  });
  const [row] = rows;
  if (row === undefined) throw new Error('sanctions/appeals: nothing was written');
  return toAppeal(row, undefined);
}

/** All appeals, the oldest first; `only`: those without a ruling. */
export async function listAppeals(store: Store, only: 'open' | 'all' = 'all'): Promise<readonly Appeal[]> {
  const rows = await readLedger(store, "entry IN ('appeal', 'ruling')");
  const rulings = new Map(
    rows.filter(({ entry }) => entry === 'ruling').map((row) => [Number(JSON.parse(row.body).appeal), row]),
  );
  const appeals = rows
    .filter(({ entry }) => entry === 'appeal')
    .map((row) => toAppeal(row, rulings.get(row.seq)));
  return only === 'open' ? appeals.filter(({ ruling }) => ruling === null) : appeals;
}

/**
 * Rules on an appeal. Overturned: the measure is taken back and the account is marked honest; partly: the measure ends.
 *
 * @throws AppError `bad-usage` when there is no such appeal, it is ruled on, or the reviewer planned or approved the measure.
 */
export async function ruleOnAppeal(
  store: Store,
  given: {
    readonly appeal: number;
    readonly ruling: Ruling;
    readonly by: string;
    readonly reason: string;
    readonly honestDays?: number;
    readonly clock: () => number;
  },
): Promise<Appeal> {
  const { appeal: number, ruling, by, reason, clock, honestDays = 365 } = given;
  const find = async () => {
    const found = (await listAppeals(store)).find(({ appeal }) => appeal === number);
    if (found === undefined)
      throw refusal(`there is no appeal ${number}`, 'breakwater sanction appeals lists them');
    return found;
  };
  const appeal = await find();
  const deciders = await decidersOf(store, appeal);
  if (deciders.has(by))
    throw refusal(`${by} took part in the decision`, 'somebody else has to look at the appeal');
  await appendLedger(store, clock, async () => {
    if ((await find()).ruling !== null) throw refusal(`appeal ${number} is ruled on`, 'a ruling stands');
    const { key, account_id, plan_id, campaign_id, measure } = { ...appeal, key: appeal.of };
    const shared = { actor: by, plan_id, campaign_id, account_id, measure };
    const ruled = { ...shared, entry: 'ruling', key, body: { appeal: number, ruling, reason } } as const;
    const open = (await readStanding(store)).open.get(key);
    if (ruling === 'upheld' || open === undefined) return [ruled];
    return [
      ruled,
      ending(ruling === 'overturned' ? 'revert' : 'expire', open, by, { reason: `appeal ${number}` }),
    ];
  });
  if (ruling === 'overturned') await markHonest(store, appeal, { reason, clock, days: honestDays });
  return find();
}

/** Again after a crash between the ruling and the mark: the mark's id is that of the appeal, so it stands once. */
export async function repairMarks(store: Store, clock: () => number): Promise<void> {
  const marked = new Set(
    (await store.rows("SELECT act_id FROM honest_marks WHERE act_id LIKE 'appeal %'")).map(
      ({ act_id }) => act_id,
    ),
  );
  for (const appeal of await listAppeals(store))
    if (appeal.ruling?.ruling === 'overturned' && !marked.has(`appeal ${appeal.appeal}`))
      await markHonest(store, appeal, { reason: appeal.ruling.reason, clock, days: 365 });
}

async function markHonest(
  store: Store,
  { appeal, account_id, campaign_id }: Appeal,
  { reason, clock, days }: { readonly reason: string; readonly clock: () => number; readonly days: number },
): Promise<void> {
  const now = clock();
  await store.insertRows('honest_marks', [
    {
      account_id,
      case_id: campaign_id,
      act_id: `appeal ${appeal}`,
      reason: `appeal: ${reason}`,
      evidence_hash: '',
      marked_at: now,
      expires_at: now + days * 86_400_000,
      revoked: 0,
      version: 1,
    },
  ]);
}

/** Who planned, approved, or confirmed the case: none of them rules on the appeal. */
export async function decidersOf(
  store: Store,
  { plan_id, campaign_id }: Appeal,
): Promise<ReadonlySet<string>> {
  const { made_by } = await readPlan(store, plan_id);
  const approvals = await readLedger(store, "entry = 'approve' AND plan_id = {plan:String}", {
    plan: plan_id,
  });
  const reviewers = await store.rows(
    `SELECT DISTINCT name FROM acts WHERE subject_kind = 'case' AND subject = {campaign:String} AND act IN ('confirm', 'escalate')`,
    { campaign: campaign_id },
  );
  return new Set([
    made_by,
    ...approvals.map(({ actor }) => actor),
    ...reviewers.map(({ name }) => String(name)),
  ]);
}

function toAppeal(row: LedgerRow, ruled: LedgerRow | undefined): Appeal {
  const { seq, at, account_id, measure, plan_id, campaign_id, key, body } = row;
  const ruling =
    ruled === undefined
      ? null
      : (JSON.parse(ruled.body) as { readonly ruling: Ruling; readonly reason: string });
  return {
    appeal: seq,
    at,
    account_id,
    measure,
    plan_id,
    campaign_id,
    of: key,
    statement: String(JSON.parse(body).statement),
    ruling:
      ruling === null || ruled === undefined
        ? null
        : { ruling: ruling.ruling, reason: ruling.reason, by: ruled.actor, at: ruled.at },
  };
}

const refusal = (what: string, fix: string) =>
  new AppError('bad-usage', `sanctions/appeals: ${what}`, { fix });
