/** State that stands in the address, so that every view can be sent to a colleague. */
import { useCallback } from 'react';
import { useSearchParams } from 'wouter';

/** One parameter of the address; null where it is absent. Setting replaces the entry of the history unless `push`. */
export function useUrlState(
  key: string,
  options: { push?: boolean } = {},
): [string | null, (value: string | null) => void] {
  const [params, setParams] = useSearchParams();
  const replace = options.push !== true;
  const set = useCallback(
    (value: string | null) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          if (value === null || value === '') next.delete(key);
          else next.set(key, value);
          return next;
        },
        { replace },
      ),
    [key, setParams, replace],
  );
  return [params.get(key), set];
}
