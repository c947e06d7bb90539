/** What the accounts acted on, beside how many of the platform's accounts did. */

import { useTranslation } from 'react-i18next';
import type { Targets } from '../../../../contract/index.ts';
import { categoryColour, useColours } from '../../lib/colours.ts';
import { number, percent } from '../../lib/format.ts';
import { useSelection } from '../../lib/selection.ts';
import { Answer } from '../../parts/answer.tsx';
import { Name } from '../../parts/name.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Scroll } from '../../parts/scroll.tsx';
import { Empty } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { actionName } from './names.ts';
import { type ClusterRef, useRaster, useTargets } from './queries.ts';
import { targetCategories } from './raster/top-targets.ts';

const SHOWN = 200;

export function TargetsPanel({ cluster }: { cluster: ClusterRef }) {
  const { t } = useTranslation('panels');
  const { selected } = useSelection();
  const query = useTargets(cluster, selected);
  return (
    <Panel
      title={t('targets.title')}
      anchor="targets"
      note={query.data === undefined ? undefined : t('targets.note', { total: number(query.data.total) })}
    >
      <Answer query={query}>
        {({ targets }) =>
          targets.length === 0 ? (
            <Empty title={t('targets.none')} hint={t('widen')} />
          ) : (
            <Scroll label={t('targets.title')} className="targets-scroll">
              <TargetTable cluster={cluster} targets={targets.slice(0, SHOWN)} />
            </Scroll>
          )
        }
      </Answer>
    </Panel>
  );
}

function TargetTable({ cluster, targets }: { cluster: ClusterRef; targets: Targets['targets'] }) {
  const { t } = useTranslation('panels');
  const colours = useColours();
  const { selected, toggle } = useSelection();
  const raster = useRaster(cluster, null).data;
  const categories = raster === undefined ? [] : targetCategories(raster.targets);
  const ranks = new Map(raster?.targets.map(({ target_id: id }, index) => [id, categories[index] ?? -1]));
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>{t('targets.target')}</th>
          <th className="num">{t('actions.count')}</th>
          <th className="num">{t('accounts.count')}</th>
          <th className="num" title={t('targets.share_hint')}>
            {t('targets.share')}
          </th>
          <th>{t('targets.when')}</th>
        </tr>
      </thead>
      <tbody>
        {targets.map((target) => {
          const isChosen = selected.targets.includes(target.target_id);
          return (
            <tr key={target.target_id} className={isChosen ? 'selected' : undefined}>
              <td className="target-cell">
                <span
                  className="swatch"
                  style={{ background: categoryColour(colours, ranks.get(target.target_id) ?? -1) }}
                  aria-hidden="true"
                />
                <button
                  type="button"
                  className="link"
                  aria-pressed={isChosen}
                  onClick={() => toggle('targets', target.target_id)}
                >
                  <Name text={target.target_id} longest={28} />
                </button>
                <div className="muted">{target.kinds.map((kind) => actionName(t, kind)).join(' · ')}</div>
                {[...target.topics.map((topic) => `#${topic}`), ...target.urls].slice(0, 3).map((about) => (
                  <div key={about} className="muted">
                    <Name text={about} longest={40} />
                  </div>
                ))}
              </td>
              <td className="num">{number(target.actions)}</td>
              <td className="num">{number(target.accounts)}</td>
              <td className="num" title={t('targets.of', { accounts: number(target.platform_accounts) })}>
                {target.platform_accounts === 0 ? '–' : percent(target.accounts / target.platform_accounts)}
              </td>
              <td className="nowrap">
                <Time at={target.first_at} precision="seconds" />
                <br />
                <Time at={target.last_at} precision="seconds" />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
