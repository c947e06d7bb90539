/** A batch makes up most of some crowds; newcomers who are on at the same time, and viral posts, do not. */
import { expect, test } from 'vitest';
import { presenceAt } from '../../src/detection/presence.ts';
import type { IndexedTraces } from '../../src/detection/read-traces.ts';
import { findGatherings, indexTraces } from '../../src/mining/index.ts';
import { createRng } from '../../src/redteam/index.ts';
import { traceKind } from '../../src/traces/index.ts';

const HOUR = 3_600_000;
const kind = traceKind('co-vote-1h');
const BATCH = Uint32Array.from({ length: 60 }, (_, account) => account);

interface Row {
  readonly bucket: number;
  readonly account: number;
  readonly at: number;
}

function indexed(rows: readonly Row[]): IndexedTraces {
  const sorted = rows.toSorted((a, b) => a.bucket - b.bucket || a.at - b.at);
  const columns = {
    length: sorted.length,
    bucket: Uint32Array.from(sorted, ({ bucket }) => bucket),
    at: Float64Array.from(sorted, ({ at }) => at),
    account: Uint32Array.from(sorted, ({ account }) => account),
  };
  return {
    kind,
    columns,
    bucketKeys: new BigUint64Array(200),
    owners: null,
    index: indexTraces(columns, kind.windowMs),
  };
}

const rng = createRng(11);
/** A crowd of 2,000 that votes on a hundred polls all day. */
const crowd: readonly Row[] = Array.from({ length: 6_000 }, () => ({
  bucket: 10 + rng.int(100),
  account: 100 + rng.int(2_000),
  at: rng.int(24 * HOUR),
}));

/** What the batch's presence at its five largest gatherings shows. */
function presence(rows: readonly Row[]) {
  const traces = [indexed([...crowd, ...rows])];
  const gatherings = findGatherings((traces[0] as IndexedTraces).index, BATCH)
    .toSorted((a, b) => b.members.length - a.members.length)
    .slice(0, 5)
    .map((found) => ({ ...found, kind: 0, natsPerMember: 1 }));
  const occasions = gatherings.map((gathering) => ({
    gathering,
    members: gathering.members,
    share: 1,
    occasion: String(gathering.bucket),
  }));
  return presenceAt({ occasions, apart: occasions }, traces, BATCH);
}

test('a batch that is sent to five polls within an hour each', () => {
  const sent = [0, 1, 2, 3, 4].flatMap((bucket) =>
    [...BATCH].slice(0, 45).map((account) => ({ bucket, account, at: bucket * 4 * HOUR + rng.int(HOUR) })),
  );
  const { nats, occasions } = presence(sent);
  expect(occasions).toBe(5);
  expect(nats).toBeGreaterThan(200);
});

test('newcomers who are all on in one evening and vote on whatever is there show nothing', () => {
  const evening = [...BATCH].flatMap((account) =>
    Array.from({ length: 5 }, () => ({ bucket: 10 + rng.int(100), account, at: 20 * HOUR + rng.int(HOUR) })),
  );
  expect(presence(evening)).toEqual({ nats: 0, occasions: 0 });
});

test('a batch in the crowd of polls that everybody votes on shows next to nothing', () => {
  const viral = [0, 1, 2].flatMap((bucket) => [
    ...Array.from({ length: 400 }, () => ({
      bucket,
      account: 100 + rng.int(2_000),
      at: bucket * 6 * HOUR + rng.int(HOUR),
    })),
    ...[...BATCH].slice(0, 4).map((account) => ({ bucket, account, at: bucket * 6 * HOUR + rng.int(HOUR) })),
  ]);
  const daily = [...BATCH].map((account) => ({ bucket: 10 + rng.int(100), account, at: rng.int(24 * HOUR) }));
  // Fewer occasions than a group needs, and less than it costs to have named a batch.
  const { nats, occasions } = presence([...viral, ...daily]);
  expect(occasions).toBeLessThan(3);
  expect(nats).toBeLessThan(5);
});
