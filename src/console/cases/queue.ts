/** The queue: which cases, in which order. */
import { z } from 'zod';
import { Pattern, Verdict } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import { type CasePage, type CaseQuery, type CaseRow, CaseState } from '../contract/index.ts';
import { type Caller, roleReaches } from '../server/access.ts';
import { HttpProblem } from '../server/problems.ts';
import { type FullCase, isInQueue, isToDo, readCases, TO_REVIEW, toCaseRow } from './cases.ts';

export interface QueueInput {
  readonly store: Store;
  readonly query: CaseQuery;
  readonly now: number;
  /** Who asks: `assignee=me`, and whether a search may look at handles. */
  readonly caller: Pick<Caller, 'name' | 'role'>;
}

/** One page of the queue, with how many there are in each state under the other filters. */
export async function readQueue(input: QueueInput): Promise<CasePage> {
  const { query } = input;
  const found = await filtered(input);
  const counts: Record<string, number> = {};
  for (const { row } of found) counts[row.state] = (counts[row.state] ?? 0) + 1;
  const states = listOf(query.state, CaseState);
  const rows = found.map(({ row }) => row).filter(({ state }) => states === null || states.includes(state));
  rows.sort(byQuery(query));
  return { cases: rows.slice(query.offset, query.offset + query.limit), total: rows.length, counts };
}

/** Cases without a lease that still need somebody, in the queue's order. */
export async function openCases(input: QueueInput): Promise<readonly FullCase[]> {
  const found = await filtered(input);
  return found
    .filter(
      ({ one, row }) => isToDo(one) && row.lease === null && ['open', 'in_progress'].includes(row.state),
    )
    .sort((a, b) => byQuery(input.query)(a.row, b.row))
    .map(({ one }) => one);
}

interface Found {
  readonly one: FullCase;
  readonly row: CaseRow;
}

async function filtered({ store, query, now, caller }: QueueInput): Promise<readonly Found[]> {
  const verdicts = listOf(query.verdict, Verdict) ?? TO_REVIEW;
  const patterns = listOf(query.pattern, Pattern);
  const assignee = query.assignee === 'me' ? caller.name : query.assignee;
  const found = (await readCases(store, now)).map((one): Found => ({ one, row: toCaseRow(one, now) }));
  const named =
    query.q === undefined
      ? null
      : await casesNaming(store, query.q, found, roleReaches(caller.role, 'analyst'));
  return found.filter(
    ({ one, row }) =>
      verdicts.includes(row.verdict) &&
      isInQueue(one) &&
      (patterns === null || row.patterns.some((pattern) => patterns.includes(pattern))) &&
      row.accounts >= (query.min_accounts ?? 0) &&
      row.accounts <= (query.max_accounts ?? Number.POSITIVE_INFINITY) &&
      (query.from === undefined || row.last_seen >= query.from) &&
      (query.to === undefined || row.first_seen < query.to) &&
      (query.campaign === undefined || row.campaign_id === query.campaign) &&
      (assignee === undefined || row.assignee === assignee) &&
      (named === null || named.has(row.case_id)),
  );
}

/** Cases whose ids or sentences contain the text, or one of whose accounts' ids does, or handles, which viewers see masked. */
async function casesNaming(
  store: Store,
  q: string,
  found: readonly Found[],
  withHandles: boolean,
): Promise<ReadonlySet<string>> {
  const wanted = q.trim().toLowerCase();
  const says = ({ row }: Found) =>
    [row.case_id, row.cluster_id, row.campaign_id, row.explanation.en, row.explanation.zh].some((text) =>
      text.toLowerCase().includes(wanted),
    );
  const runs = [...new Set(found.map(({ row }) => row.run_id))];
  const hits = await store.rows(SELECT_NAMED, { runs, q: wanted, handles: withHandles ? 1 : 0 });
  const clusters = new Set(hits.map(({ run_id, cluster_id }) => `${run_id} ${cluster_id}`));
  return new Set(
    found
      .filter((one) => says(one) || clusters.has(`${one.row.run_id} ${one.row.cluster_id}`))
      .map(({ row }) => row.case_id),
  );
}

function byQuery({ sort, order }: CaseQuery): (a: CaseRow, b: CaseRow) => number {
  const sign = order === 'asc' ? 1 : -1;
  return (a, b) => {
    const [x, y] = [a[sort], b[sort]];
    return sign * (x < y ? -1 : x > y ? 1 : 0) || (a.case_id < b.case_id ? -1 : 1);
  };
}

/** `a,b` as values of an enum; null where nothing was given. */
function listOf<T extends string>(text: string | undefined, schema: z.ZodType<T>): readonly T[] | null {
  if (text === undefined || text === '') return null;
  const parsed = z.array(schema).safeParse(text.split(',').map((one) => one.trim()));
  if (parsed.success) return parsed.data;
  throw new HttpProblem('bad-request', `"${text.slice(0, 100)}" holds a value that is none: see /api/docs`);
}

// Handles that an account ever had: an alias of `accounts` would be another name for the same person.
const SELECT_NAMED = `SELECT DISTINCT run_id, cluster_id FROM members FINAL WHERE run_id IN {runs:Array(String)} AND (
  positionCaseInsensitiveUTF8(account_id, {q:String}) > 0
  OR account_id IN (SELECT account_id FROM accounts WHERE {handles:UInt8} = 1 AND positionCaseInsensitiveUTF8(ifNull(handle, ''), {q:String}) > 0))`;
