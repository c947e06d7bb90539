/** What stands now, folded out of the ledger: measures in force, and what accounts and campaigns have behind them. */
import { Measure } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import { grade } from '../policy/decide.ts';
import { type LedgerRow, readLedger } from './ledger.ts';

export interface Standing {
  /** By account: the gravest measure that was begun and neither taken back nor ended. */
  readonly in_force: ReadonlyMap<string, Measure>;
  /** By account: campaigns for which a measure was begun and not taken back; one that ended by itself stays. */
  readonly campaigns: ReadonlyMap<string, ReadonlySet<string>>;
  /** By campaign: accounts that it has cost, those not counted whose measure was taken back. */
  readonly by_campaign: ReadonlyMap<string, number>;
  /** By key: the `apply` rows whose measure is in force. */
  readonly open: ReadonlyMap<string, LedgerRow>;
}

export async function readStanding(store: Store): Promise<Standing> {
  return foldStanding(await readLedger(store, "entry IN ('apply', 'revert', 'expire')"));
}

/** Rows in the order of the ledger. */
function foldStanding(rows: readonly LedgerRow[]): Standing {
  const open = new Map<string, LedgerRow>();
  const stood = new Map<string, LedgerRow>();
  for (const row of rows) {
    if (row.entry === 'apply') {
      open.set(row.key, row);
      stood.set(row.key, row);
    } else open.delete(reverted(row));
    if (row.entry === 'revert') stood.delete(reverted(row));
  }
  const in_force = new Map<string, Measure>();
  for (const { account_id, measure } of open.values()) {
    const parsed = Measure.parse(measure);
    const other = in_force.get(account_id);
    if (other === undefined || grade(parsed) > grade(other)) in_force.set(account_id, parsed);
  }
  const campaigns = new Map<string, Set<string>>();
  const accounts = new Map<string, Set<string>>();
  for (const { account_id, campaign_id } of stood.values()) {
    into(campaigns, account_id, campaign_id);
    into(accounts, campaign_id, account_id);
  }
  const by_campaign = new Map([...accounts].map(([campaign, all]) => [campaign, all.size]));
  return { in_force, campaigns, by_campaign, open };
}

/** The key of the `apply` that a `revert` or `expire` ends. */
export function reverted({ body }: LedgerRow): string {
  return String((JSON.parse(body) as { readonly of?: string }).of ?? '');
}

function into(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}
