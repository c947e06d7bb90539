/** What people decided, and what that says about signals. */
import { VerdictLine } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import { wilson } from '../../verdicts/index.ts';
import type { Act } from '../audit/acts.ts';
import { foldCase } from '../cases/fold-case.ts';
import type { Overview } from '../contract/index.ts';

type Decisions = Pick<Overview, 'precision' | 'overturned'>;

/** Of the decisions that stand, how many cases in which a signal spoke were confirmed; and how many decisions were taken back. */
export async function readDecisions(
  store: Store,
  acts: ReadonlyMap<string, readonly Act[]>,
): Promise<Decisions> {
  const signals = await readSignals(store);
  const counts = new Map<string, { confirmed: number; dismissed: number }>();
  let [decisions, overturned] = [0, 0];
  for (const ofCase of acts.values()) {
    const { undone, state } = foldCase(ofCase);
    const decided = ofCase.filter(
      ({ act, after }) => act === 'dismiss' || (act === 'confirm' && after.state === 'confirmed'),
    );
    decisions += decided.length;
    overturned += decided.filter(
      (act, index) => undone.has(act.act_id) || isReversed(act, decided[index + 1]),
    ).length;
    const last = decided.findLast(({ act_id }) => !undone.has(act_id));
    if (last === undefined || (state !== 'confirmed' && state !== 'dismissed')) continue;
    for (const signal of signals.get(`${last.run_id} ${last.cluster_id}`) ?? []) {
      const count = counts.get(signal) ?? { confirmed: 0, dismissed: 0 };
      counts.set(signal, count);
      count[state]++;
    }
  }
  const precision = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([signal, count]) => {
      const { share, low, high } = wilson(count.confirmed, count.confirmed + count.dismissed);
      return { signal, ...count, precision: share ?? 0, low, high };
    });
  return { precision, overturned: { decisions, overturned } };
}

const isReversed = (act: Act, next: Act | undefined): boolean => next !== undefined && next.act !== act.act;

/** Verdicts never change: what was read of one stays true. */
const read = new WeakMap<Store, Map<string, readonly string[]>>();

/** Of each cluster that was decided on, the signals that spoke. */
async function readSignals(store: Store): Promise<ReadonlyMap<string, readonly string[]>> {
  const known = read.get(store) ?? new Map<string, readonly string[]>();
  read.set(store, known);
  const decided = await store.rows(SELECT_DECIDED);
  const missing = decided.filter(({ run_id, cluster_id }) => !known.has(`${run_id} ${cluster_id}`));
  for (let from = 0; from < missing.length; from += AT_ONCE) {
    const some = missing.slice(from, from + AT_ONCE);
    const rows = await store.rows(SELECT_BODIES, {
      runs: some.map(({ run_id }) => String(run_id)),
      clusters: some.map(({ cluster_id }) => String(cluster_id)),
    });
    for (const { run_id, body } of rows) {
      const { cluster_id, signals } = VerdictLine.parse(JSON.parse(String(body)));
      const spoke = signals.filter(({ weight_nats }) => weight_nats > 0);
      known.set(
        `${run_id} ${cluster_id}`,
        spoke.map(({ id }) => id),
      );
    }
  }
  return known;
}

const AT_ONCE = 500;
const SELECT_DECIDED = `SELECT DISTINCT run_id, cluster_id FROM acts WHERE subject_kind = 'case' AND act IN ('confirm', 'dismiss')`;
const SELECT_BODIES = `SELECT run_id, body FROM verdicts FINAL
WHERE run_id IN {runs:Array(String)} AND cluster_id IN {clusters:Array(String)}
  AND has(arrayZip({runs:Array(String)}, {clusters:Array(String)}), (run_id, cluster_id))`;
