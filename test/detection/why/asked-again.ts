/** Runs the queries that an explanation names, as they are printed, and compares what they give with what it says. */
import { expect } from 'vitest';
import type { AccountWhy, WhyQueryId } from '../../../src/contract/index.ts';
import type { Store } from '../../../src/storage/index.ts';

/** What each query must give. */
const ANSWERS: Readonly<Record<WhyQueryId, (why: AccountWhy) => readonly unknown[]>> = {
  run: ({ run }) => [run],
  acts: ({ acts }) => [acts],
  clusters: ({ clusters }) => clusters,
  stored: ({ stored }) => [stored],
  core: ({ core }) => [core],
  tie: ({ tie }) => [tie],
  edges: ({ edges }) =>
    edges
      .flatMap(({ account_id, membership, traces }) =>
        traces.map((trace) => ({ account_id, membership, ...trace })),
      )
      .sort((a, b) => (`${a.account_id} ${a.trace}` < `${b.account_id} ${b.trace}` ? -1 : 1)),
  without_edge: ({ edges }) =>
    edges.map(({ account_id, nats, left_nats, left_tied_to }) => ({
      account_id,
      nats,
      left_nats,
      left_tied_to,
    })),
  without_family: ({ families }) => families,
  meetings: ({ meetings }) => meetings,
  signals: ({ signals }) => signals,
  without_signal: ({ without_signal }) => without_signal,
  against: ({ against }) => against,
};

/** Numbers may differ in the last digit of a sum, as two engines add in two orders. */
const close = (value: unknown): unknown => (typeof value === 'number' ? expect.closeTo(value, 3) : value);

export async function expectAskedAgain(store: Store, why: AccountWhy): Promise<void> {
  for (const { id, sql } of why.queries) {
    const rows = await store.rows(sql);
    const said = ANSWERS[id](why).map((row) =>
      Object.fromEntries(Object.entries(row as object).map(([name, value]) => [name, close(value)])),
    );
    expect(rows, id).toEqual(said);
  }
}
