/** The graph, its picture, and its file. */
import { setTimeout as delay } from 'node:timers/promises';
import { MultiUndirectedGraph } from 'graphology';
import { parse } from 'graphology-gexf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClusterPage, Graph } from '../../../src/console/contract/index.ts';
import { computeLayout, type LayoutInput } from '../../../src/console/layout/compute-layout.ts';
import { initialLayout } from '../../../src/console/layout/initial-layout.ts';
import { createLayouts } from '../../../src/console/layout/layouts.ts';
import { readLayout } from '../../../src/console/layout/stored-layouts.ts';
import type { VerdictLine } from '../../../src/contract/index.ts';
import { TOWN_NOW } from '../../support/console-town.ts';
import { armyOf, type TownPages, townPages } from './support.ts';

let town: TownPages;
let army: VerdictLine;
beforeAll(async () => {
  town = await townPages();
  army = armyOf(town.verdicts);
});
afterAll(() => town.close());

const panel = <T>(path: string, cluster = army.cluster_id) => town.panel<T>(cluster, path);
const name = () => ({ runId: town.runId, clusterId: army.cluster_id });

async function until<T>(ask: () => Promise<T>, isIt: (answer: T) => boolean): Promise<T> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await ask();
    if (isIt(answer)) return answer;
    await delay(100);
  }
  throw new Error('it did not happen within ten seconds');
}

/** Two dense groups of ten with one thread between them. */
function twoGroups(): LayoutInput {
  const pairs: [number, number][] = [[0, 10]];
  for (const start of [0, 10])
    for (let i = start; i < start + 10; i++) for (let j = i + 1; j < start + 10; j++) pairs.push([i, j]);
  return {
    nodes: 20,
    a: Uint32Array.from(pairs, ([a]) => a),
    b: Uint32Array.from(pairs, ([, b]) => b),
    nats: Float64Array.from(pairs, () => 20),
  };
}

describe('the graph', () => {
  test('has the edges between members, as the store has them', async () => {
    const graph = await panel<Graph>('/graph');
    const rows = await town.store.rows('SELECT * FROM edges FINAL WHERE run_id = {run:String}', {
      run: town.runId,
    });
    const own = new Set(army.accounts.map(({ account_id }) => account_id));
    const expected = rows
      .filter((edge) => own.has(String(edge.account_a)) && own.has(String(edge.account_b)))
      .map((edge) =>
        [edge.account_a, edge.account_b, edge.trace, edge.meetings, Date.parse(String(edge.first_at))].join(
          ' ',
        ),
      );
    const { nodes, edges, traces } = graph;
    const told = edges.a.map((a, i) =>
      [
        nodes.id[a],
        nodes.id[edges.b[i] ?? -1],
        traces[edges.trace[i] ?? -1],
        edges.meetings[i],
        edges.first_at[i],
      ].join(' '),
    );
    expect(told.sort()).toEqual(expected.sort());
    expect(graph.edges_cut).toBe(0);
    expect(edges.nats).toEqual(edges.nats.toSorted((a, b) => b - a));
    expect(new Set(nodes.id)).toEqual(own);
  });

  test('says how many of the weakest edges were cut', async () => {
    const whole = await panel<Graph>('/graph');
    const cut = await panel<Graph>('/graph?max_edges=100');
    expect(cut.edges.a).toHaveLength(100);
    expect(cut.edges_cut).toBe(whole.edges.a.length - 100);
    expect(cut.edges.nats).toEqual(whole.edges.nats.slice(0, 100));
  });

  test('grows by the partners of an account, who are no members', async () => {
    const [asked = ''] = army.accounts.map(({ account_id }) => account_id);
    const edge = { run_id: town.runId, trace: 'co-like', meetings: 2, first_at: TOWN_NOW, last_at: TOWN_NOW };
    await town.store.insertRows('edges', [
      { ...edge, account_a: asked, account_b: 'outsider, one', surprise_nats: 12 },
      { ...edge, account_a: 'outsider 2', account_b: asked, surprise_nats: 11 },
      { ...edge, account_a: 'outsider 2', account_b: 'of no interest', surprise_nats: 50 },
    ]);
    const { nodes, edges } = await panel<Graph>(
      `/graph?expand=${encodeURIComponent(encodeURIComponent(asked))}`,
    );
    const outsiders = nodes.id.filter((_, i) => nodes.membership[i] === -1);
    expect(outsiders).toEqual(['outsider, one', 'outsider 2']);
    expect(edges.nats.slice(-2)).toEqual([12, 11]);
    const further = outsiders.map((id) => encodeURIComponent(encodeURIComponent(id))).join(',');
    const second = await panel<Graph>(`/graph?expand=${further}`);
    expect(second.nodes.id.filter((_, i) => second.nodes.membership[i] === -1)).toContain('of no interest');
    expect(nodes.x.every((x) => x >= -1 && x <= 1)).toBe(true);
  });

  test('as a file parses, with all members and edges', async () => {
    const response = await town.request(`/api/v1/clusters/${town.runId}/${army.cluster_id}/graph.gexf`);
    expect(response.headers.get('content-disposition')).toContain('cluster.gexf');
    const { traces } = await panel<ClusterPage>('');
    const read = parse(MultiUndirectedGraph as unknown as Parameters<typeof parse>[0], await response.text());
    expect(read.nodes().sort()).toEqual(army.accounts.map(({ account_id }) => account_id).sort());
    expect(read.size).toBe(traces.reduce((sum, { edges }) => sum + edges, 0));
  });
});

