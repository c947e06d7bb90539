/** A lease: which of many processes leads, by claims in the store and nobody's wall clock. */
import type { Store } from '../../storage/index.ts';
import { claim } from './claims.ts';

export interface LeaseInput {
  readonly store: Store;
  /** What is led; processes with the same name compete. */
  readonly name: string;
  /** Unique to this start of this process. */
  readonly holder: string;
  /** A leader that was silent for this long is replaced. */
  readonly leaseMs: number;
  /** Milliseconds on a clock of this machine that only moves forward. Clocks need not agree; their speeds within a tenth. */
  readonly monotonic: () => number;
}

export interface Lease {
  /** The epoch that this process leads, by its own clock; null when it does not. Epochs are fencing tokens: they only rise. */
  readonly epoch: number | null;
  /** Renews, or looks after the leader and takes its place; call it every third of the lease. */
  step(): Promise<void>;
  /**
   * Asks the store whether this process still leads, as a last check before something leaves the house. A lease that ran
   * out while this thread was busy is claimed anew where nobody else took it; `epoch` has then risen.
   */
  confirm(): Promise<boolean>;
  /** Gives the lead away at once, and for good. */
  release(): Promise<void>;
}

/** The part of the lease that a leader trusts in: the rest is for clocks of different speed. */
const TRUSTED = 0.8;

interface Top {
  readonly epoch: number;
  readonly holder: string;
  readonly beat: number;
  readonly isReleased: boolean;
}

/**
 * Epochs are claimed (see `claims.ts`), so each has one holder. The holder writes a beat for each renewal and trusts its
 * lease for 0.8 of it, counted from *before* the beat was sent, and only when the beat was acknowledged while the lease
 * before still held. Others claim the next epoch when they have seen no new beat for a whole lease by their own clock.
 * Whoever was too late to renew does not go on in the old epoch but has to claim a new one like everybody.
 * (Gray & Cheriton 1989, doi:10.1145/74851.74870.)
 */
export function createLease({ store, name, holder, leaseMs, monotonic }: LeaseInput): Lease {
  const claimName = `leader of ${name}`;
  let held: { readonly epoch: number; readonly beat: number; readonly until: number } | null = null;
  let seen: { readonly epoch: number; readonly beat: number; readonly since: number } | null = null;

  let isOver = false;

  const unexpired = () => (held !== null && monotonic() < held.until ? held : null);
  const current = () => (isOver ? null : unexpired());

  async function readTop(): Promise<Top | null> {
    const [row] = await store.rows(SELECT_TOP, { claim: claimName, name });
    if (row === undefined) return null;
    return {
      epoch: Number(row.epoch),
      holder: String(row.holder),
      beat: Number(row.beat),
      isReleased: Number(row.released) === 1,
    };
  }

  async function writeBeat(epoch: number, beat: number, released: 0 | 1): Promise<void> {
    await store.insertRows('leases', [{ name, epoch, beat, holder, released }]);
  }

  async function renew(mine: { readonly epoch: number; readonly beat: number }): Promise<void> {
    const started = monotonic();
    await writeBeat(mine.epoch, mine.beat + 1, 0);
    const top = await readTop();
    const isMine = top?.epoch === mine.epoch;
    held =
      isMine && unexpired() !== null
        ? { ...mine, beat: mine.beat + 1, until: started + TRUSTED * leaseMs }
        : null;
  }

  async function take(epoch: number): Promise<void> {
    const started = monotonic();
    const winner = await claim(store, { name: claimName, number: epoch, holder, value: '' });
    const until = started + TRUSTED * leaseMs;
    held = winner.holder === holder && monotonic() < until ? { epoch, beat: 0, until } : null;
  }

  async function challenge(): Promise<void> {
    held = null;
    const asked = monotonic();
    const top = await readTop();
    if (top === null) return take(1);
    if (top.isReleased || top.holder === holder) return take(top.epoch + 1);
    if (seen === null || seen.epoch !== top.epoch || seen.beat !== top.beat)
      seen = { epoch: top.epoch, beat: top.beat, since: monotonic() };
    else if (asked - seen.since >= leaseMs) return take(top.epoch + 1);
  }

  /** One step at a time: whoever asks meanwhile waits for the one that runs. */
  let stepping: Promise<void> | null = null;
  async function step(): Promise<void> {
    if (isOver) return;
    const mine = current();
    stepping ??= (mine === null ? challenge() : renew(mine)).finally(() => {
      stepping = null;
    });
    await stepping;
  }

  return {
    get epoch() {
      return current()?.epoch ?? null;
    },
    step,
    async confirm() {
      if (current() === null) await step();
      const mine = current();
      if (mine === null) return false;
      const top = await readTop();
      return top?.epoch === mine.epoch && current()?.epoch === mine.epoch;
    },
    async release() {
      isOver = true;
      // A step on its way may still win or lose the lead.
      await stepping?.catch(() => {});
      const mine = unexpired();
      held = null;
      if (mine !== null) await writeBeat(mine.epoch, mine.beat + 1, 1);
    },
  };
}

const SELECT_TOP = `SELECT newest.number AS epoch, newest.holder AS holder, beats.beat AS beat, beats.released AS released
FROM (
  SELECT number, holder FROM claims WHERE name = {claim:String} ORDER BY number DESC, claimed_at, holder LIMIT 1
) AS newest
LEFT JOIN (
  SELECT epoch, max(beat) AS beat, max(released) AS released FROM leases WHERE name = {name:String} GROUP BY epoch
) AS beats ON beats.epoch = newest.number
SETTINGS select_sequential_consistency = 1`;
