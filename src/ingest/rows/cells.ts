/** From the slots of a scanned event to the cells of a row. */
import type { BytesColumn } from '../arrow/bytes-column.ts';
import type { WideColumn } from '../arrow/number-columns.ts';
import type { createOriginColumns } from '../event-columns.ts';
import type { HashMemory, HashPlace } from '../hash-memory.ts';
import type { EventScan } from '../scan/event-scan.ts';
import { ESCAPED, slotOf, TEXT } from '../scan/layout.ts';

/** Where a row came from: the input's name, which listing of that name it is, and the line. */
export interface RowOrigin {
  readonly source: string;
  readonly partition: number;
}

/** Times of an event in epoch milliseconds, null when absent. */
export interface EventTimes {
  /** When it happened or was observed. */
  readonly at: number | null;
  /** Of an account only. */
  readonly registeredAt: number | null;
}

/** The rows of one table in the making. */
export interface RowBuilder {
  push(event: EventScan, times: EventTimes, origin: RowOrigin, line: number): void;
  readonly batch: { rows: number; bytes(): number; take(): Uint8Array<ArrayBuffer> };
}

/** A column that takes a field's text as it stands, and what it takes when there is none. */
export interface TextCell {
  readonly column: BytesColumn;
  readonly slot: number;
  readonly absent: '' | null;
}

/** Cells of columns and the dotted paths of the fields that they take. */
export const textCells = (
  absent: '' | null,
  ...fields: readonly (readonly [column: BytesColumn, path: string])[]
): readonly TextCell[] => fields.map(([column, path]) => ({ column, slot: slotOf(path), absent }));

export function putTexts(event: EventScan, cells: readonly TextCell[]): void {
  for (let i = 0; i < cells.length; i++) {
    const { column, slot, absent } = cells[i] as TextCell;
    if (event.kinds[slot] === TEXT) {
      column.pushRange(event.bytes, event.starts[slot] as number, event.ends[slot] as number);
    } else column.push(event.text(slot) ?? absent);
  }
}

/** The hashes of a field's text, undefined when there is no text. */
export function hashesIn(event: EventScan, slot: number, memory: HashMemory): HashPlace | undefined {
  const kind = event.kinds[slot];
  if (kind === TEXT) {
    return memory.lookUp(event.bytes, event.starts[slot] as number, event.ends[slot] as number);
  }
  return kind === ESCAPED ? memory.compute(event.text(slot) as string) : undefined;
}

/** The hash at `index` of a place; `absent` where there is none. */
export function putHash(
  column: WideColumn,
  place: HashPlace | undefined,
  index: 0 | 1,
  absent: 0 | null,
): void {
  const low = place === undefined ? 0 : (place.halves[place.at + 2 * index] as number);
  const high = place === undefined ? 0 : (place.halves[place.at + 2 * index + 1] as number);
  if (absent === null && low === 0 && high === 0) column.pushNull();
  else column.pushHalves(low, high);
}

export function putOrigin(
  columns: ReturnType<typeof createOriginColumns>,
  { source, partition }: RowOrigin,
  line: number,
): void {
  columns.source.push(source);
  columns.partition.push(partition);
  columns.offset.push(line);
}
