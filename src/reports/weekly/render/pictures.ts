/** Small pictures of a campaign, as SVG: who did something when, and who is tied to whom. No words of strangers stand in them. */
import { UndirectedGraph } from 'graphology';
import forceAtlas2Module from 'graphology-layout-forceatlas2';
import { PAPER } from '../../charts/index.ts';
import type { CampaignPicture } from '../data/read-week.ts';

// The package is CommonJS: its default export is the module itself, which its types do not say.
const forceAtlas2 = forceAtlas2Module as unknown as typeof forceAtlas2Module.default;

const { categories: COLOURS, rest: REST } = PAPER;
const [WIDTH, HEIGHT, SIDE] = [560, 180, 180];
const ITERATIONS = 120;
/** Epoch milliseconds, `to` exclusive. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Shorter stretches are labelled with hours. */
const SHORT_MS = 3 * 86_400_000;
const round = (value: number): number => Math.round(value * 10) / 10;

/** A row for each account, by its first act; a tick for each act, coloured by the targets with most. */
export function rasterPicture(acts: CampaignPicture['acts'], { from, to }: Span): string {
  const sorted = acts.toSorted(([a, one], [b, other]) => one - other || (a < b ? -1 : 1));
  const rows = new Map<string, number>();
  for (const [account] of sorted) if (!rows.has(account)) rows.set(account, rows.size);
  const counts = new Map<string, number>();
  for (const [, , target] of acts) counts.set(target, (counts.get(target) ?? 0) + 1);
  const top = [...counts]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, COLOURS.length);
  const colour = new Map(top.map(([target], i) => [target, COLOURS[i] ?? REST]));
  const step = (HEIGHT - 20) / Math.max(1, rows.size);
  const days = Array.from({ length: 8 }, (_, day) => {
    const x = round((day / 7) * WIDTH);
    return `<line x1="${x}" x2="${x}" y1="0" y2="${HEIGHT - 18}" stroke="#d5d9e0"/>${
      day < 7
        ? `<text x="${x + 3}" y="${HEIGHT - 4}" font-size="10" fill="#5a6675">${new Date(
            from + (day * (to - from)) / 7,
          )
            .toISOString()
            .slice(5, to - from < SHORT_MS ? 16 : 10)
            .replace('T', ' ')}</text>`
        : ''
    }`;
  });
  const ticks = sorted.map(([account, at, target]) => {
    const x = round(((at - from) / (to - from)) * WIDTH);
    const y = round(1 + (rows.get(account) ?? 0) * step);
    return `<rect x="${x}" y="${y}" width="1.6" height="${round(Math.max(1, Math.min(3, step)))}" fill="${colour.get(target) ?? REST}"/>`;
  });
  return svg(WIDTH, HEIGHT, [...days, ...ticks]);
}

/** The strongest ties, laid out by their strength (ForceAtlas2, Jacomy et al. 2014, doi:10.1371/journal.pone.0098679). */
export function graphPicture(edges: CampaignPicture['edges']): string {
  const graph = new UndirectedGraph();
  const names = [...new Set([...edges.map(([a]) => a), ...edges.map(([, b]) => b)])].sort();
  names.forEach((name, i) => {
    const angle = (2 * Math.PI * i) / names.length;
    graph.addNode(name, { x: Math.cos(angle), y: Math.sin(angle) });
  });
  for (const [a, b, nats] of edges) graph.mergeEdge(a, b, { weight: Math.log1p(nats) });
  if (names.length > 2)
    forceAtlas2.assign(graph, {
      iterations: ITERATIONS,
      settings: { ...forceAtlas2.inferSettings(graph), gravity: 1 },
    });
  const at = new Map(graph.mapNodes((name, { x, y }) => [name, [Number(x), Number(y)] as const]));
  const [xs, ys] = [0, 1].map((axis) => [...at.values()].map((place) => place[axis as 0 | 1]));
  const scale = (values: readonly number[] = []) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return (value: number) => round(8 + ((value - low) / Math.max(1e-9, high - low)) * (SIDE - 16));
  };
  const [x, y] = [scale(xs), scale(ys)];
  const place = (name: string) => {
    const [px = 0, py = 0] = at.get(name) ?? [];
    return [x(px), y(py)] as const;
  };
  const lines = edges.map(([a, b]) => {
    const [[x1, y1], [x2, y2]] = [place(a), place(b)];
    return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#5a6675" stroke-opacity="0.25"/>`;
  });
  const dots = names.map((name) => {
    const [cx, cy] = place(name);
    return `<circle cx="${cx}" cy="${cy}" r="2.6" fill="${COLOURS[0]}"/>`;
  });
  return svg(SIDE, SIDE, [...lines, ...dots]);
}

const svg = (width: number, height: number, parts: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" aria-hidden="true">${parts.join('')}</svg>`;
