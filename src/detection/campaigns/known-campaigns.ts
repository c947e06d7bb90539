/** The campaigns that a run goes on from, as the store has them. */
import { z } from 'zod';
import type { KnownCampaign } from '../../clusters/index.ts';
import type { Store } from '../../storage/index.ts';
import type { OperatorGuess } from './operator-guess.ts';
import { OPERATOR_KINDS } from './operator-guess.ts';

/** A campaign with what its next row repeats. */
export interface StoredCampaign extends KnownCampaign {
  /** Core and other members, all that ever were. */
  readonly accounts: ReadonlySet<string>;
  /** End of the window of the first run that saw it, epoch ms. */
  readonly bornAt: number;
  readonly operator: OperatorGuess | null;
}

const ms = z.string().transform((text) => Date.parse(text));
const orNull = z.string().transform((text) => (text === '' ? null : text));

const State = z.object({
  campaign_id: z.string(),
  first_seen: ms,
  last_seen: ms,
  born_at: ms,
  span_ms: z.coerce.number(),
  merged_into: orNull,
  split_from: orNull,
  operator_kind: z.enum(['', ...OPERATOR_KINDS]),
  operator_value: z.string(),
});

const Members = z.object({
  campaign_id: z.string(),
  core: z.array(z.string()),
  accounts: z.array(z.string()),
});

/**
 * What was known before `asOf` (epoch ms, the end of the window of a run on `horizon`), and what was first seen by another run that
 * ends there: a run that is done again goes on from the same state, and finds its own newborn under their names.
 * What runs over the longest stretch made of a campaign holds, whatever shorter ones make of it since: they see parts.
 */
export async function knownCampaigns(
  store: Store,
  { asOf, spanMs }: { readonly asOf: number; readonly spanMs: number },
): Promise<readonly StoredCampaign[]> {
  const params = { as_of: asOf };
  const states = (await store.rows(SELECT_STATES, params)).map((row) => State.parse(row));
  if (states.length === 0) return [];
  const members = new Map(
    (await store.rows(SELECT_MEMBERS, params))
      .map((row) => Members.parse(row))
      .map((one) => [one.campaign_id, one]),
  );
  return states.map((state): StoredCampaign => {
    const of = members.get(state.campaign_id);
    const { operator_kind: kind, operator_value: value } = state;
    return {
      id: state.campaign_id,
      core: new Set(of?.core),
      accounts: new Set(of?.accounts),
      firstSeen: state.first_seen,
      lastSeen: state.last_seen,
      bornAt: state.born_at,
      seenOver: beside(state.span_ms, spanMs),
      isNewborn: state.born_at === asOf,
      mergedInto: state.merged_into,
      splitFrom: state.split_from,
      operator: kind === '' ? null : { kind, value },
    };
  });
}

/** Stretches of which neither is twice the other are the same: files are never quite as long. */
const beside = (spanMs: number, own: number): KnownCampaign['seenOver'] =>
  spanMs > 2 * own ? 'longer' : 2 * spanMs < own ? 'shorter' : 'same';

const AS_OF = "fromUnixTimestamp64Milli({as_of:Int64}, 'UTC')";

const BEFORE = `as_of < ${AS_OF} OR (as_of = ${AS_OF} AND born_at = ${AS_OF})`;

// A row that was saved twice is the same twice: no FINAL. On replicas a run must see what the run before it has written.
// Of the many rows of a month only the oldest and the newest over each stretch are compared by more than their time.
const SELECT_STATES = `WITH ends AS (
  SELECT campaign_id, span_ms, min(first_seen) AS first_act, max(last_seen) AS last_act, min(as_of) AS oldest, max(as_of) AS newest
  FROM campaigns WHERE ${BEFORE} GROUP BY campaign_id, span_ms
)
SELECT campaign_id, min(s.first_act) AS first_seen, max(s.last_act) AS last_seen, min(s.born_at) AS born_at, max(s.span_ms) AS span_ms,
  argMaxIf(s.merged_into, (s.as_of, s.run_id), s.span_ms * 2 >= s.longest) AS merged_into,
  argMin(s.split_from, (s.as_of, s.run_id)) AS split_from,
  argMax(s.operator_kind, (s.as_of, s.run_id)) AS operator_kind, argMax(s.operator_value, (s.as_of, s.run_id)) AS operator_value
FROM (
  SELECT *, max(span_ms) OVER (PARTITION BY campaign_id) AS longest
  FROM campaigns INNER JOIN ends USING (campaign_id, span_ms)
  WHERE (${BEFORE}) AND (as_of = oldest OR as_of = newest)
) AS s
GROUP BY campaign_id ORDER BY campaign_id
SETTINGS select_sequential_consistency = 1`;

const SELECT_MEMBERS = `SELECT campaign_id, groupUniqArrayIf(account_id, membership = 'core') AS core,
  groupUniqArray(account_id) AS accounts
FROM campaign_members
WHERE as_of < ${AS_OF} OR (as_of = ${AS_OF} AND campaign_id IN (SELECT campaign_id FROM campaigns WHERE born_at = ${AS_OF}))
GROUP BY campaign_id
SETTINGS select_sequential_consistency = 1`;
