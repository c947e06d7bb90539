/** Tables as HTML. Names and texts in them come from strangers: all is escaped. */
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (one) => ESCAPES[one] ?? one);

export type Cell = string | number | boolean | null;

/** Numbers stand right, everything else left; null is a dash. */
export function table(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cell = (value: Cell) =>
    `<td style="text-align:${typeof value === 'number' ? 'right' : 'left'};vertical-align:top">${escaped(
      value === null ? '—' : typeof value === 'number' ? value.toLocaleString('en') : String(value),
    )}</td>`;
  const head = columns
    .map(
      (name, i) =>
        `<th style="text-align:${typeof rows[0]?.[i] === 'number' ? 'right' : 'left'}">${escaped(name)}</th>`,
    )
    .join('');
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n');
  return `<table><thead><tr>${head}</tr></thead>\n<tbody>${body}</tbody></table>`;
}
