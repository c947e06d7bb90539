/** Sources that long texts retell, as traces: bucket = source, time = the text's. */
import { findClusters } from '../clusters/index.ts';
import { findRetellings } from '../mining/index.ts';
import { countPieces, foldText, shingles } from '../text/index.ts';
import { bucketRows, NONE, retoldText } from '../traces/index.ts';
import type { Texts } from './facts/arrange-acts.ts';
import { gather, rowNumbers, sortedBy } from './facts/time-order.ts';
import { readTexts, type TextsInput } from './member-texts.ts';
import type { KindTraces } from './read-traces.ts';

/** Shorter texts share too few passages to tell a common source from a common turn of phrase. */
const MIN_SHINGLES = 60;
/** Bytes of a signature that differ from each other: so many shingles leave no fewer, but for one text in a thousand. */
const MIN_DISTINCT = 29;
/** With fewer texts nothing is known about what is usual. */
const MIN_TEXTS = 100;
/** More are not read at once. */
const MOST_TEXTS = 250_000;
/** Two texts on one subject are no campaign. */
const MIN_RETELLINGS = 3;

export interface RetoldTexts {
  /** Null where nothing could be compared. */
  readonly traces: KindTraces | null;
  /** By text (those of `Texts`), the source that it retells; texts without one have none. */
  readonly sources: ReadonlyMap<number, number>;
  readonly accountsOfSource: ReadonlyMap<number, number>;
  readonly notes: readonly string[];
}

const NOTHING: RetoldTexts = {
  traces: null,
  sources: new Map(),
  accountsOfSource: new Map(),
  notes: [],
};

/** Reads the long texts of the window, links those that retell one another, and groups them by source. */
export async function findRetoldTexts(input: TextsInput): Promise<RetoldTexts> {
  const { facts, texts } = input;
  const long = longTexts(texts);
  if (long.length < MIN_TEXTS) return NOTHING;
  if (long.length > MOST_TEXTS)
    return {
      ...NOTHING,
      notes: [`${retoldText.name}: ${long.length} long texts are more than are compared`],
    };
  const written = await readTexts(long, input);
  const documents: Uint32Array[] = [];
  const pieces: number[] = [];
  const kept: number[] = [];
  for (const text of long) {
    const folded = foldText(written.get(text)?.text ?? '');
    const cut = shingles(folded);
    if (cut.length < MIN_SHINGLES) continue;
    kept.push(text);
    documents.push(cut.slice());
    pieces.push(countPieces(folded));
  }
  if (kept.length < MIN_TEXTS) return NOTHING;
  const act = Uint32Array.from(kept, (text) => texts.act[text] as number);
  const author = gather(facts.acts.account, act);
  const edges = findRetellings({ documents, author, pieces: Uint32Array.from(pieces) });
  const { clusters, clusterOf } = findClusters({
    edges: { accounts: kept.length, ...edges },
    options: { minSize: MIN_RETELLINGS },
  });
  const sources = new Map<number, number>();
  kept.forEach((text, place) => {
    const cluster = clusterOf[place] as number;
    if (cluster >= 0) sources.set(text, cluster);
  });
  // All other texts are sources of their own: they might have retold one, and did not.
  let next = clusters.length;
  const {
    bucketKeys,
    owners: _,
    ...columns
  } = bucketRows({
    of: Uint32Array.from(texts.act, (_act, text) => sources.get(text) ?? next++),
    keys: BigUint64Array.from({ length: clusters.length + texts.act.length - sources.size }, (_key, id) =>
      BigInt(id),
    ),
    at: Float64Array.from(texts.act, (row) => facts.acts.at[row] as number),
    account: gather(facts.acts.account, texts.act),
    // Of one moment in order of the authors: acts are in order of (at, account).
    rows: sortedBy(rowNumbers(texts.act.length), texts.act),
  });
  return {
    traces: { kind: retoldText, columns, bucketKeys, owners: null },
    sources,
    accountsOfSource: new Map(
      clusters.map(({ members }, id) => [id, new Set(Array.from(members, (place) => author[place])).size]),
    ),
    notes: [],
  };
}

/** Texts whose signatures are those of long ones: of few shingles, many of the 64 are alike. */
function longTexts({ act, signatures }: Texts): readonly number[] {
  const seen = new Uint32Array(256).fill(NONE);
  const long: number[] = [];
  for (let text = 0; text < act.length; text++) {
    let distinct = 0;
    for (const byte of signatures.subarray(64 * text, 64 * text + 64)) {
      if (seen[byte] === text) continue;
      seen[byte] = text;
      distinct++;
    }
    if (distinct >= MIN_DISTINCT) long.push(text);
  }
  return long;
}
