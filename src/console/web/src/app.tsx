/** Which page stands at which address. */
import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { Loading } from './parts/states.tsx';

const ClusterPage = lazy(() =>
  import('./pages/cluster-page.tsx').then(({ ClusterPage: page }) => ({ default: page })),
);

export function App() {
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        <Route path="/clusters/:run/:cluster">
          {({ run, cluster }) => <ClusterPage run={run} cluster={cluster} />}
        </Route>
      </Switch>
    </Suspense>
  );
}
