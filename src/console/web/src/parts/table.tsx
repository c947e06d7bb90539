/** Records as rows; the heads are words of the shell. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from './states.tsx';

interface Props {
  readonly heads: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}

export function Table({ heads, rows }: Props) {
  const { t } = useTranslation('shell');
  if (rows.length === 0) return <Empty title={t('none_yet')} />;
  return (
    <table className="list">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head}>{t(head)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key}>
            {heads.map((head, place) => (
              <td key={head}>{cells[place]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
