/** A chart with its title, its words for who cannot see it, and a switch that shows it as a table. */

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { View } from 'vega';
import type { Chart as ChartData } from '../../../../reports/charts/index.ts';
import { useWidth } from '../lib/use-width.ts';
import { Panel } from './panel.tsx';
import { Scroll } from './scroll.tsx';
import { Failed } from './states.tsx';
import './chart.css';

export function Chart({ chart, note, anchor }: { chart: ChartData; note?: string; anchor?: string }) {
  const { t } = useTranslation('charts');
  const [asTable, setAsTable] = useState(false);
  return (
    <Panel
      title={chart.title}
      {...(note === undefined ? {} : { note })}
      {...(anchor === undefined ? {} : { anchor })}
      className="chart-panel"
      tools={
        <button type="button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {t('as_table')}
        </button>
      }
    >
      {asTable ? <ChartTable chart={chart} /> : <Drawing chart={chart} />}
    </Panel>
  );
}

function Drawing({ chart }: { chart: ChartData }) {
  const [element, width] = useWidth<HTMLDivElement>();
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (element.current === null || width === 0) return;
    let view: View | null = null;
    let over = false;
    const holder = element.current;
    import('../lib/draw-chart.ts')
      .then(({ drawChart }) => (over ? null : drawChart(holder, chart.spec, width)))
      .then((drawn) => {
        if (over) drawn?.finalize();
        view = drawn;
      })
      .catch(setError);
    return () => {
      over = true;
      view?.finalize();
    };
  }, [chart, width, element]);
  if (error !== null) return <Failed error={error} />;
  return <div ref={element} className="chart-drawing" role="img" aria-label={chart.description} />;
}

function ChartTable({ chart: { title, table } }: { chart: ChartData }) {
  return (
    <Scroll label={title} className="chart-table">
      <table className="plain">
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column}>{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.join('\n')}>
              {row.map((cell, index) => (
                <td key={table.columns[index]} className={typeof cell === 'number' ? 'num' : undefined}>
                  <bdi>{cell}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
