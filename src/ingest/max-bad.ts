/** How many bad lines a run may have before it is stopped. */
import { AppError } from '../contract/index.ts';

/** A share of the lines (0.01 is 1 %) or a count. */
export type MaxBad = { readonly share: number } | { readonly count: number };

/** Below this many lines a share says nothing yet; it is looked at again when all is read. */
const MIN_LINES = 100;
/** Kinds of mistakes that a person is shown. */
const SHOWN = 3;

/** Reads `1%` or `500`. Throws `bad-usage`. */
export function parseMaxBad(text: string): MaxBad {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text.trim());
  const value = Number(match?.[1]);
  if (match?.[2] === '%' && value <= 100) return { share: value / 100 };
  if (match?.[2] === '' && Number.isInteger(value)) return { count: value };
  throw new AppError('bad-usage', `ingest/max-bad: "${text}" is no share and no count`, {
    fix: 'write --max-bad 1% or --max-bad 500',
  });
}

interface Seen {
  count: number;
  readonly example: string;
}

/** A kind of mistake: how many lines have it, and the first of them with its place and reason. */
export interface BadLines {
  readonly lines: number;
  readonly example: string;
}

/** Counts kinds of mistakes and throws `too-many-bad-lines` when there are more than allowed. */
export function createBadLineLimit(maxBad: MaxBad | undefined) {
  const groups = new Map<string, Seen>();
  let bad = 0;

  const worst = (): BadLines[] =>
    [...groups]
      .sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1))
      .slice(0, SHOWN)
      .map(([, { count, example }]) => ({ lines: count, example }));

  function check(lines: number, atEnd: boolean): void {
    if (maxBad === undefined) return;
    const over =
      'count' in maxBad ? bad > maxBad.count : (atEnd || lines >= MIN_LINES) && bad > maxBad.share * lines;
    if (!over) return;
    const limit = 'count' in maxBad ? String(maxBad.count) : `${maxBad.share * 100}%`;
    const list = worst()
      .map(({ lines, example }) => `\n  ${lines} × ${example}`)
      .join('');
    throw new AppError(
      'too-many-bad-lines',
      `ingest/max-bad: ${bad} of ${lines} lines are bad, ${limit} allowed:${list}`,
      {
        fix: 'mend the input or its mapping (--map, --set), or allow more with --max-bad',
      },
    );
  }

  return {
    /** `example` is the place, the reason and the beginning of this line. */
    add(group: string, example: string): void {
      bad++;
      const seen = groups.get(group);
      if (seen === undefined) groups.set(group, { count: 1, example });
      else seen.count++;
    },
    check,
    /** The most frequent kinds of mistakes, at most three. */
    worst,
  };
}
