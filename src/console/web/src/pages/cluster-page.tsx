/** The page of a cluster: verdict, why, what speaks against it, and panels that one selection drives. */
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import type { ClusterPage as Page } from '../../../contract/index.ts';
import { askedCase } from '../lib/case-path.ts';
import { number } from '../lib/format.ts';
import { useSelection } from '../lib/selection.ts';
import { Answer } from '../parts/answer.tsx';
import { Title } from '../parts/page.tsx';
import { SelectionProvider } from '../parts/selection-provider.tsx';
import { Loading } from '../parts/states.tsx';
import { AccountsPanel } from './cluster/accounts/accounts-panel.tsx';
import { ActionsPanel } from './cluster/actions-panel.tsx';
import { AgainstPanel } from './cluster/against-panel.tsx';
import { ClusterHead } from './cluster/cluster-head.tsx';
import { KindBars } from './cluster/kind-bars.tsx';
import { type ClusterRef, useCase, useCluster, useGraph, useRaster } from './cluster/queries.ts';
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
  const { selected, select } = useSelection();
  const [params] = useSearchParams();
  const caseId = askedCase(page.case_id, params.get('case'));
  const isPart = caseId !== page.case_id;
  const own = useCase(caseId);
  const accountsOfPart = isPart ? own.data?.account_ids : undefined;
  // What was split off is a case of its own accounts: all panels begin with them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the accounts are known; later the reader chooses
  useEffect(() => {
    if (accountsOfPart !== undefined && selected.accounts.length === 0) select({ accounts: accountsOfPart });
  }, [accountsOfPart]);
  return (
    <>
      <Title text={`${t(`common:verdict.${page.verdict.verdict}`)} ${page.verdict.cluster_id}`} />
      <div className="cluster-sticky">
        <Suspense fallback={null}>
          <CaseBar caseId={caseId} selectedAccounts={[...selected.accounts]} onDecided={onDecided} />
        </Suspense>
        {accountsOfPart === undefined ? null : (
          <p role="status">
            {t('review:split_off', { from: page.case_id, n: number(accountsOfPart.length) })}
          </p>
        )}
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
