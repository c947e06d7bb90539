/** Holds the selection of a page in its address. */
import { type ReactNode, useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { packIds, type Selected, Selecting, type SelectionContext, unpackIds } from '../lib/selection.ts';

const validTime = (value: string | null): string | null =>
  value === null || Number.isNaN(Date.parse(value)) ? null : new Date(value).toISOString();

function read(params: URLSearchParams): Selected {
  return {
    accounts: unpackIds(params.get('accounts')),
    targets: unpackIds(params.get('targets')),
    from: validTime(params.get('from')),
    to: validTime(params.get('to')),
  };
}

function write(params: URLSearchParams, selected: Selected): URLSearchParams {
  const next = new URLSearchParams(params);
  const values = {
    accounts: packIds(selected.accounts),
    targets: packIds(selected.targets),
    from: selected.from,
    to: selected.to,
  };
  for (const [key, value] of Object.entries(values))
    if (value === null) next.delete(key);
    else next.set(key, value);
  return next;
}

export function SelectionProvider({ children }: { children: ReactNode }) {
  const [params, setParams] = useSearchParams();
  // Other parameters of the address must not make the selection new.
  const key = ['accounts', 'targets', 'from', 'to'].map((name) => params.get(name) ?? '').join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for what is read of `params`
  const context = useMemo<SelectionContext>(() => {
    const selected = read(params);
    const select = (change: Partial<Selected>) =>
      setParams((before) => write(before, { ...read(before), ...change }), { replace: true });
    return {
      selected,
      select,
      toggle: (list, id) => {
        const now = selected[list];
        select({ [list]: now.includes(id) ? now.filter((one) => one !== id) : [...now, id] });
      },
    };
  }, [key, setParams]);
  return <Selecting value={context}>{children}</Selecting>;
}
