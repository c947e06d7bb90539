/** The raw actions of the selection, oldest first. */

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { RawActions } from '../../../../contract/index.ts';
import { part } from '../../lib/api.ts';
import { number } from '../../lib/format.ts';
import { fitting, useSelection } from '../../lib/selection.ts';
import { Answer } from '../../parts/answer.tsx';
import { Name } from '../../parts/name.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Scroll } from '../../parts/scroll.tsx';
import { Empty } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { actionName } from './names.ts';
import { type ClusterRef, useActions } from './queries.ts';

const PAGE = 200;

export function ActionsPanel({ cluster }: { cluster: ClusterRef }) {
  const { t } = useTranslation('panels');
  const { selected } = useSelection();
  const [offset, setOffset] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another selection starts at its first page
  useEffect(() => setOffset(0), [selected]);
  const query = useActions(cluster, selected, offset);
  const total = query.data?.total ?? 0;
  const asked = fitting(selected.accounts).length;
  return (
    <Panel
      title={t('actions.title')}
      anchor="actions"
      note={query.data === undefined ? undefined : t('actions.note', { total: number(total) })}
      tools={
        total > PAGE ? (
          <>
            <button type="button" disabled={offset === 0} onClick={() => setOffset(offset - PAGE)}>
              {t('actions.earlier')}
            </button>
            <span className="num">
              {number(offset + 1)}–{number(Math.min(total, offset + PAGE))}
            </span>
            <button type="button" disabled={offset + PAGE >= total} onClick={() => setOffset(offset + PAGE)}>
              {t('actions.later')}
            </button>
          </>
        ) : undefined
      }
    >
      {asked < selected.accounts.length ? (
        <p className="notice">{t('cut', { shown: number(asked), all: number(selected.accounts.length) })}</p>
      ) : null}
      <Answer query={query}>
        {({ actions }) =>
          actions.length === 0 ? (
            <Empty title={t('actions.none')} hint={t('widen')} />
          ) : (
            <Scroll label={t('actions.title')}>
              <ActionTable run={cluster.run} actions={actions} />
            </Scroll>
          )
        }
      </Answer>
    </Panel>
  );
}

function ActionTable({ run, actions }: { run: string; actions: RawActions['actions'] }) {
  const { t } = useTranslation('panels');
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>{t('actions.at')}</th>
          <th>{t('actions.account')}</th>
          <th>{t('actions.action')}</th>
          <th>{t('targets.target')}</th>
          <th>{t('actions.text')}</th>
          <th>{t('actions.device')}</th>
          <th>{t('actions.network')}</th>
        </tr>
      </thead>
      <tbody>
        {actions.map((action) => (
          <tr key={action.event_id}>
            <td className="nowrap">
              <Time at={action.at} precision="millis" />
            </td>
            <td>
              <Link href={`/accounts/${part(action.account_id)}?run_id=${part(run)}`}>
                <Name text={action.account_id} longest={24} />
              </Link>
            </td>
            <td className="nowrap">{actionName(t, action.action)}</td>
            <td>
              <Name text={action.target_id} longest={28} />
              {action.target_account_id === '' ? null : (
                <span className="muted">
                  {' '}
                  @<Name text={action.target_account_id} longest={20} />
                </span>
              )}
            </td>
            <td className="action-text">
              <Name text={action.text === '' ? '–' : action.text} longest={120} />
              {[...action.topics.map((topic) => `#${topic}`), ...action.urls].slice(0, 3).map((about) => (
                <div key={about} className="muted">
                  <Name text={about} longest={60} />
                </div>
              ))}
              {action.has_media ? <span className="badge">{t('actions.media')}</span> : null}
            </td>
            <td className="mono">{action.device.slice(0, 8) || '–'}</td>
            <td className="mono">{action.network.slice(0, 8) || '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
