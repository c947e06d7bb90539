/** The record as people read it. */
import type { z } from 'zod';
import type { Store } from '../../storage/index.ts';
import { type Act, toAct } from '../audit/acts.ts';
import type { AuditPage, AuditQuery, AuditRow } from '../contract/index.ts';
import { toChange, undoneActs } from './fold-case.ts';

export function toAuditRow(act: Act, undone: boolean): AuditRow {
  return { ...act, before: toChange(act.before), after: toChange(act.after), undone };
}

/** The newest first; all filters are exact. */
export async function readAudit(
  store: Store,
  { subject_kind = '', subject = '', user = '', offset, limit }: z.infer<typeof AuditQuery>,
): Promise<z.infer<typeof AuditPage>> {
  const filter = { kind: subject_kind, subject, user };
  const rows = (await store.rows(SELECT_PAGE, { ...filter, offset, limit })).map(toAct);
  const [count] = await store.rows(SELECT_COUNT, filter);
  const undoings = await store.rows(SELECT_UNDOINGS);
  const undone = undoneActs(
    undoings.map((row) => ({ act_id: String(row.act_id), undoes: String(row.undoes) })),
  );
  return { rows: rows.map((row) => toAuditRow(row, undone.has(row.act_id))), total: Number(count?.n ?? 0) };
}

const WHERE = `({kind:String} = '' OR subject_kind = {kind:String}) AND ({subject:String} = '' OR subject = {subject:String})
  AND ({user:String} = '' OR name = {user:String})`;
const SELECT_PAGE = `SELECT * FROM acts WHERE ${WHERE} ORDER BY at DESC, subject, version DESC LIMIT {limit:UInt32} OFFSET {offset:UInt32}`;
const SELECT_COUNT = `SELECT count() AS n FROM acts WHERE ${WHERE}`;
const SELECT_UNDOINGS = `SELECT act_id, undoes FROM acts WHERE undoes != '' ORDER BY subject, version`;
