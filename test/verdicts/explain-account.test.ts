import { expect, test } from 'vitest';
import type { AccountWhy } from '../../src/contract/index.ts';
import { explainAccount } from '../../src/verdicts/index.ts';

type Facts = Parameters<typeof explainAccount>[0];

const CLUSTER: AccountWhy['clusters'][number] = {
  cluster_id: 'c_1',
  verdict: 'water_army',
  probability: 0.9999,
  patterns: [],
  membership: 'core',
  accounts: 40,
  core_accounts: 38,
};

const FACTS: Facts = {
  account_id: 'u1',
  handle: null,
  registered_at: null,
  run: {
    run_id: 'r',
    model_version: 'm',
    horizon: 'all',
    window_from: '2026-05-02T00:00:00.000Z',
    window_to: '2026-05-03T00:00:00.000Z',
    follow_nats: 10,
  },
  acts: { actions: 1, reports: 0 },
  clusters: [CLUSTER],
  stored: { edges: 400 },
  core: { links_needed: 9 },
  tie: { nats: 100, core_partners: 12, tied_to: 12 },
  edges: [
    {
      account_id: 'u2',
      handle: null,
      membership: 'core',
      nats: 25,
      left_nats: 75,
      left_tied_to: 11,
      traces: [],
    },
  ],
  edges_in_all: 12,
  families: [
    { family: 'device', left_nats: 90, left_tied_to: 12 },
    { family: 'target', left_nats: 30, left_tied_to: 3 },
  ],
  meetings: [],
  signals: [],
  without_signal: [],
  against: [],
};

const sentences = (facts: Partial<Facts>) => explainAccount({ ...FACTS, ...facts });
const english = (facts: Partial<Facts>) => sentences(facts).map(({ en }) => en);

test('what is left without an edge or a family is held against what keeps an account in the core', () => {
  expect(english({}).slice(0, 5)).toEqual([
    'It is a core account of cluster c_1, 40 accounts (38 core). Water army: they act together and are not who they seem; probability >0.999',
    'Edges to 12 core accounts tie it, 100.00 nats in all; each of them reaches the bar for an edge, 10.00 nats',
    'Its strongest edge, to u2, carries 25 % of the tie; without it 75.00 nats are left, and it would still be tied to 11 core accounts (9 keep one in this core)',
    'Without what they share by device (10 % of the tie) 90.00 nats are left, and it would still be tied to 12 core accounts (9 keep one in this core)',
    'Without what they share by target and author (70 % of the tie) 30.00 nats are left and edges to 3 core accounts, fewer than the 9 that keep one in this core',
  ]);
});

test('of a recruit it is not said what keeps one in the core', () => {
  const recruit = english({ clusters: [{ ...CLUSTER, membership: 'peripheral' }] });
  expect(recruit.join()).not.toContain('keep one in this core');
  expect(recruit[0]).toContain('a peripheral account of cluster c_1, 40 accounts (38 core), recruited');
});

test('an account of the core without edges is told by what else a core is formed', () => {
  const untied = english({
    tie: { nats: 0, core_partners: 0, tied_to: 0 },
    edges: [],
    families: [],
    edges_in_all: 0,
  });
  expect(untied[1]).toContain('No pair of accounts ties it: it is in the cluster for gatherings of many');
});

test('where retention has removed the edges of a run, nobody is said to be untied', () => {
  const tie = { nats: 0, core_partners: 0, tied_to: 0 };
  const said = english({ stored: { edges: 0 }, tie, edges: [], families: [], edges_in_all: 0 });
  expect(said[1]).toContain('The store has no edges of this run');
});

test('names in sentences are shown, not obeyed', () => {
  const [edge] = FACTS.edges;
  if (edge === undefined) throw new Error('the facts have an edge');
  const said = sentences({ edges: [{ ...edge, account_id: 'a\u001b[2J\u202e' }] });
  for (const { en, zh } of said) expect(en + zh).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(said.map(({ en }) => en).join()).toContain('a\\u{1b}[2J\\u{202e}');
});
