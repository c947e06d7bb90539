/** The graph in words: its strongest edges. For who cannot see the drawing, and where it cannot be drawn. */

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Graph } from '../../../../../contract/index.ts';
import { number } from '../../../lib/format.ts';
import { useSelection } from '../../../lib/selection.ts';
import { Name } from '../../../parts/name.tsx';
import { Scroll } from '../../../parts/scroll.tsx';
import { Time } from '../../../parts/time.tsx';
import { traceName } from '../names.ts';
import { type EdgeFilter, edgeTest } from './filter-edges.ts';

const LISTED = 100;

export function StrongestPairs({ answer, filter }: { answer: Graph; filter: EdgeFilter }) {
  const { t } = useTranslation('panels');
  const { selected, select } = useSelection();
  const { nodes, edges, traces } = answer;
  const rows = useMemo(() => {
    const test = edgeTest(answer, filter);
    const chosen = new Set(selected.accounts);
    const ends = (at: number) =>
      [nodes.id[edges.a[at] ?? -1] ?? '', nodes.id[edges.b[at] ?? -1] ?? ''] as const;
    return edges.nats
      .map((nats, at) => ({ nats, at }))
      .filter(({ at }) => test(at) && (chosen.size === 0 || ends(at).some((id) => chosen.has(id))))
      .sort((one, other) => other.nats - one.nats || one.at - other.at)
      .slice(0, LISTED)
      .map((row) => ({ ...row, ends: ends(row.at) }));
  }, [answer, filter, selected.accounts, nodes, edges]);
  return (
    <Scroll label={t('graph.pairs')} className="graph-pairs">
      <table className="plain">
        <thead>
          <tr>
            <th>{t('graph.pair')}</th>
            <th>{t('graph.trace')}</th>
            <th className="num">{t('graph.meetings')}</th>
            <th className="num">{t('nats')}</th>
            <th>{t('first')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, nats, ends }) => (
            <tr key={at}>
              <td>
                <button type="button" className="link" onClick={() => select({ accounts: ends })}>
                  <Name text={nodes.handle[edges.a[at] ?? -1] || ends[0]} longest={20} /> –{' '}
                  <Name text={nodes.handle[edges.b[at] ?? -1] || ends[1]} longest={20} />
                </button>
              </td>
              <td>{traceName(t, traces[edges.trace[at] ?? -1] ?? '')}</td>
              <td className="num">{number(edges.meetings[at] ?? 0)}</td>
              <td className="num">{number(nats, 1)}</td>
              <td>
                <Time at={edges.first_at[at] ?? 0} precision="seconds" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
