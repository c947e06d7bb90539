/** Scanned acts, each event once and in order. */
import { type Acts, type ListColumn, NONE, type ValueColumn } from '../../traces/index.ts';
import { foldEvents } from './fold-events.ts';
import { BANDS, type ListName, type ScannedActs, SIGNATURE_WORDS, type ValueName } from './scan-acts.ts';
import { gather, rowNumbers, sortedBy, timeOrder } from './time-order.ts';
import type { NumberedValues } from './value-numbers.ts';

/** Texts that can prove something, in order of time and event. */
export interface Texts {
  /** The act of each. */
  readonly act: Uint32Array;
  readonly event: BigUint64Array;
  /** 16 a text. */
  readonly bands: Uint32Array;
  /** 64 bytes a text. */
  readonly signatures: Uint8Array;
}

export interface ArrangedActs {
  readonly acts: Omit<Acts, 'authorAccount'>;
  /** Of each act. */
  readonly device: ValueColumn;
  readonly network: ValueColumn;
  readonly texts: Texts;
}

/** Uses up what was scanned; `numbered` are the numbers of its columns. */
export function arrangeActs(
  scanned: ScannedActs,
  numbered: Readonly<Record<ValueName, NumberedValues>>,
): ArrangedActs {
  const rows = scanned.at.length;
  const event = scanned.event.take();
  const kept = foldEvents(event, scanned.hash.take()) ?? rowNumbers(rows);
  const at = scanned.at.take();
  const final = (name: ValueName): Uint32Array => {
    const { rank } = numbered[name];
    const given = scanned.values[name].take();
    for (let row = 0; row < rows; row++) {
      const number = given[row] as number;
      if (number !== NONE) given[row] = rank[number] as number;
    }
    return given;
  };
  const account = final('account');
  const { rows: order, at: times } = timeOrder({ at, account, event, rows: kept });
  const column = (name: ValueName): ValueColumn => ({
    keys: numbered[name].keys,
    of: gather(final(name), order),
  });

  /** The place of each scanned row, `NONE` for those that do not count. */
  const place = new Uint32Array(rows).fill(NONE);
  for (let act = 0; act < order.length; act++) place[order[act] as number] = act;
  const list = (name: ListName): ListColumn => {
    const entries = scanned.lists[name];
    const { keys, rank } = entries.numbers.finish();
    const value = entries.value.take();
    const { row: act, entry } = placed(entries.row.take(), place);
    return { keys, row: act, value: gather(rank, gather(value, entry)) };
  };
  const action = new Uint8Array(order.length);
  const actions = scanned.action.take();
  const machine = new Uint8Array(order.length);
  const machines = scanned.machine.take();
  for (let act = 0; act < order.length; act++) {
    action[act] = actions[order[act] as number] as number;
    machine[act] = machines[order[act] as number] as number;
  }
  return {
    acts: {
      length: order.length,
      at: times,
      account: gather(account, order),
      action,
      target: column('target'),
      author: column('author'),
      urls: list('links'),
      domains: list('sites'),
      topics: list('subjects'),
      media: list('files'),
      machine,
    },
    device: column('device'),
    network: column('network'),
    texts: arrangeTexts(scanned, { place, event, at }),
  };
}

/** Entries of scanned rows in order of their acts, without those of rows that do not count. */
function placed(
  rows: Uint32Array,
  place: Uint32Array,
): { readonly row: Uint32Array; readonly entry: Uint32Array } {
  const entries: number[] = [];
  for (let entry = 0; entry < rows.length; entry++)
    if (place[rows[entry] as number] !== NONE) entries.push(entry);
  const kept = Uint32Array.from(entries);
  const entry = sortedBy(kept, gather(place, gather(rows, kept)));
  return { row: gather(place, gather(rows, entry)), entry };
}

function arrangeTexts(
  { texts }: ScannedActs,
  {
    place,
    event,
    at,
  }: { readonly place: Uint32Array; readonly event: BigUint64Array; readonly at: Float64Array },
): Texts {
  const rows = texts.row.take();
  const { row: act, entry } = placed(rows, place);
  const order = Uint32Array.from(entry, (_, index) => index);
  const key = (index: number) => event[rows[entry[index] as number] as number] as bigint;
  const time = (index: number) => at[rows[entry[index] as number] as number] as number;
  // Acts of one moment stand in order of their accounts.
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && time(to) === time(from)) to++;
    if (to - from > 1) order.subarray(from, to).sort((a, b) => (key(a) < key(b) ? -1 : 1));
    from = to;
  }
  const bands = texts.bands.take();
  const words = texts.signatures.take();
  const arranged = { bands: new Uint32Array(bands.length), words: new Uint32Array(words.length) };
  order.forEach((index, to) => {
    const from = entry[index] as number;
    arranged.bands.set(bands.subarray(BANDS * from, BANDS * (from + 1)), BANDS * to);
    arranged.words.set(
      words.subarray(SIGNATURE_WORDS * from, SIGNATURE_WORDS * (from + 1)),
      SIGNATURE_WORDS * to,
    );
  });
  return {
    act: order.map((index) => act[index] as number),
    event: BigUint64Array.from(order, key),
    bands: arranged.bands.subarray(0, BANDS * order.length),
    signatures: new Uint8Array(arranged.words.buffer, 0, 4 * SIGNATURE_WORDS * order.length),
  };
}
