/** Raw pairs of one trace with account ids, for comparing with other tools. */

import { AppError } from '../contract/index.ts';
import { rawPairs } from '../mining/index.ts';
import type { Store } from '../storage/index.ts';
import { nearText, registeredInBurst, retoldText, TRACE_SOURCES, type TraceKind } from '../traces/index.ts';
import { readFacts } from './facts/read-facts.ts';
import { readAccountIds } from './member-facts.ts';
import { findNearCopies } from './near-copies.ts';
import { type KindTraces, readTraces } from './read-traces.ts';
import { findRetoldTexts } from './retold-texts.ts';
import { wholeWindow } from './whole-window.ts';

export interface RawPair {
  readonly account_a: string;
  readonly account_b: string;
  readonly meetings: number;
}

/** All pairs that left the trace in a common bucket within `windowMs`; `account_a` < `account_b`, in order of both. */
export async function* rawPairsOf(store: Store, kind: TraceKind, windowMs: number): AsyncGenerator<RawPair> {
  const window = await wholeWindow(store);
  const { facts, accounts, texts } = await readFacts(store, window);
  let traces: KindTraces | undefined;
  if (kind === registeredInBurst)
    throw new AppError('bad-usage', `detection/raw-pairs: ${kind.name} joins batches, not pairs`, {
      fix: 'use breakwater detect',
    });
  if (kind === nearText) traces = findNearCopies(texts, facts.acts).traces;
  else if (kind === retoldText)
    traces = (await findRetoldTexts({ store, window, facts, texts })).traces ?? undefined;
  else {
    const source = TRACE_SOURCES.find(({ kinds }) =>
      kinds.some((known) => known === kind || known.slower === kind),
    );
    if (source !== undefined)
      traces = readTraces(source, facts).find((found) => found.kind === kind || found.kind.slower === kind);
  }
  if (traces === undefined) return;
  const edges = rawPairs(traces.columns, { windowMs });
  const ids = await readAccountIds(new Set([...edges.a, ...edges.b]), { store, window, accounts });
  const rows = Array.from({ length: edges.length }, (_, edge): RawPair => {
    const x = ids.get(edges.a[edge] as number) as string;
    const y = ids.get(edges.b[edge] as number) as string;
    const [account_a, account_b] = x < y ? [x, y] : [y, x];
    return { account_a, account_b, meetings: edges.meetings[edge] as number };
  });
  rows.sort((x, y) =>
    x.account_a < y.account_a ? -1 : x.account_a > y.account_a ? 1 : x.account_b < y.account_b ? -1 : 1,
  );
  yield* rows;
}
