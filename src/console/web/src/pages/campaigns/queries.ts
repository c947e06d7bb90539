/** What the pages of campaigns ask for. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CampaignList as CampaignListSchema, CampaignPage } from '../../../../contract/index.ts';
import { api, part } from '../../lib/api.ts';

export type CampaignList = (typeof CampaignListSchema)['_output'];
export type CampaignRow = CampaignList['campaigns'][number];

export const PAGE = 50;

export const useCampaigns = (offset: number) =>
  useQuery({
    queryKey: ['campaigns', offset],
    queryFn: () => api.get<CampaignList>('/campaigns', { offset, limit: PAGE }),
    placeholderData: keepPreviousData,
  });

export const useCampaign = (id: string) =>
  useQuery({ queryKey: ['campaign', id], queryFn: () => api.get<CampaignPage>(`/campaigns/${part(id)}`) });
