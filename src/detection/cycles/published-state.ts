/** What was last said about each cluster on a horizon, as the store remembers it. */
import { z } from 'zod';
import { campaignName } from '../../clusters/index.ts';
import { VerdictLine, VerdictMessage } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import type { PublishedCluster } from './verdict-changes.ts';

const Content = z.object({
  verdict: z.string(),
  patterns: z.string(),
  accounts: z.string(),
  probability: z.string(),
  // What was published before messages said it is told anew, once.
  campaign_id: z.string().default(''),
});

/** A message as it was stored; one that does not say its campaign yet is of the one that its cluster gives its name to. */
const Stored = z.preprocess((body) => {
  const { found_as } = z.looseObject({ found_as: z.string() }).parse(body);
  return { campaign_id: campaignName(found_as), ...Object(body) };
}, VerdictMessage);

const parsed = <Out>(schema: z.ZodType<Out>, text: unknown): Out => schema.parse(JSON.parse(String(text)));

/** The verdicts of a saved run. */
export async function readVerdicts(store: Store, runId: string): Promise<readonly VerdictLine[]> {
  const rows = await store.rows(SELECT_VERDICTS, { run_id: runId });
  return rows.map(({ body }) => parsed(VerdictLine, body));
}

/** The clusters of a horizon that are published and not gone. */
export async function readPublished(store: Store, horizon: string): Promise<readonly PublishedCluster[]> {
  const rows = await store.rows(SELECT_PUBLISHED, { horizon });
  return rows.map(({ body, content, account_ids }) => ({
    message: parsed(Stored, body),
    content: parsed(Content, content),
    accountIds: z.array(z.string()).parse(account_ids),
  }));
}

/** The last keys of those of `clusterIds` (and of names made from them) that are gone. */
export async function readGoneKeys(
  store: Store,
  horizon: string,
  clusterIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (clusterIds.length === 0) return new Map();
  const rows = await store.rows(SELECT_GONE, { horizon, ids: clusterIds });
  return new Map(
    rows.map(({ cluster_id, idempotency_key }) => [String(cluster_id), String(idempotency_key)]),
  );
}

/** Remembers messages that Kafka has acknowledged. Doing it again changes nothing. */
export async function rememberPublished(
  store: Store,
  sent: readonly PublishedCluster[],
  now: number,
): Promise<void> {
  await store.insertRows(
    'published_verdicts',
    sent.map(({ message, accountIds, content }) => ({
      horizon: message.horizon,
      cluster_id: message.cluster_id,
      as_of: message.as_of,
      change: message.change,
      idempotency_key: message.idempotency_key,
      content: JSON.stringify(content),
      run_id: message.run_id,
      found_as: message.found_as,
      account_ids: accountIds,
      body: JSON.stringify(message),
      published_at: now,
    })),
  );
}

// FINAL: a run that was cut off while it was saved may have left a row twice.
const SELECT_VERDICTS = `SELECT body FROM verdicts FINAL WHERE run_id = {run_id:String} ORDER BY cluster_id`;

// FINAL: the newest message of each cluster is its state.
const SELECT_PUBLISHED = `SELECT body, content, account_ids FROM published_verdicts FINAL
WHERE horizon = {horizon:String} AND change != 'gone' ORDER BY cluster_id`;

// FINAL: as above. Names made for clusters whose own was taken end in _2, _3 …
const SELECT_GONE = `SELECT cluster_id, idempotency_key FROM published_verdicts FINAL
WHERE horizon = {horizon:String} AND change = 'gone' AND replaceRegexpOne(cluster_id, '_[0-9]+$', '') IN {ids:Array(String)}`;