describe('the layout', () => {
  test('is computed beside the server, once, and then served', async () => {
    const first = await panel<Graph>('/graph');
    const later = await until(
      () => panel<Graph>('/graph'),
      (graph) => graph.layout === 'stored',
    );
    expect(first.nodes.id).toEqual(later.nodes.id);
    expect(later.communities).toBe(Math.max(...later.nodes.community) + 1);
    await Promise.all([1, 2, 3].map(() => panel<Graph>('/graph')));
    const rows = await town.store.rows(
      'SELECT count() AS n FROM layouts WHERE run_id = {run:String} AND cluster_id = {cluster:String}',
      { run: town.runId, cluster: army.cluster_id },
    );
    expect(rows).toEqual([{ n: '1' }]);
  });

  test('is the same for the same graph, lies in the square, and finds the communities', () => {
    const layout = computeLayout(twoGroups());
    expect(computeLayout(twoGroups())).toEqual(layout);
    expect(Math.max(...layout.x, ...layout.y)).toBeLessThanOrEqual(1);
    expect(Math.min(...layout.x, ...layout.y)).toBeGreaterThanOrEqual(-1);
    expect(new Set(layout.community.slice(0, 10)).size).toBe(1);
    expect(layout.community[0]).not.toBe(layout.community[19]);
    const middle = (from: number) => layout.x.slice(from, from + 10).reduce((sum, x) => sum + x, 0) / 10;
    const height = (from: number) => layout.y.slice(from, from + 10).reduce((sum, y) => sum + y, 0) / 10;
    expect(Math.hypot(middle(0) - middle(10), height(0) - height(10))).toBeGreaterThan(0.5);
  });

  test('of nobody and of a lone account is no trouble', () => {
    const none = { nodes: 0, a: new Uint32Array(0), b: new Uint32Array(0), nats: new Float64Array(0) };
    expect(computeLayout(none).x).toHaveLength(0);
    for (const layout of [computeLayout({ ...none, nodes: 1 }), initialLayout({ ...none, nodes: 1 })])
      expect([...layout.x, ...layout.y].every(Number.isFinite)).toBe(true);
  });

  test('to begin with puts parts apart and nobody on anybody', () => {
    const { a, b, nodes } = twoGroups();
    // Without the thread between them.
    const { x, y, community } = initialLayout({ nodes, a: a.slice(1), b: b.slice(1) });
    expect([...community]).toEqual([...Array(10).fill(0), ...Array(10).fill(1)]);
    expect(new Set(Array.from(x, (value, i) => `${value} ${y[i]}`)).size).toBe(nodes);
    expect([...x, ...y].every((value) => Math.abs(value) <= 1)).toBe(true);
  });

  test('of a thread that crashes stays the initial one; it is logged, and not tried at once again', async () => {
    const logged: unknown[] = [];
    const deps = { store: town.store, now: () => TOWN_NOW, log: (error: unknown) => logged.push(error) };
    const other = town.verdicts.find(({ cluster_id }) => cluster_id !== army.cluster_id)?.cluster_id ?? '';
    const crashing = new URL('data:text/javascript,throw new Error("out of luck")');
    const layouts = createLayouts(deps, crashing);
    layouts.request({ runId: town.runId, clusterId: other });
    await until(
      async () => logged.length,
      (count) => count > 0,
    );
    layouts.request({ runId: town.runId, clusterId: other });
    await delay(100);
    expect(logged).toHaveLength(1);
    expect(await readLayout(town.store, { runId: town.runId, clusterId: other })).toBeNull();
    expect((await panel<Graph>('/graph', other)).layout).toBe('initial');
  });

  test('of a cluster without a layout is null', async () => {
    expect(await readLayout(town.store, { ...name(), clusterId: 'nobody' })).toBeNull();
  });
});
