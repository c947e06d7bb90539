/** Towns: cells put together into days of one city, so that armies hide among each other, look-alikes and a crowd. */
import { DAY } from '../clock.ts';
import type { CompositionPlan } from '../compose.ts';
import { accountsOf, type Cell } from './cell.ts';

export interface Town {
  readonly name: string;
  readonly cells: readonly { readonly name: string; readonly cell: Cell }[];
  readonly plan: CompositionPlan;
}

/** Towns of one matrix have consecutive seeds; who fits a model takes others. */
const FIRST_SEED = 7_001;
const FROM = Date.UTC(2026, 4, 2);
const CITY = { accounts: 8_000, posts: 3_700, sittings: 13_700, viralLikes: 2_000 };
/** Hired accounts to a resident at most; a larger army gets a larger city. */
const MOST_HIRED = 0.15;
const MOST_ACCOUNTS = 6_000;
const MOST_CELLS = 24;

/**
 * Deals the cells out: standard cells into towns of their own, so that these have a precision; of each town the cells are
 * as different as they come. The same cells give the same towns.
 */
export function townsOf(cells: readonly Cell[], firstSeed = FIRST_SEED): readonly Town[] {
  const isStandard = ({ kind, effort }: Cell) => kind === 'attack' && effort === 'standard';
  const standard = cells.filter(isStandard);
  const efforts = cells.filter((cell) => cell.kind === 'attack' && !isStandard(cell));
  const honest = cells.filter(({ kind }) => kind === 'look-alike');
  const decks = [...dealt(standard, 'standard'), ...dealt(efforts, 'effort')];
  // Honest look-alikes live in every town; those that find no room get towns without armies.
  const waiting = [...honest].sort((a, b) => a.repeat - b.repeat);
  for (const deck of decks) {
    const share = Math.ceil(honest.length / Math.max(1, decks.length));
    for (const cell of waiting.splice(0, Math.min(share, MOST_CELLS))) deck.cells.push(cell);
  }
  return [...decks, ...dealt(waiting, 'honest')].map(({ name, cells: dealtCells }, index) =>
    town(name, dealtCells, { index, seed: firstSeed + index }),
  );
}

interface Deck {
  readonly name: string;
  readonly cells: Cell[];
}

/** Cells in turn to the fewest decks that hold them. */
function dealt(cells: readonly Cell[], name: string): readonly Deck[] {
  if (cells.length === 0) return [];
  const accounts = cells.reduce((sum, cell) => sum + accountsOf(cell), 0);
  const count = Math.max(
    Math.ceil(accounts / (MOST_HIRED * CITY.accounts)),
    Math.ceil(cells.length / (MOST_CELLS / 2)),
  );
  const decks = Array.from(
    { length: count },
    (_, index): Deck => ({ name: `${name} ${index + 1}`, cells: [] }),
  );
  const load = new Float64Array(count);
  // The largest first, each to the emptiest deck: about equal decks (Graham 1969).
  for (const cell of [...cells].sort((a, b) => accountsOf(b) - accountsOf(a))) {
    let emptiest = 0;
    for (let deck = 1; deck < count; deck += 1)
      if ((load[deck] as number) < (load[emptiest] as number)) emptiest = deck;
    decks[emptiest]?.cells.push(cell);
    load[emptiest] = (load[emptiest] as number) + accountsOf(cell);
  }
  return decks.filter((deck) => deck.cells.length > 0);
}

function town(
  name: string,
  cells: readonly Cell[],
  { index, seed }: { readonly index: number; readonly seed: number },
): Town {
  const named = cells.map((cell, place) => ({ name: `${cell.scenario} #${index + 1}.${place + 1}`, cell }));
  const hired = cells.reduce((sum, cell) => sum + (cell.kind === 'attack' ? accountsOf(cell) : 0), 0);
  const scale = Math.max(1, Math.min(hired, MOST_ACCOUNTS) / (MOST_HIRED * CITY.accounts));
  const city = Object.fromEntries(
    Object.entries(CITY).map(([knob, value]) => [knob, Math.round(value * scale)]),
  );
  return {
    name,
    cells: named,
    plan: {
      seed,
      from: FROM,
      to: FROM + DAY,
      parts: [
        { scenario: 'organic-city', knobs: city },
        ...named.map(({ name: instance, cell }) => ({
          scenario: cell.scenario,
          name: instance,
          knobs: cell.knobs,
        })),
      ],
    },
  };
}
