/**
 * What traces are read out of: the acts of a window and what is known of accounts, as columns of numbers.
 * Values (targets, devices, topics …) are numbered in order of their 64-bit keys, so that nothing depends on arrival.
 */

/** Where a row has no value. */
export const NONE = 0xffff_ffff;

/** A column with at most one value in a row. */
export interface ValueColumn {
  /** The key of each number; keys ascend. */
  readonly keys: BigUint64Array;
  /** The number of each row's value, or `NONE`. */
  readonly of: Uint32Array;
}

/** A column with any number of values in a row: one entry for each, in order of the rows. */
export interface ListColumn {
  readonly keys: BigUint64Array;
  readonly row: Uint32Array;
  readonly value: Uint32Array;
}

/** Acts of a window, each event once, in order of time, account and event. */
export interface Acts {
  readonly length: number;
  /** Epoch milliseconds. */
  readonly at: Float64Array;
  readonly account: Uint32Array;
  /** Index into `ACTIONS` of the contract. */
  readonly action: Uint8Array;
  /** Keys are `sipHash64` of ids and texts. A post has no target but itself, so none. */
  readonly target: ValueColumn;
  /** To whom the target belongs. */
  readonly author: ValueColumn;
  /** The account of each author's number: its index, or a number of its own from the count of accounts on. */
  readonly authorAccount: Uint32Array;
  readonly urls: ListColumn;
  readonly domains: ListColumn;
  readonly topics: ListColumn;
  readonly media: ListColumn;
  /** What the platform says of a text's making: 0 nothing, 1 a person, 2 a machine that says so, 3 one that does not. */
  readonly machine: Uint8Array;
}

/** What is known of each account, by its index: the newest of each fact. */
export interface KnownAccounts {
  /** Epoch milliseconds; NaN where it is not known. */
  readonly registeredAt: Float64Array;
  /** The accounts whose registration is known, in order of its time, then of the account. */
  readonly registered: Uint32Array;
  /** Keyed hashes, as they are stored. */
  readonly network: ValueColumn;
  readonly device: ValueColumn;
  /** `sipHash64` of the texts. */
  readonly handleStem: ValueColumn;
  readonly handleShape: ValueColumn;
  readonly avatar: ValueColumn;
  readonly bio: ValueColumn;
  /** With what the account was registered: keyed hashes, and `sipHash64` of the inviter and the client's own words. */
  readonly emailDomain: ValueColumn;
  readonly phonePrefix: ValueColumn;
  readonly inviter: ValueColumn;
  readonly agent: ValueColumn;
  /** `sipHash64` of the agency (MCN). */
  readonly operator: ValueColumn;
}

/** Reports by users within the window, in order of time, reporter and account reported. */
export interface Reports {
  readonly length: number;
  readonly at: Float64Array;
  /** Account indexes; `NONE` for one that neither acted nor was observed. */
  readonly reporter: Uint32Array;
  readonly reported: Uint32Array;
  /** Keys (`sipHash64` of ids) of the same. */
  readonly reporterKey: BigUint64Array;
  readonly reportedKey: BigUint64Array;
}

/** Which accounts ever used each of something: distinct pairs, in order of value and account. */
export interface Uses {
  readonly keys: BigUint64Array;
  readonly value: Uint32Array;
  readonly account: Uint32Array;
}

export interface Facts {
  /** How many accounts there are. */
  readonly accounts: number;
  readonly acts: Acts;
  readonly known: KnownAccounts;
  /** In acts of the window and at any registration. */
  readonly devices: Uses;
  readonly networks: Uses;
  readonly reports: Reports;
}
