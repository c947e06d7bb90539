/** Which page stands at which address. */
import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { Loading } from './parts/states.tsx';

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

export function App() {
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
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
      </Switch>
    </Suspense>
  );
}
