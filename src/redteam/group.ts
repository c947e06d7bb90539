/** Scenarios about one group of accounts: who is in it, what it does, and the ordinary life that surrounds that. */
import type { Pattern } from '../contract/index.ts';
import { accountEvent, observedAt } from './account-event.ts';
import {
  type Account,
  type AccountMaker,
  type ActionMaker,
  createAccountMaker,
  createActionMaker,
} from './accounts.ts';
import { type Browser, createBrowser } from './browse.ts';
import { daysIn, type Emit, sortEvents } from './clock.ts';
import { reportsOf } from './reports.ts';
import type { Rng } from './rng.ts';
import type { Knob, Scenario, ScenarioInput, ScenarioOutput } from './scenario.ts';

/** An account with its part in the group. */
export interface Member {
  readonly account: Account;
  readonly role: string;
  /** Which cell of the group it works in, from 0; 0 when not given. */
  readonly cell?: number;
  /** What it was hired for, where that is not the same for the whole group. */
  readonly pattern?: Pattern;
}

/** What a cast is made with. */
export interface Casting<K extends string> extends ScenarioInput<K> {
  readonly maker: AccountMaker;
}

/** What a play is made with. */
export interface Stage<K extends string> extends ScenarioInput<K> {
  readonly members: readonly Member[];
  readonly act: ActionMaker;
  readonly browser: Browser;
  readonly emit: Emit;
}

/** A group in few words; its events are sorted in memory, so it suits groups, not crowds. */
export interface GroupSpec<K extends string> {
  readonly name: string;
  readonly kind: 'attack' | 'look-alike';
  readonly pattern: Pattern | null;
  readonly story: string;
  readonly knobs: Readonly<Record<K, Knob>>;
  cast(casting: Casting<K>): readonly Member[];
  /** What the group does together. */
  play(stage: Stage<K>): void;
  /** How many ordinary actions a member adds, given how many it did in the play; a look-alike's, each day. */
  ordinary(knobs: Readonly<Record<K, number>>, played: number, member: Member): number;
  /** Share of what the group writes that some resident reports; 0.004 when not given. */
  readonly reported?: number;
  check(output: ScenarioOutput<K>): readonly string[];
}

/** A scenario from a group's description. The cast is drawn anew by truth and events, from the same seed. */
export function groupScenario<K extends string>(spec: GroupSpec<K>): Scenario<K> {
  const cast = (input: ScenarioInput<K>): readonly Member[] => {
    const rng: Rng = input.rng.fork('cast');
    const maker = createAccountMaker(input.prefix, rng.fork('accounts'), input.from);
    return spec.cast({ ...input, rng, maker });
  };
  return {
    name: spec.name,
    kind: spec.kind,
    story: spec.story,
    knobs: spec.knobs,
    check: (output) => spec.check(output),
    *truth(input) {
      for (const { account, role, pattern } of cast(input)) {
        yield {
          account_id: account.id,
          group: input.prefix,
          honest: spec.kind === 'look-alike',
          pattern: pattern ?? spec.pattern,
          role,
        };
      }
    },
    events(input) {
      const { from, to, knobs } = input;
      // What an attack is hired for is set for the stretch, and its camouflage goes with that.
      const days = spec.kind === 'look-alike' ? daysIn(from, to) : 1;
      const members = cast(input);
      const act = createActionMaker(input.prefix, input.rng.fork('actions'));
      const browser = createBrowser(input.prefix, input.city, input.rng.fork('browsing'), act);
      return sortEvents(from, to, (emit) => {
        for (const { account } of members) emit(accountEvent(account, observedAt(account, from)));
        const played = new Map<string, number>();
        const watched = reportsOf(input, spec.reported ?? 0.004)(emit);
        const counting: Emit = (timed) => {
          const { event } = timed;
          const id = event.type === 'report' ? event.reporter_id : event.account_id;
          played.set(id, (played.get(id) ?? 0) + 1);
          watched(timed);
        };
        spec.play({ ...input, rng: input.rng.fork('play'), members, act, browser, emit: counting });
        for (const member of members) {
          const { account } = member;
          const actions = spec.ordinary(knobs, played.get(account.id) ?? 0, member);
          browser.ordinaryDay(account, days * actions, { from, to }, watched);
        }
      });
    },
  };
}

/** Ordinary actions that make `share` of all of an account's actions camouflage; at least a little. */
export function camouflageFor(share: number, played: number): number {
  const part = Math.min(0.98, Math.max(0, share));
  return part === 0 ? 0 : (Math.max(1, played) * part) / (1 - part);
}
