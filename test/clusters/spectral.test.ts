import { describe, expect, test } from 'vitest';
import { buildCsr } from '../../src/clusters/csr.ts';
import { spectrum, sweep } from '../../src/clusters/spectral.ts';
import { topEigenpair } from '../../src/clusters/tridiagonal.ts';
import { clique, type Edge, path, randomGraph, ring, star, toEdges } from './shapes.ts';

const graph = (nodes: number, edges: readonly Edge[]) => buildCsr(toEdges(nodes, edges));

describe('the spectral gap', () => {
  test.each([
    ['clique of 12', 12, clique(0, 12), 12 / 11],
    ['star of 30 leaves', 31, star(0, 30), 1],
    ['ring of 40', 40, ring(0, 40), 1 - Math.cos((2 * Math.PI) / 40)],
    ['path of 25', 25, path(0, 25), 1 - Math.cos(Math.PI / 24)],
    ['single link', 2, path(0, 2), 2],
  ] as const)('of a %s is what theory says', (_, nodes, edges, expected) => {
    const { gap, residual } = spectrum(graph(nodes, edges));
    expect(Math.abs(gap - expected)).toBeLessThanOrEqual(residual + 1e-6);
    expect(residual).toBeLessThan(0.01);
  });
  test('does not depend on the unit of the weights', () => {
    const edges = randomGraph(0, 80, 8, 4);
    const scaled = edges.map(([u, v, w]): Edge => [u, v, 1_000 * w]);
    expect(spectrum(graph(80, scaled)).gap).toBeCloseTo(spectrum(graph(80, edges)).gap, 9);
  });
  test('keeps Cheeger: no sweep finds a cut below half of it', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const g = graph(120, [...randomGraph(0, 120, 10, seed)]);
      const { gap, residual, fiedler } = spectrum(g);
      expect(sweep(g, fiedler).conductance).toBeGreaterThanOrEqual((gap - residual) / 2);
    }
  });
});

test('the sweep finds the bridge between two cliques', () => {
  const g = graph(16, [...clique(0, 8), ...clique(8, 8), [7, 8, 40]]);
  const { conductance, side } = sweep(g, spectrum(g).fiedler);
  expect(conductance).toBeCloseTo(1 / 57, 10);
  expect(new Set(side.slice(0, 8)).size).toBe(1);
  expect(side[0]).not.toBe(side[8]);
});

test('the top eigenpair of a tridiagonal matrix solves T x = λ x, and the path has 2 cos(π/(n+1))', () => {
  const n = 30;
  const diagonal = new Array<number>(n).fill(0);
  const off = new Array<number>(n - 1).fill(1);
  const { value, vector } = topEigenpair(diagonal, off);
  expect(value).toBeCloseTo(2 * Math.cos(Math.PI / (n + 1)), 10);
  for (let i = 0; i < n; i++)
    expect((vector[i - 1] ?? 0) + (vector[i + 1] ?? 0)).toBeCloseTo(value * (vector[i] as number), 6);
});
