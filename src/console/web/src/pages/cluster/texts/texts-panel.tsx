/** What the accounts wrote, by families of texts that say the same. */

import { useTranslation } from 'react-i18next';
import { number } from '../../../lib/format.ts';
import { useSelection } from '../../../lib/selection.ts';
import { useUrlState } from '../../../lib/url-state.ts';
import { Answer } from '../../../parts/answer.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { Scroll } from '../../../parts/scroll.tsx';
import { Empty } from '../../../parts/states.tsx';
import { type ClusterRef, useTexts } from '../queries.ts';
import { TextFamily, type TextView } from './text-family.tsx';
import './texts.css';

const VIEWS: readonly TextView[] = ['diff', 'folded', 'raw'];

export function TextsPanel({ cluster }: { cluster: ClusterRef }) {
  const { t } = useTranslation('panels');
  const { selected } = useSelection();
  const query = useTexts(cluster, selected);
  const [chosen, choose] = useUrlState('texts');
  const view = VIEWS.find((one) => one === chosen) ?? 'diff';
  const note =
    query.data === undefined
      ? undefined
      : t('texts.note', { texts: number(query.data.texts), alone: number(query.data.without_family) });
  return (
    <Panel
      title={t('texts.title')}
      anchor="texts"
      note={note}
      tools={VIEWS.map((one) => (
        <button key={one} type="button" aria-pressed={view === one} onClick={() => choose(one)}>
          {t(`texts.${one}`)}
        </button>
      ))}
    >
      <Answer query={query}>
        {({ families }) =>
          families.length === 0 ? (
            <Empty title={t('texts.none')} hint={t('texts.none_hint')} />
          ) : (
            <Scroll label={t('texts.title')}>
              {families.map((family, index) => (
                <TextFamily
                  key={family.samples[0]?.event_id ?? family.template}
                  family={family}
                  view={view}
                  open={index === 0}
                />
              ))}
            </Scroll>
          )
        }
      </Answer>
    </Panel>
  );
}
