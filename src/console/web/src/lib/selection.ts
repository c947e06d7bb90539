/** What all panels of a cluster are narrowed by: some accounts, some targets, one stretch of time. It stands in the address. */
import { createContext, useContext } from 'react';
import type { Query } from './api.ts';

export interface Selected {
  readonly accounts: readonly string[];
  readonly targets: readonly string[];
  /** ISO 8601; `from` is inclusive, `to` exclusive. */
  readonly from: string | null;
  readonly to: string | null;
}

export const NOTHING: Selected = { accounts: [], targets: [], from: null, to: null };

/** Longer lists are kept in the browser's session, and the address has a short key. */
const LONGEST_IN_ADDRESS = 1_500;
/** What a request's address may hold of one list: the server takes 256 KiB of headers in all. */
const LONGEST_IN_REQUEST = 100_000;

/** Ids as one parameter of the API: each encoded, since ids may hold commas. */
export const joinIds = (ids: readonly string[]): string => ids.map(encodeURIComponent).join(',');

/** As `joinIds`, but with `~` for `%`: the page's router decodes percents once too often. */
const inAddress = (ids: readonly string[]): string =>
  ids
    .map((id) =>
      encodeURIComponent(id)
        .replace(/[~!]/g, (sign) => (sign === '~' ? '%7E' : '%21'))
        .replaceAll('%', '~'),
    )
    .join(',');

function splitIds(list: string): readonly string[] {
  try {
    return list === '' ? [] : list.split(',').map((id) => decodeURIComponent(id.replaceAll('~', '%')));
  } catch {
    return [];
  }
}

/** FNV-1a, as 8 hex digits: the same selection has the same key. */
function shortKey(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** The parameter's value for a list; `!key` where it is too long for an address. */
export function packIds(ids: readonly string[]): string | null {
  if (ids.length === 0) return null;
  const list = inAddress(ids);
  if (list.length <= LONGEST_IN_ADDRESS) return list;
  const key = shortKey(list);
  try {
    sessionStorage.setItem(`selection-${key}`, list);
  } catch {
    return list;
  }
  return `!${key}`;
}

/** The list of a parameter; empty where the session that had it is over. */
export function unpackIds(value: string | null): readonly string[] {
  if (value === null) return [];
  if (!value.startsWith('!')) return splitIds(value);
  return splitIds(sessionStorage.getItem(`selection-${value.slice(1)}`) ?? '');
}

/** As many of the ids as a request can carry. */
export function fitting(ids: readonly string[]): readonly string[] {
  let length = 0;
  const end = ids.findIndex((id) => {
    length += encodeURIComponent(encodeURIComponent(id)).length + 3;
    return length > LONGEST_IN_REQUEST;
  });
  return end < 0 ? ids : ids.slice(0, end);
}

/** The selection as the API takes it. */
export const selectionQuery = ({ accounts, targets, from, to }: Selected): Query => ({
  accounts: joinIds(fitting(accounts)),
  targets: joinIds(fitting(targets)),
  from,
  to,
});

export interface SelectionContext {
  readonly selected: Selected;
  readonly select: (change: Partial<Selected>) => void;
  readonly toggle: (list: 'accounts' | 'targets', id: string) => void;
}

export const Selecting = createContext<SelectionContext>({
  selected: NOTHING,
  select: () => undefined,
  toggle: () => undefined,
});

export const useSelection = (): SelectionContext => useContext(Selecting);
