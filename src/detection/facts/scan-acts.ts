/** The acts of a window as the store gives them, in one read. */
import type { RecordBatch } from 'apache-arrow';
import { ACTIONS } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import { IN_WINDOW } from '../../traces/index.ts';
import { column, listColumn, textBytes } from '../column.ts';
import { Growable } from '../growable.ts';
import type { TimeWindow } from '../time-window.ts';
import { ValueNumbers } from './value-numbers.ts';

const hashes = (list: string) =>
  `arrayMap(value -> sipHash64(value), arrayFilter(value -> value != '', ${list}))`;

/** As `Acts.machine`. */
const MACHINE =
  'toUInt8(multiIf(ai_explicit = 1, 2, ai_generated = 1 OR ai_implicit = 1, 3, ai_explicit = 0 OR ai_generated = 0, 1, 0))';

// FINAL: of the rows that claim one event in one hour the last counts. Sorting is done here, as the engine's costs more.
export const SELECT_ACTS = `
  SELECT event_key, row_hash, toFloat64(toUnixTimestamp64Milli(occurred_at)) AS at,
         toUInt8(indexOf([${ACTIONS.map((action) => `'${action}'`).join(', ')}], action) - 1) AS act,
         account_key AS account,
         if(action = 'post', 0, sipHash64(target_id)) AS target,
         if(target_account_id = '', 0, sipHash64(target_account_id)) AS author, device, network,
         ${hashes('urls')} AS links, ${hashes('url_domains')} AS sites, ${hashes('topics')} AS subjects, ${hashes('media')} AS files,
         ${MACHINE} AS machine,
         text_bands AS bands, text_signature AS signature
  FROM actions FINAL
  WHERE ${IN_WINDOW}`;

const COUNT = `SELECT count() AS n FROM actions WHERE ${IN_WINDOW}`;

/** Columns of at most one key a row, and of any number of keys. */
export const VALUES = ['account', 'target', 'author', 'device', 'network'] as const;
export const LISTS = ['links', 'sites', 'subjects', 'files'] as const;
export type ValueName = (typeof VALUES)[number];
export type ListName = (typeof LISTS)[number];

/** Bands and words of the signature of a text. */
export const BANDS = 16;
export const SIGNATURE_WORDS = 16;

/** Entries of a list column; `value` by the numbers of its own. */
class Entries {
  readonly numbers = new ValueNumbers();
  readonly row = new Growable((length) => new Uint32Array(length));
  readonly value = new Growable((length) => new Uint32Array(length));

  add(batch: RecordBatch, name: ListName, firstRow: number): void {
    const { offsets, values } = listColumn(batch, name, 'uint64');
    const count = values.length;
    const rows = this.row.reserve(count);
    for (let row = 0; row < batch.numRows; row++)
      for (let entry = offsets[row] as number; entry < (offsets[row + 1] as number); entry++)
        rows[this.row.length + entry] = firstRow + row;
    this.numbers.number(values, this.value.reserve(count), this.value.length);
    this.row.grew(count);
    this.value.grew(count);
  }
}

/** Fingerprints of the acts that have a text. */
class Texts {
  readonly row = new Growable((length) => new Uint32Array(length));
  readonly bands = new Growable((length) => new Uint32Array(length));
  readonly signatures = new Growable((length) => new Uint32Array(length));

  add(batch: RecordBatch, firstRow: number): void {
    const { offsets, values } = listColumn(batch, 'bands', 'uint32');
    for (let row = 0; row < batch.numRows; row++)
      if ((offsets[row + 1] as number) > (offsets[row] as number)) this.row.push(firstRow + row);
    this.bands.append(values);
    // A copy, so that the words are aligned whatever stands before them.
    this.signatures.append(new Uint32Array(Uint8Array.from(textBytes(batch, 'signature')).buffer));
  }
}

/** Rows in the order in which they came; keys by numbers, each column with its own. */
export class ScannedActs {
  readonly event: Growable<BigUint64Array>;
  readonly hash: Growable<BigUint64Array>;
  readonly at: Growable<Float64Array>;
  readonly action: Growable<Uint8Array>;
  readonly machine: Growable<Uint8Array>;
  readonly values: Readonly<Record<ValueName, Growable<Uint32Array>>>;
  readonly lists = {
    links: new Entries(),
    sites: new Entries(),
    subjects: new Entries(),
    files: new Entries(),
  };
  readonly texts = new Texts();

  constructor(rows: number) {
    const numbers = () => new Growable((length) => new Uint32Array(length), rows);
    this.event = new Growable((length) => new BigUint64Array(length), rows);
    this.hash = new Growable((length) => new BigUint64Array(length), rows);
    this.at = new Growable((length) => new Float64Array(length), rows);
    this.action = new Growable((length) => new Uint8Array(length), rows);
    this.machine = new Growable((length) => new Uint8Array(length), rows);
    this.values = {
      account: numbers(),
      target: numbers(),
      author: numbers(),
      device: numbers(),
      network: numbers(),
    };
  }

  add(batch: RecordBatch, numbers: Readonly<Record<ValueName, ValueNumbers>>): void {
    const firstRow = this.at.length;
    this.event.append(column(batch, 'event_key', 'uint64'));
    this.hash.append(column(batch, 'row_hash', 'uint64'));
    this.at.append(column(batch, 'at', 'float64'));
    this.action.append(column(batch, 'act', 'uint8'));
    this.machine.append(column(batch, 'machine', 'uint8'));
    for (const name of VALUES) {
      const into = this.values[name];
      numbers[name].number(column(batch, name, 'uint64'), into.reserve(batch.numRows), firstRow);
      into.grew(batch.numRows);
    }
    for (const name of LISTS) this.lists[name].add(batch, name, firstRow);
    this.texts.add(batch, firstRow);
  }
}

/** Reads all acts of the window. */
export async function scanActs(
  store: Store,
  window: TimeWindow,
  numbers: Readonly<Record<ValueName, ValueNumbers>>,
): Promise<ScannedActs> {
  const params = { from: window.from, to: window.to };
  const [counted] = await store.rows(COUNT, params);
  const scanned = new ScannedActs(Number(counted?.n ?? 0));
  for await (const batch of store.batches(SELECT_ACTS, params))
    if (batch.numRows > 0) scanned.add(batch, numbers);
  return scanned;
}
