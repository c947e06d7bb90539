/** Results into the store: rows of the run first, the run itself last, so that a run counts only when it is whole. */
import type { VerdictLine } from '../contract/index.ts';
import type { Store } from '../storage/index.ts';
import { recognizeCampaigns } from './campaigns/recognize.ts';
import type { Detection } from './detect.ts';

const CHUNK = 20_000;

/**
 * Saves a run and answers its verdicts as they are saved: under the campaigns that the store knows.
 * What an attempt saw that was cut off before the run itself was saved counts as seen, so campaigns are written before all else: whoever
 * does the run again finds the same ones.
 */
export async function saveDetection(
  store: Store,
  found: Detection,
  { now, horizon }: { readonly now: number; readonly horizon: string },
): Promise<readonly VerdictLine[]> {
  const run_id = found.runId;
  const { verdicts, campaigns, members } = await recognizeCampaigns(store, found, horizon);
  const window_from = found.window?.from ?? 0;
  const window_to = found.window?.to ?? 0;
  // A campaign is there once its row is, and then with all its members.
  await insertAll(store, 'campaign_members', members);
  await store.insertRows('campaigns', campaigns);
  await insertAll(
    store,
    'edges',
    mapped(found.edges.rows(), (edge) => ({ run_id, ...edge })),
  );
  await insertAll(
    store,
    'clusters',
    mapped(verdicts, (line) => ({
      run_id,
      cluster_id: line.cluster_id,
      campaign_id: line.campaign_id,
      size: line.accounts.length,
      window_from: line.window.from,
      window_to: line.window.to,
      surprise_nats: line.signals.find(({ id }) => id === 'synchronized_actions')?.weight_nats ?? 0,
    })),
  );
  await insertAll(store, 'members', membersOf(found));
  await insertAll(
    store,
    'verdicts',
    mapped(verdicts, (line) => ({
      run_id,
      cluster_id: line.cluster_id,
      campaign_id: line.campaign_id,
      verdict: line.verdict,
      probability: line.probability,
      patterns: line.patterns,
      model_version: line.model_version,
      decided_at: new Date(now).toISOString(),
      body: JSON.stringify(line),
    })),
  );
  await store.insertRows('runs', [
    {
      run_id,
      model_version: found.modelVersion,
      window_from: new Date(window_from).toISOString(),
      window_to: new Date(window_to).toISOString(),
      horizon,
      finished_at: new Date(now).toISOString(),
      summary: JSON.stringify({ traces: found.traces, notes: found.notes, follow_nats: found.followNats }),
    },
  ]);
  return verdicts;
}

function* mapped<In, Out>(rows: Iterable<In>, make: (row: In) => Out): Generator<Out> {
  for (const row of rows) yield make(row);
}

function* membersOf({ runId, verdicts, marks }: Detection) {
  for (const { cluster_id, accounts } of verdicts) {
    const borne = marks.get(cluster_id);
    for (const account of accounts)
      yield { run_id: runId, cluster_id, ...account, marks: borne?.get(account.account_id) ?? [] };
  }
}

async function insertAll(
  store: Store,
  table: 'campaign_members' | 'edges' | 'clusters' | 'members' | 'verdicts',
  rows: Iterable<Readonly<Record<string, unknown>>>,
): Promise<void> {
  let chunk: Readonly<Record<string, unknown>>[] = [];
  for (const row of rows) {
    chunk.push(row);
    if (chunk.length < CHUNK) continue;
    await store.insertRows(table, chunk);
    chunk = [];
  }
  if (chunk.length > 0) await store.insertRows(table, chunk);
}
