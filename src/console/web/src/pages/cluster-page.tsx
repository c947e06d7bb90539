/** The page of a cluster: verdict, why, what speaks against it, and panels that one selection drives. */
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClusterPage as Page } from '../../../contract/index.ts';
import { useSelection } from '../lib/selection.ts';
import { Answer } from '../parts/answer.tsx';
import { SelectionProvider } from '../parts/selection-provider.tsx';
import { Loading } from '../parts/states.tsx';
import { AccountsPanel } from './cluster/accounts/accounts-panel.tsx';
import { ActionsPanel } from './cluster/actions-panel.tsx';
import { AgainstPanel } from './cluster/against-panel.tsx';
import { ClusterHead } from './cluster/cluster-head.tsx';
import { KindBars } from './cluster/kind-bars.tsx';
import { type ClusterRef, useCluster, useGraph, useRaster } from './cluster/queries.ts';
import { RasterPanel } from './cluster/raster/raster-panel.tsx';
import { RegistrationsPanel } from './cluster/registrations-panel.tsx';
import { SelectionBar } from './cluster/selection-bar.tsx';
import { TargetsPanel } from './cluster/targets-panel.tsx';
import { TextsPanel } from './cluster/texts/texts-panel.tsx';
import { WhyPanel } from './cluster/why-panel.tsx';
import './cluster/cluster.css';

const CaseBar = lazy(() => import('../parts/case-bar.tsx').then(({ CaseBar: part }) => ({ default: part })));
/** With sigma, which no other page needs; asked for at once, while the first answer is still on its way. */
const graphPanel = import('./cluster/graph/graph-panel.tsx');
const GraphPanel = lazy(() => graphPanel.then(({ GraphPanel: panel }) => ({ default: panel })));

export function ClusterPage({ run, cluster }: ClusterRef) {
  const query = useCluster({ run, cluster });
  // The largest answers: their panels find them here.
  useGraph({ run, cluster }, []);
  useRaster({ run, cluster }, null);
  return (
    <main className="cluster-page">
      <Answer query={query}>
        {(page) => (
          <SelectionProvider key={`${run}/${cluster}`}>
            <ClusterBody page={page} cluster={{ run, cluster }} onDecided={() => void query.refetch()} />
          </SelectionProvider>
        )}
      </Answer>
    </main>
  );
}

function ClusterBody({
  page,
  cluster,
  onDecided,
}: {
  page: Page;
  cluster: ClusterRef;
  onDecided: () => void;
}) {
  const { t } = useTranslation('cluster');
  const { accounts } = useSelection().selected;
  return (
    <>
      <div className="cluster-sticky">
        <Suspense fallback={null}>
          <CaseBar caseId={page.case_id} selectedAccounts={[...accounts]} onDecided={onDecided} />
        </Suspense>
        <SelectionBar />
      </div>
      <ClusterHead page={page} />
      <div className="cluster-why">
        <WhyPanel page={page} />
        <div className="cluster-side">
          <KindBars kinds={page.kinds} />
          <AgainstPanel page={page} />
        </div>
      </div>
      <div className="cluster-pair">
        <Suspense fallback={<Loading what={t('graph_loading')} />}>
          <GraphPanel cluster={cluster} />
        </Suspense>
        <RasterPanel cluster={cluster} />
      </div>
      <div className="cluster-pair">
        <RegistrationsPanel cluster={cluster} />
        <TargetsPanel cluster={cluster} />
      </div>
      <TextsPanel cluster={cluster} />
      <AccountsPanel cluster={cluster} />
      <ActionsPanel cluster={cluster} />
    </>
  );
}
