/** Rows of `reports`. */
import { createTableBatch } from '../arrow/table-batch.ts';
import { createReportColumns } from '../event-columns.ts';
import { putOrigin, putTexts, type RowBuilder, textCells } from './cells.ts';

export function createReportRows(): RowBuilder {
  const batch = createTableBatch(createReportColumns());
  const c = batch.columns;
  const cells = textCells(
    '',
    [c.report_id, 'report_id'],
    [c.reporter_id, 'reporter_id'],
    [c.account_id, 'account_id'],
    [c.target_id, 'target_id'],
    [c.reason, 'reason'],
  );
  return {
    batch,
    push(event, { at }, origin, line) {
      putTexts(event, cells);
      c.reported_at.push(at);
      putOrigin(c, origin, line);
      batch.rows++;
    },
  };
}
