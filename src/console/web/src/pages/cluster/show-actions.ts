/** The selection that shows the very actions of a piece of evidence. */
import type { ClusterPage } from '../../../../contract/index.ts';
import type { Selected } from '../../lib/selection.ts';

type Signal = ClusterPage['why'][number];

/** Kinds whose times are moments of acting; others tell when accounts were registered or reported. */
const ACTING: readonly Signal['kind'][] = ['synchrony', 'targets', 'content', 'rhythm'];

/** Times only where all of them lie in the run's window: else they speak of something else than acts in it. */
export function evidenceSelection(
  kind: Signal['kind'],
  { accounts, targets, times }: Signal['evidence'][number],
  window: { readonly from: string; readonly to: string },
): Selected {
  const moments = times.map((time) => Date.parse(time)).filter((at) => !Number.isNaN(at));
  const [first, last] = [Math.min(...moments), Math.max(...moments)];
  const isTimed =
    ACTING.includes(kind) &&
    moments.length > 1 &&
    first >= Date.parse(window.from) &&
    last < Date.parse(window.to);
  return {
    accounts,
    targets,
    from: isTimed ? new Date(first).toISOString() : null,
    to: isTimed ? new Date(last + 1_000).toISOString() : null,
  };
}

/** Whether there is anything that it would narrow the actions to. */
export const pointsToActions = ({ accounts, targets }: Signal['evidence'][number]): boolean =>
  accounts.length > 0 || targets.length > 0;
