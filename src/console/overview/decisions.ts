/** What people decided, and what that says about signals. */
import { VerdictLine } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import { type Act, toAct } from '../audit/acts.ts';
import { foldCase } from '../cases/fold-case.ts';
import type { Overview } from '../contract/index.ts';

type Decisions = Pick<Overview, 'precision' | 'overturned'>;

/** Of the decisions that stand, how many cases in which a signal spoke were confirmed; and how many decisions were taken back. */
export async function readDecisions(store: Store): Promise<Decisions> {
  const acts = (await store.rows(SELECT_ACTS)).map(toAct);
  const counts = new Map<string, { confirmed: number; dismissed: number }>();
  let [decisions, overturned] = [0, 0];
  for (const ofCase of Map.groupBy(acts, ({ subject }) => subject).values()) {
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
    for (const signal of await signalsOf(store, last)) {
      const count = counts.get(signal) ?? { confirmed: 0, dismissed: 0 };
      counts.set(signal, count);
      count[state]++;
    }
  }
  const precision = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([signal, count]) => ({ signal, ...count, ...wilson(count) }));
  return { precision, overturned: { decisions, overturned } };
}

const isReversed = (act: Act, next: Act | undefined): boolean => next !== undefined && next.act !== act.act;

async function signalsOf(store: Store, { run_id, cluster_id }: Act): Promise<readonly string[]> {
  const [row] = await store.rows(SELECT_LINE, { run: run_id, cluster: cluster_id });
  if (row === undefined) return [];
  const { signals } = VerdictLine.parse(JSON.parse(String(row.body)));
  return signals.filter(({ weight_nats }) => weight_nats > 0).map(({ id }) => id);
}

/** The share with its 95 % interval (Wilson 1927, doi:10.1080/01621459.1927.10502953). */
function wilson({ confirmed, dismissed }: { confirmed: number; dismissed: number }) {
  const n = confirmed + dismissed;
  const share = confirmed / n;
  const z = 1.96;
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { precision: share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

const SELECT_ACTS = `SELECT * FROM acts WHERE subject_kind = 'case' ORDER BY subject, version, at, act_id LIMIT 1 BY subject, version`;
const SELECT_LINE = `SELECT body FROM verdicts FINAL WHERE run_id = {run:String} AND cluster_id = {cluster:String}`;
