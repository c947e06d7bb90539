/** What the panels ask the server. Panels that ask for the same share one answer. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type {
  Case,
  ClusterAccounts,
  ClusterPage,
  Graph,
  Raster,
  RawActions,
  Registrations,
  Targets,
  Texts,
} from '../../../../contract/index.ts';
import { api, apiUrl, part, type Query } from '../../lib/api.ts';
import { joinIds, type Selected, selectionQuery } from '../../lib/selection.ts';

export interface ClusterRef {
  readonly run: string;
  readonly cluster: string;
}

const path = ({ run, cluster }: ClusterRef, rest = ''): string =>
  `/clusters/${part(run)}/${part(cluster)}${rest}`;

function useClusterPart<T>(ref: ClusterRef, name: string, query: Query = {}) {
  return useQuery({
    queryKey: ['cluster', ref.run, ref.cluster, name, query],
    queryFn: () => api.get<T>(path(ref, name === '' ? '' : `/${name}`), query),
    placeholderData: keepPreviousData,
  });
}

/** Shared by the page and the bar of what can be done. */
export const useCase = (caseId: string) =>
  useQuery({
    queryKey: ['case', caseId],
    queryFn: () => api.get<Case>(`/cases/${part(caseId)}`),
    refetchInterval: 30_000,
  });

export const useCluster = (ref: ClusterRef) => useClusterPart<ClusterPage>(ref, '');

/** While a better layout is being computed, the answer is asked for again. */
export function useGraph(ref: ClusterRef, expand: readonly string[]) {
  const query = { max_edges: 100_000, expand: joinIds(expand) };
  return useQuery({
    queryKey: ['cluster', ref.run, ref.cluster, 'graph', query],
    queryFn: () => api.get<Graph>(path(ref, '/graph'), query),
    placeholderData: keepPreviousData,
    staleTime: 300_000,
    refetchInterval: ({ state }) =>
      state.data?.layout === 'initial' && state.dataUpdateCount < 10 ? 3_000 : false,
  });
}

export const useRaster = (ref: ClusterRef, window: Pick<Selected, 'from' | 'to'> | null) =>
  useClusterPart<Raster>(ref, 'raster', window === null ? {} : { from: window.from, to: window.to });
export const useRegistrations = (ref: ClusterRef, selected: Selected) =>
  useClusterPart<Registrations>(
    ref,
    'registrations',
    selectionQuery({ ...selected, targets: [], from: null, to: null }),
  );
export const useTexts = (ref: ClusterRef, selected: Selected) =>
  useClusterPart<Texts>(ref, 'texts', selectionQuery(selected));
/** Of the accounts and the window: the selected targets must not hide the others. */
export const useTargets = (ref: ClusterRef, selected: Selected) =>
  useClusterPart<Targets>(ref, 'targets', selectionQuery({ ...selected, targets: [] }));
/** Of the targets and the window: the selected accounts must not hide the others. */
export const useAccounts = (ref: ClusterRef, selected: Selected) =>
  useClusterPart<ClusterAccounts>(ref, 'accounts', {
    ...selectionQuery({ ...selected, accounts: [] }),
    limit: 10_000,
  });
export const useActions = (ref: ClusterRef, selected: Selected, offset: number) =>
  useClusterPart<RawActions>(ref, 'actions', { ...selectionQuery(selected), offset, limit: 200 });

export const gexfUrl = (ref: ClusterRef): string => apiUrl(path(ref, '/graph.gexf'));
export const accountsCsvUrl = (ref: ClusterRef, selected: Selected): string =>
  apiUrl(path(ref, '/accounts.csv'), selectionQuery(selected));
export const unmask = (ref: ClusterRef, reason: string): Promise<{ until: string }> =>
  api.post(path(ref, '/unmask'), { reason });
