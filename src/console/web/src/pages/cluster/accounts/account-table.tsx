/** 10,000 accounts in a table of which only what is seen is drawn. */
import { type SortingState, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSelection } from '../../../lib/selection.ts';
import { Scroll } from '../../../parts/scroll.tsx';
import {
  type AccountRow,
  accountColumns,
  accountFeatures,
  NUMBER_WIDTH,
  NUMBERS,
  WIDTHS,
} from './columns.tsx';

const ROW = 28;
const CHECKBOX = 34;
const ARROWS = { asc: ' ↑', desc: ' ↓' } as const;
const ORDERS = { asc: 'ascending', desc: 'descending' } as const;

interface AccountTableProps {
  readonly run: string;
  readonly rows: readonly AccountRow[];
  readonly visible: Readonly<Record<string, boolean>>;
}

export function AccountTable({ run, rows, visible }: AccountTableProps) {
  const { t } = useTranslation('panels');
  const { selected, toggle } = useSelection();
  const [sorting, setSorting] = useState<SortingState>([{ id: 'nats', desc: true }]);
  const columns = useMemo(() => accountColumns(t, run), [t, run]);
  const data = useMemo(() => [...rows], [rows]);
  const table = useTable({
    features: accountFeatures,
    columns,
    data,
    enableSortingRemoval: false,
    getRowId: (row) => row.account_id,
    state: { sorting, columnVisibility: { ...visible } },
    onSortingChange: setSorting,
  });
  const scroller = useRef<HTMLElement>(null);
  const sorted = table.getRowModel().rows;
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const chosen = useMemo(() => new Set(selected.accounts), [selected.accounts]);
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const widths = headers.map(({ column }) => WIDTHS[column.id] ?? NUMBER_WIDTH);
  const minWidth = widths.reduce((sum, width) => sum + width, CHECKBOX);
  const columnWidths = widths.map((width) => `minmax(${width}px, ${width}fr)`).join(' ');
  const grid = { gridTemplateColumns: `${CHECKBOX}px ${columnWidths}`, minWidth };
  return (
    <Scroll label={t('accounts.title')} className="account-scroll" ref={scroller}>
      <table aria-rowcount={sorted.length + 1} className="account-table">
        <thead>
          <tr className="account-head" style={grid} aria-rowindex={1}>
            <th scope="col">
              <span className="visually-hidden">{t('accounts.select')}</span>
            </th>
            {headers.map((header) => {
              const direction = header.column.getIsSorted();
              return (
                <th
                  key={header.id}
                  scope="col"
                  aria-sort={direction === false ? 'none' : ORDERS[direction]}
                  className={NUMBERS.includes(header.column.id) ? 'num' : undefined}
                >
                  <button
                    type="button"
                    className="account-sort"
                    onClick={header.column.getToggleSortingHandler()}
                  >
                    <table.FlexRender header={header} />
                    {direction === false ? '' : ARROWS[direction]}
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody style={{ height: virtual.getTotalSize(), minWidth }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = sorted[index];
            if (row === undefined) return null;
            const isChosen = chosen.has(row.id);
            return (
              <tr
                key={row.id}
                aria-rowindex={index + 2}
                className={isChosen ? 'account-row selected' : 'account-row'}
                style={{ ...grid, transform: `translateY(${start}px)` }}
              >
                <td>
                  <input
                    type="checkbox"
                    checked={isChosen}
                    onChange={() => toggle('accounts', row.id)}
                    aria-label={t('accounts.select_one', { account: row.id.slice(0, 60) })}
                  />
                </td>
                {row.getVisibleCells().map((cell) => (
                  <td key={cell.id} className={NUMBERS.includes(cell.column.id) ? 'num' : undefined}>
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}
