/** The columns of the accounts' table: what they show and how they are sorted. */
import {
  columnVisibilityFeature,
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
} from '@tanstack/react-table';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ClusterAccounts } from '../../../../../contract/index.ts';
import { part } from '../../../lib/api.ts';
import { number } from '../../../lib/format.ts';
import { Name } from '../../../parts/name.tsx';
import { Time } from '../../../parts/time.tsx';

export type AccountRow = ClusterAccounts['accounts'][number];

export const accountFeatures = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic },
});

const helper = createColumnHelper<typeof accountFeatures, AccountRow>();

/** Shown unless the reader chose otherwise. */
export const FIRST_VISIBLE: Readonly<Record<string, boolean>> = {
  display_name: false,
  bio: false,
  following: false,
  verified: false,
  first_at: false,
  devices: false,
  networks: false,
};

/** Widths in pixels; together with `account_id` they fill the row. */
export const WIDTHS: Readonly<Record<string, number>> = {
  account_id: 170,
  handle: 170,
  display_name: 150,
  bio: 240,
  membership: 90,
  registered_at: 140,
  first_at: 140,
  last_at: 140,
};
export const NUMBER_WIDTH = 84;

export const NUMBERS: readonly string[] = [
  'followers',
  'following',
  'actions',
  'targets',
  'edges',
  'nats',
  'devices',
  'networks',
];

export function accountColumns(t: TFunction<'panels'>, run: string) {
  const title = (id: string) => t(`accounts.column.${id}` as 'accounts.column.nats');
  const known = (value: number | null): ReactNode => (value === null ? '–' : number(value));
  const moment = (value: string | null): ReactNode => (value === null ? '–' : <Time at={value} />);
  const text = (value: string | null, longest: number): ReactNode =>
    value === null || value === '' ? '–' : <Name text={value} longest={longest} />;
  const base = { sortFn: 'basic', sortUndefined: 'last' } as const;
  const plain = (id: 'followers' | 'following' | 'actions' | 'targets' | 'edges' | 'devices' | 'networks') =>
    helper.accessor((row) => row[id] ?? undefined, {
      ...base,
      id,
      header: title(id),
      sortDescFirst: true,
      cell: ({ row }) => known(row.original[id]),
    });
  const time = (id: 'registered_at' | 'first_at' | 'last_at') =>
    helper.accessor((row) => row[id] ?? undefined, {
      ...base,
      id,
      header: title(id),
      cell: ({ row }) => moment(row.original[id]),
    });
  return helper.columns([
    helper.accessor('account_id', {
      ...base,
      header: title('account_id'),
      enableHiding: false,
      cell: ({ row }) => (
        <Link href={`/accounts/${part(row.original.account_id)}?run_id=${part(run)}`}>
          <Name text={row.original.account_id} longest={22} />
        </Link>
      ),
    }),
    helper.accessor((row) => row.handle ?? undefined, {
      ...base,
      id: 'handle',
      header: title('handle'),
      cell: ({ row }) => text(row.original.handle, 22),
    }),
    helper.accessor((row) => row.display_name ?? undefined, {
      ...base,
      id: 'display_name',
      header: title('display_name'),
      cell: ({ row }) => text(row.original.display_name, 18),
    }),
    helper.accessor((row) => row.bio ?? undefined, {
      ...base,
      id: 'bio',
      header: title('bio'),
      cell: ({ row }) => text(row.original.bio, 34),
    }),
    helper.accessor('membership', {
      ...base,
      header: title('membership'),
      cell: ({ row: { original } }) => (
        <>
          {t(`common:membership.${original.membership}`)}
          {original.removed ? <span className="badge">{t('accounts.removed')}</span> : null}
          {original.honest ? (
            <span className="badge" data-verdict="organic">
              {t('accounts.honest')}
            </span>
          ) : null}
        </>
      ),
    }),
    time('registered_at'),
    plain('followers'),
    plain('following'),
    helper.accessor((row) => row.verified ?? undefined, {
      ...base,
      id: 'verified',
      header: title('verified'),
      cell: ({ row }) => (row.original.verified === null ? '–' : t(row.original.verified ? 'yes' : 'no')),
    }),
    plain('actions'),
    plain('targets'),
    plain('edges'),
    helper.accessor('nats', {
      ...base,
      header: title('nats'),
      sortDescFirst: true,
      cell: ({ row }) => number(row.original.nats, 1),
    }),
    time('first_at'),
    time('last_at'),
    plain('devices'),
    plain('networks'),
  ]);
}
