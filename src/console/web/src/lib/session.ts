/** Who is signed in. */
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { z } from 'zod';
import type { Me, Role, SignInOptions } from '../../../contract/index.ts';
import { ApiError, api, rememberMe } from './api.ts';

const ORDER: readonly Role[] = ['viewer', 'analyst', 'lead', 'admin'];
export const reaches = (role: Role, least: Role): boolean => ORDER.indexOf(role) >= ORDER.indexOf(least);

/** Nothing of what somebody saw is left for whoever comes next. The session itself stays: the pages watch it. */
function forget(queries: QueryClient, me: Me | null): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  queries.setQueryData(['session'], me);
}

/** Null while nobody is signed in. */
export function useMe() {
  return useQuery({
    queryKey: ['session'],
    queryFn: async (): Promise<Me | null> => {
      const me = await api.get<Me>('/session').catch((error: unknown) => {
        if (error instanceof ApiError && error.problem.code === 'not-signed-in') return null;
        throw error;
      });
      rememberMe(me);
      return me;
    },
    refetchOnWindowFocus: true,
  });
}

export function useSignInOptions() {
  return useQuery({
    queryKey: ['session', 'options'],
    queryFn: () => api.get<z.infer<typeof SignInOptions>>('/session/options'),
  });
}

export function useSignIn(back: string) {
  const queries = useQueryClient();
  const [, go] = useLocation();
  return useMutation({
    mutationFn: (given: { name: string; password: string }) => api.post<Me>('/session', given),
    onSuccess: async (me) => {
      rememberMe(me);
      forget(queries, me);
      go(back);
    },
  });
}

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete<null>('/session'),
    onSettled: () => {
      rememberMe(null);
      forget(queries, null);
    },
  });
}
