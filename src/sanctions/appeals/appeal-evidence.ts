/** What an appeal is about, as it was when the measure was planned: the run itself may be gone. */
import { type Bilingual, Measure, type Pattern, type VerdictLine } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import { readLedger } from '../ledger/index.ts';
import { noticeOf } from '../outlets/notices.ts';
import { readEvidence, readPlan } from '../plan/stored-plans.ts';
import type { Appeal } from './appeals.ts';

export interface AppealEvidence {
  /** The verdict as the plan keeps it; null where the plan rests on none that is kept. */
  readonly verdict: VerdictLine | null;
  readonly membership: 'core' | 'peripheral' | null;
  /** Kinds of evidence that name this account. */
  readonly named_by: readonly string[];
  readonly rule: string;
  readonly decided_at: string;
  readonly expires_at: string | null;
  /** What the account was told. */
  readonly notice: Bilingual;
}

interface Applied {
  readonly rule: string;
  readonly patterns: readonly Pattern[];
  readonly expires_at: string | null;
  readonly verdict: { readonly cluster_id: string };
}

export async function readAppealEvidence(store: Store, appeal: Appeal): Promise<AppealEvidence> {
  const [row] = await readLedger(store, "entry = 'apply' AND key = {key:String}", { key: appeal.of });
  if (row === undefined) throw new Error(`sanctions/appeals: no measure ${appeal.of} in the ledger`);
  const { rule, patterns, expires_at, verdict: of } = JSON.parse(row.body) as Applied;
  const plan = await readPlan(store, appeal.plan_id);
  const verdict = (await readEvidence(store, plan.plan_id)).get(of.cluster_id) ?? null;
  const spoke = verdict?.signals.filter(({ weight_nats }) => weight_nats > 0) ?? [];
  const named = spoke.filter(({ evidence }) =>
    evidence.some(({ accounts }) => accounts.includes(appeal.account_id)),
  );
  return {
    verdict,
    membership:
      verdict?.accounts.find(({ account_id }) => account_id === appeal.account_id)?.membership ?? null,
    named_by: [...new Set(named.map(({ kind }) => kind))],
    rule,
    decided_at: row.at,
    expires_at,
    notice: noticeOf(Measure.parse(row.measure), patterns, expires_at),
  };
}
