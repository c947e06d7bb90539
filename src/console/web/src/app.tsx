/** Which page stands at which address, and for whom. */
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Switch, useLocation } from 'wouter';
import { useMe } from './lib/session.ts';
import { AuditPage } from './pages/audit-page.tsx';
import { HonestPage } from './pages/honest-page.tsx';
import { MyPage } from './pages/my-page.tsx';
import { PeoplePage } from './pages/people-page.tsx';
import { QueuePage } from './pages/queue-page.tsx';
import { Boundary } from './parts/boundary.tsx';
import { Empty, Failed, Loading } from './parts/states.tsx';
import { Shell } from './shell/shell.tsx';
import { SignInPage } from './shell/sign-in-page.tsx';

const ClusterPage = lazy(() =>
  import('./pages/cluster-page.tsx').then(({ ClusterPage: page }) => ({ default: page })),
);
const AccountPage = lazy(() =>
  import('./pages/account-page.tsx').then(({ AccountPage: page }) => ({ default: page })),
);
const CampaignsPage = lazy(() =>
  import('./pages/campaigns-page.tsx').then(({ CampaignsPage: page }) => ({ default: page })),
);
const CampaignPage = lazy(() =>
  import('./pages/campaign-page.tsx').then(({ CampaignPage: page }) => ({ default: page })),
);
const OverviewPage = lazy(() =>
  import('./pages/overview-page.tsx').then(({ OverviewPage: page }) => ({ default: page })),
);
const SanctionsPage = lazy(() =>
  import('./pages/sanctions-page.tsx').then(({ SanctionsPage: page }) => ({ default: page })),
);
const PlanPage = lazy(() =>
  import('./pages/plan-page.tsx').then(({ PlanPage: page }) => ({ default: page })),
);
const AppealsPage = lazy(() =>
  import('./pages/appeals-page.tsx').then(({ AppealsPage: page }) => ({ default: page })),
);
const AppealPage = lazy(() =>
  import('./pages/appeal-page.tsx').then(({ AppealPage: page }) => ({ default: page })),
);

export function App() {
  const { t } = useTranslation('shell');
  const me = useMe();
  const [here] = useLocation();
  if (me.isPending) return <Loading />;
  if (me.isError) return <Failed error={me.error} retry={() => void me.refetch()} />;
  if (me.data === null) return <SignInPage here={here + location.search} />;
  const mine = me.data;
  return (
    <Shell me={mine}>
      <Boundary key={here}>
        <Suspense fallback={<Loading />}>
          <Switch>
            <Route path="/">
              <QueuePage />
            </Route>
            <Route path="/clusters/:run/:cluster">
              {({ run, cluster }) => <ClusterPage run={run} cluster={cluster} />}
            </Route>
            <Route path="/accounts/:account">{({ account }) => <AccountPage account={account} />}</Route>
            <Route path="/campaigns">
              <CampaignsPage />
            </Route>
            <Route path="/campaigns/:id">{({ id }) => <CampaignPage id={id} />}</Route>
            <Route path="/overview">
              <OverviewPage />
            </Route>
            <Route path="/sanctions">
              <SanctionsPage me={mine} />
            </Route>
            <Route path="/sanctions/:id">{({ id }) => <PlanPage id={id} me={mine} />}</Route>
            <Route path="/appeals">
              <AppealsPage />
            </Route>
            <Route path="/appeals/:number">{({ number }) => <AppealPage number={number} />}</Route>
            <Route path="/audit">
              <AuditPage />
            </Route>
            <Route path="/honest">
              <HonestPage />
            </Route>
            <Route path="/people">
              <PeoplePage />
            </Route>
            <Route path="/me">
              <MyPage me={mine} />
            </Route>
            <Route>
              <Empty title={t('nowhere')} hint={t('nowhere_hint')} />
            </Route>
          </Switch>
        </Suspense>
      </Boundary>
    </Shell>
  );
}
