/** What the page of an account asks for. */
import { useQuery } from '@tanstack/react-query';
import type { AccountWhy } from '../../../../../contract/account-why.ts';
import { api, part } from '../../lib/api.ts';

export const useAccountWhy = (account: string, run: string | null) =>
  useQuery({
    queryKey: ['account', account, run],
    queryFn: () => api.get<AccountWhy>(`/accounts/${part(account)}`, { run_id: run }),
  });
