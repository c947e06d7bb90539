/** Families of near copies as traces: bucket = family, time = the text's. */
import { groupNearCopies } from '../text/index.ts';
import { type Acts, groupRows, nearText, sharedFloat64, sharedUint32 } from '../traces/index.ts';
import type { Texts } from './facts/arrange-acts.ts';
import { gather, rowNumbers, sortedBy } from './facts/time-order.ts';
import type { KindTraces } from './read-traces.ts';

export interface NearCopies {
  readonly traces: KindTraces;
  /** The family of each text, in the order of `Texts`. Texts without a copy are alone in theirs. */
  readonly families: Uint32Array;
  /** Accounts per family (only those of two or more), by family. */
  readonly accountsOfFamily: ReadonlyMap<number, number>;
  /** Texts that can prove something, and the accounts that wrote them. */
  readonly texts: number;
  readonly authors: number;
}

/** Groups all texts of the window. Texts come in order of time and event, so that families never depend on arrival. */
export function findNearCopies({ act, bands, signatures }: Texts, acts: Acts): NearCopies {
  const families = groupNearCopies({ bands, signatures });
  const count = families.reduce((most, id) => Math.max(most, id + 1), 0);
  const author = gather(acts.account, act);
  // Of one moment in order of the authors: acts are in order of (at, account).
  const byAct = sortedBy(rowNumbers(act.length), act);
  const { start, rows } = groupRows(families, count, byAct);
  const columns = {
    bucket: sharedUint32(rows.length),
    at: sharedFloat64(rows.length),
    account: sharedUint32(rows.length),
  };
  const accountsOfFamily = new Map<number, number>();
  let length = 0;
  for (let id = 0; id < count; id++) {
    const from = length;
    const distinct = new Set<number>();
    for (const text of rows.subarray(start[id], start[id + 1])) {
      const at = acts.at[act[text] as number] as number;
      const who = author[text] as number;
      distinct.add(who);
      if (length > from && columns.at[length - 1] === at && columns.account[length - 1] === who) continue;
      columns.bucket[length] = id;
      columns.at[length] = at;
      columns.account[length] = who;
      length++;
    }
    if (distinct.size >= 2) accountsOfFamily.set(id, distinct.size);
  }
  return {
    traces: {
      kind: nearText,
      columns: {
        length,
        bucket: columns.bucket.subarray(0, length),
        at: columns.at.subarray(0, length),
        account: columns.account.subarray(0, length),
      },
      bucketKeys: BigUint64Array.from({ length: count }, (_, id) => BigInt(id)),
      owners: null,
    },
    families,
    accountsOfFamily,
    texts: act.length,
    authors: new Set(author).size,
  };
}
