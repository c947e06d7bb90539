/** One event's JSON, taken apart in place: what stands in each slot of the contract and where, without copies. */
import {
  BROKEN,
  behind,
  endOfNumber,
  endOfPlain,
  endOfString,
  endOfValue,
  QUOTE,
  skipSpace,
} from './json-bytes.ts';
import {
  ABSENT,
  ESCAPED,
  FALSE,
  type KeyNode,
  LIST,
  NULL,
  NUMBER,
  OBJECT,
  ROOT,
  type Rule,
  SLOTS,
  TEXT,
  TEXTS,
  TRUE,
} from './layout.ts';

const NO_ITEMS: readonly string[] = [];
/** Whole numbers of fewer digits lose none of them. */
const SAFE_DIGITS = 15;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const COMMA = 0x2c;
const COLON = 0x3a;

/** Reads one event after the other; what it says holds until the next `scan`. */
export class EventScan {
  bytes: Buffer = Buffer.alloc(0);
  /** What stands in each slot. */
  readonly kinds = new Uint8Array(SLOTS);
  /** Where it stands; strings without their quotes, those with escapes with them. */
  readonly starts = new Int32Array(SLOTS);
  readonly ends = new Int32Array(SLOTS);
  readonly #lists: (readonly string[])[] = new Array(SLOTS).fill(NO_ITEMS);
  #end = 0;

  /**
   * Reads the object in [start, end). False for what is no JSON object, and for what is left to `JSON.parse`: a key
   * that stands twice, that has escapes, or deep nesting. Bytes must be UTF-8.
   */
  scan(bytes: Buffer, start: number, end: number): boolean {
    this.bytes = bytes;
    this.#end = end;
    // A call of `fill` takes longer.
    for (let slot = 0; slot < SLOTS; slot++) this.kinds[slot] = ABSENT;
    const at = skipSpace(bytes, start, end);
    if (at >= end || bytes[at] !== OPEN) return false;
    const after = this.#object(ROOT, at + 1);
    return after !== BROKEN && skipSpace(bytes, after, end) === end;
  }

  #object(node: KeyNode, from: number): number {
    const { bytes } = this;
    const end = this.#end;
    let at = skipSpace(bytes, from, end);
    if (at < end && bytes[at] === CLOSE) return at + 1;
    for (let before = node.slots.length; ; ) {
      if (at >= end || bytes[at] !== QUOTE) return BROKEN;
      let key = node.likely[before] as number;
      let after = node.keys.endOfQuoted(key, bytes, at + 1, end);
      if (after === BROKEN) {
        const close = endOfPlain(bytes, at + 1, end);
        if (close >= end || bytes[close] !== QUOTE) return BROKEN;
        key = node.keys.find(bytes, at + 1, close);
        if (key >= 0) node.likely[before] = key;
        after = close + 1;
      }
      at = behind(bytes, after, end, COLON);
      if (at === BROKEN) return BROKEN;
      if (key < 0) at = endOfValue(bytes, at, end);
      else {
        at = this.#value(node, key, at);
        before = key;
      }
      if (at === BROKEN) return BROKEN;
      at = skipSpace(bytes, at, end);
      if (at >= end) return BROKEN;
      if (bytes[at] === CLOSE) return at + 1;
      at = behind(bytes, at, end, COMMA);
      if (at === BROKEN) return BROKEN;
    }
  }

  #value(node: KeyNode, key: number, at: number): number {
    const { bytes } = this;
    const end = this.#end;
    const slot = node.slots[key] as number;
    if (at >= end || this.kinds[slot] !== ABSENT) return BROKEN;
    switch (bytes[at]) {
      case QUOTE: {
        const stop = endOfPlain(bytes, at + 1, end);
        if (stop < end && bytes[stop] === QUOTE) {
          this.#set(slot, TEXT, at + 1, stop);
          return stop + 1;
        }
        return this.#set(slot, ESCAPED, at, endOfString(bytes, stop, end));
      }
      case OPEN: {
        const child = node.children[key];
        this.#set(slot, OBJECT, at, at);
        return child === undefined ? endOfValue(bytes, at, end) : this.#object(child, at + 1);
      }
      case 0x5b:
        return this.#list(slot, at);
      case 0x6e:
        return this.#set(slot, NULL, at, endOfValue(bytes, at, end));
      case 0x74:
        return this.#set(slot, TRUE, at, endOfValue(bytes, at, end));
      case 0x66:
        return this.#set(slot, FALSE, at, endOfValue(bytes, at, end));
      default:
        return this.#set(slot, NUMBER, at, endOfNumber(bytes, at, end));
    }
  }

  #set(slot: number, kind: number, start: number, end: number): number {
    this.kinds[slot] = kind;
    this.starts[slot] = start;
    this.ends[slot] = end;
    return end;
  }

  #list(slot: number, at: number): number {
    if (this.bytes[at + 1] === 0x5d && at + 1 < this.#end) {
      this.#lists[slot] = NO_ITEMS;
      return this.#set(slot, TEXTS, at, at + 2);
    }
    const after = endOfValue(this.bytes, at, this.#end);
    if (after === BROKEN) return BROKEN;
    const items: unknown[] = JSON.parse(this.bytes.toString('utf8', at, after));
    const isTexts = items.every((item) => typeof item === 'string');
    if (isTexts) this.#lists[slot] = items as string[];
    return this.#set(slot, isTexts ? TEXTS : LIST, at, after);
  }

  /** Whether the rules let the event pass; what they do not let pass is for zod to judge. */
  fits(rules: readonly Rule[]): boolean {
    for (let i = 0; i < rules.length; i++) {
      const rule = rules[i] as Rule;
      const kind = this.kinds[rule.slot] as number;
      if (((rule.kinds >> kind) & 1) === 0) {
        if (rule.within < 0 || this.kinds[rule.within] === OBJECT) return false;
        continue;
      }
      const start = this.starts[rule.slot] as number;
      const end = this.ends[rule.slot] as number;
      if (kind === TEXT) {
        if (rule.longest > 0 && (start === end || end - start > rule.longest)) return false;
        if (rule.words !== undefined && rule.words.find(this.bytes, start, end) < 0) return false;
      } else if (kind === NUMBER && rule.isCount && !this.#isCount(start, end)) return false;
    }
    return true;
  }

  #isCount(start: number, end: number): boolean {
    if (end - start > SAFE_DIGITS) return false;
    for (let i = start; i < end; i++) if (((this.bytes[i] as number) ^ 0x30) > 9) return false;
    return true;
  }

  /** The string in a slot, null when there is none. */
  text(slot: number): string | null {
    const kind = this.kinds[slot];
    if (kind !== TEXT && kind !== ESCAPED) return null;
    const raw = this.bytes.toString('utf8', this.starts[slot], this.ends[slot]);
    return kind === TEXT ? raw : JSON.parse(raw);
  }

  /** The number in a slot, null when there is none. */
  number(slot: number): number | null {
    if (this.kinds[slot] !== NUMBER) return null;
    return Number(this.bytes.toString('latin1', this.starts[slot], this.ends[slot]));
  }

  /** 1 for true, 0 for false, null for neither. */
  flag(slot: number): number | null {
    const kind = this.kinds[slot];
    return kind === TRUE ? 1 : kind === FALSE ? 0 : null;
  }

  /** The strings of the list in a slot; none when it is absent. */
  list(slot: number): readonly string[] {
    return this.kinds[slot] === TEXTS ? (this.#lists[slot] as readonly string[]) : NO_ITEMS;
  }

  has(slot: number): boolean {
    const kind = this.kinds[slot];
    return kind !== ABSENT && kind !== NULL;
  }
}
